/** Every word a person reads stands in both locale files, is used, and is not written into a component. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../../../..')
const PLURALS = /_(one|other)$/

const nb = leaves(readJson('nb'))
const en = leaves(readJson('en'))
const sources = sourceFiles(path.join(ROOT, 'renderer'))
const asked = sources.flatMap(askedKeys)

describe('the locale files', () => {
  it('have the same keys', () => {
    expect([...en.keys()].sort()).toEqual([...nb.keys()].sort())
  })

  it('have no empty words and the same blanks to fill', () => {
    for (const [key, words] of nb) {
      expect(words.trim(), key).not.toBe('')
      expect(blanks(en.get(key) ?? ''), key).toEqual(blanks(words))
    }
  })

  it('write quotation marks and percent as the language does', () => {
    const wrong = (words: ReadonlyMap<string, string>, pattern: RegExp) =>
      [...words].filter(([, text]) => pattern.test(text)).map(([key]) => key)
    // A space that does not break before the sign, and « ».
    expect(wrong(nb, /["“”]|[\d}] ?%/)).toEqual([])
    expect(wrong(en, /["«»]|[\d}][ \u00a0]%/)).toEqual([])
  })

  it('have every key that a screen asks for', () => {
    const missing = asked.filter(
      ({ pattern }) => ![...nb.keys()].some((key) => pattern.test(key.replace(PLURALS, ''))),
    )
    expect(missing.map(({ text }) => text)).toEqual([])
  })

  it('have no key that no screen asks for', () => {
    const unused = [...nb.keys()].filter(
      (key) => !asked.some(({ pattern }) => pattern.test(key.replace(PLURALS, ''))),
    )
    expect(unused).toEqual([])
  })
})

describe('components', () => {
  it('hold no words of their own', () => {
    expect(sources.filter((file) => file.fileName.endsWith('.tsx')).flatMap(wordsInMarkup)).toEqual([])
  })
})

function readJson(language: string): unknown {
  return JSON.parse(readFileSync(path.join(ROOT, 'resources/locales', `${language}.json`), 'utf8'))
}

function leaves(value: unknown, prefix = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[prefix, value]])
  if (typeof value !== 'object' || value === null) throw new Error(`${prefix} is neither words nor a group`)
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [
      ...leaves(inner, prefix === '' ? key : `${prefix}.${key}`),
    ]),
  )
}

function blanks(words: string): string[] {
  return [...words.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()
}

function sourceFiles(folder: string): ts.SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const file = path.join(folder, name)
      return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
    })
}

/** Keys given to `t(...)`, also through a constant; a `${…}` in one stands for one part of a key. */
function askedKeys(file: ts.SourceFile): { text: string; pattern: RegExp }[] {
  const found: { text: string; pattern: RegExp }[] = []
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteral(node) &&
      (isArgumentOfT(node) || nb.has(node.text) || nb.has(`${node.text}_one`))
    ) {
      found.push({ text: node.text, pattern: new RegExp(`^${escape(node.text)}$`) })
    }
    if (ts.isTemplateExpression(node) && isArgumentOfT(node)) {
      const source = node.templateSpans.map((span) => `[\\w-]+${escape(span.literal.text)}`).join('')
      found.push({ text: node.getText(), pattern: new RegExp(`^${escape(node.head.text)}${source}$`) })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function isArgumentOfT(node: ts.Node): boolean {
  const call = ts.isConditionalExpression(node.parent) ? node.parent.parent : node.parent
  return ts.isCallExpression(call) && ts.isIdentifier(call.expression) && call.expression.text === 't'
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Letters between tags, and in the attributes that people read or hear. */
function wordsInMarkup(file: ts.SourceFile): string[] {
  const found: string[] = []
  const READ_ALOUD = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label'])
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text))
      found.push(`${path.basename(file.fileName)}: ${node.text.trim()}`)
    if (ts.isJsxAttribute(node) && READ_ALOUD.has(node.name.getText()) && node.initializer !== undefined) {
      if (ts.isStringLiteral(node.initializer))
        found.push(`${path.basename(file.fileName)}: ${node.getText()}`)
    }
    const inBraces = ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) ? node.expression : undefined
    if (inBraces !== undefined && ts.isStringLiteral(inBraces) && /\p{L}/u.test(inBraces.text)) {
      found.push(`${path.basename(file.fileName)}: ${inBraces.text}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}
