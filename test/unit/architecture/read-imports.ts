import { readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path/posix'
import ts from 'typescript'
import type { FoundImport } from './layer-rules.ts'

function isTypeOnlyImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause
  if (clause === undefined) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  if (clause.name !== undefined || clause.namedBindings === undefined) return false
  return (
    ts.isNamedImports(clause.namedBindings) &&
    clause.namedBindings.elements.length > 0 &&
    clause.namedBindings.elements.every((it) => it.isTypeOnly)
  )
}

function isTypeOnlyExport(node: ts.ExportDeclaration): boolean {
  if (node.isTypeOnly) return true
  const clause = node.exportClause
  return (
    clause !== undefined &&
    ts.isNamedExports(clause) &&
    clause.elements.length > 0 &&
    clause.elements.every((it) => it.isTypeOnly)
  )
}

/** Calls that load a module by name: `import()`, `require()`, `require.resolve()`, `import.meta.resolve()`. */
function isLoadingCall(node: ts.CallExpression): boolean {
  const called = node.expression
  if (called.kind === ts.SyntaxKind.ImportKeyword) return true
  if (ts.isIdentifier(called)) return called.text === 'require'
  return ts.isPropertyAccessExpression(called) &&
    called.name.text === 'resolve' &&
    ts.isIdentifier(called.expression)
    ? called.expression.text === 'require'
    : ts.isPropertyAccessExpression(called) &&
        ts.isMetaProperty(called.expression) &&
        called.name.text === 'resolve'
}

/** Every import of a file: static, re-exported, dynamic, `import('…')` in a type, `require`. */
export function importsOf(path: string, text: string): FoundImport[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, kind)
  const found: FoundImport[] = []
  const add = (specifier: string, typeOnly: boolean): void => {
    const target = specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : null
    found.push({ from: path, specifier, typeOnly, target })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, isTypeOnlyImport(node))
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      add(node.moduleSpecifier.text, isTypeOnlyExport(node))
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      if (ts.isStringLiteral(node.argument.literal)) add(node.argument.literal.text, true)
    } else if (ts.isCallExpression(node) && isLoadingCall(node)) {
      const [argument] = node.arguments
      if (argument !== undefined && ts.isStringLiteralLike(argument)) add(argument.text, false)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** Sources of a room by path below the repository; build configurations are not part of the program. */
export function sourceFilesOf(root: string, room: string): string[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.config\.m?ts$/.test(name))
    .map((name) => `${room}/${name}`)
}
