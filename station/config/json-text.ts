/** JSON text with positions: where a field stands, and what is wrong with text that is not JSON. */
import {
  createScanner,
  findNodeAtLocation,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser'

export interface Position {
  /** Both from 1, as editors show them. */
  readonly line: number
  readonly column: number
}

export interface TextMistake extends Position {
  readonly field: string
  readonly problem: string
}

export type JsonText =
  | {
      readonly ok: true
      readonly value: unknown
      locate(path: readonly (string | number)[], atKey: boolean): Position
    }
  | { readonly ok: false; readonly mistakes: readonly TextMistake[] }

/** A configuration nests 6 levels; the parser recurses, so the depth is checked before it runs. */
const DEEPEST = 32
/** `SyntaxKind` of the scanner; the library has them as const enums, which isolated modules cannot import. */
const OPEN = new Set([1, 3])
const CLOSE = new Set([2, 4])
const END_OF_FILE = 17

export function readJson(text: string): JsonText {
  const positionOf = positions(text)
  const tooDeep = findTooDeep(text)
  if (tooDeep !== undefined) return refused([at(tooDeep, `more than ${DEEPEST} levels of brackets`)])
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  if (errors.length > 0) {
    return refused(
      errors.map((error) => at(error.offset, `not JSON: ${words(printParseErrorCode(error.error))}`)),
    )
  }
  if (root === undefined) return refused([at(0, 'not JSON: the file is empty')])
  const repeated = repeatedKeys(root)
  if (repeated.length > 0) return refused(repeated)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    // The two parsers differ in rare characters; JSON.parse decides.
    return refused([at(0, `not JSON: ${error instanceof Error ? error.message : String(error)}`)])
  }
  return { ok: true, value, locate: (path, atKey) => positionOf(offsetOf(root, path, atKey)) }

  function at(offset: number, problem: string, field = ''): TextMistake {
    return { ...positionOf(offset), field, problem }
  }

  function repeatedKeys(node: Node): TextMistake[] {
    const found: TextMistake[] = []
    const seen = new Set<unknown>()
    for (const child of node.children ?? []) {
      const key = child.type === 'property' ? child.children?.[0] : undefined
      if (key !== undefined) {
        if (seen.has(key.value))
          found.push(at(key.offset, 'this field is there twice; keep one', String(key.value)))
        seen.add(key.value)
      }
      found.push(...repeatedKeys(child))
    }
    return found
  }
}

function refused(mistakes: readonly TextMistake[]): JsonText {
  return { ok: false, mistakes }
}

/** `CommaExpected` → `comma expected`. */
function words(code: string): string {
  return code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase()
}

function findTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true)
  let depth = 0
  for (let token: number = scanner.scan(); token !== END_OF_FILE; token = scanner.scan()) {
    if (OPEN.has(token)) depth += 1
    if (CLOSE.has(token)) depth -= 1
    if (depth > DEEPEST) return scanner.getTokenOffset()
  }
  return undefined
}

/** The offset of the value (or of its key); for a field that is missing, of the innermost part that is there. */
function offsetOf(root: Node, path: readonly (string | number)[], atKey: boolean): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length))
    if (node === undefined) continue
    const isKeyWanted = atKey && length === path.length && node.parent?.type === 'property'
    return isKeyWanted ? node.parent.offset : node.offset
  }
  return root.offset
}

function positions(text: string): (offset: number) => Position {
  const starts = [0]
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1))
    starts.push(index + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}
