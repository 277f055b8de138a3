/** The configuration file (contract: "`care-centre`: the receiving end"), checked whole, mistakes named by line. */
import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import { ConfigurationSchema, type CentreConfiguration } from './configuration-schema.ts'
import type { TokenEntry } from './api/tokens.ts'

export interface ConfigurationMistake {
  /** 1 for the first line. */
  readonly line: number
  /** `municipalities.0.stations.1.token`; empty for the file as a whole. */
  readonly field: string
  readonly message: string
}

export type ParsedConfiguration =
  | { readonly ok: true; readonly configuration: CentreConfiguration }
  | { readonly ok: false; readonly mistakes: readonly ConfigurationMistake[] }

export function parseConfiguration(content: string): ParsedConfiguration {
  const text = content.replace(/^\uFEFF/, '')
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  if (errors.length > 0 || tree === undefined) {
    const [error] = errors
    const message = `not JSON: ${error === undefined ? 'empty' : printParseErrorCode(error.error)}`
    return { ok: false, mistakes: [{ line: lineAt(text, error?.offset ?? 0), field: '', message }] }
  }
  const repeated = repeatedFields(tree, text)
  if (repeated.length > 0) return { ok: false, mistakes: repeated }
  const parsed = ConfigurationSchema.safeParse(JSON.parse(text))
  if (parsed.success) return { ok: true, configuration: parsed.data }
  const mistakes = parsed.error.issues.map((issue): ConfigurationMistake => {
    const wrong = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path
    const path = wrong.map((step) => (typeof step === 'symbol' ? String(step) : step))
    return { line: lineAt(text, offsetOf(tree, path)), field: path.join('.'), message: issue.message }
  })
  return { ok: false, mistakes }
}

/** Of a field that stands there twice, JSON readers keep the last one and say nothing of the other. */
function repeatedFields(node: Node, text: string): ConfigurationMistake[] {
  const seen = new Set<unknown>()
  return (node.children ?? []).flatMap((child) => {
    const key = child.type === 'property' ? child.children?.[0] : undefined
    const field = String(key?.value)
    const isRepeated = key !== undefined && seen.has(field)
    if (key !== undefined) seen.add(field)
    const message = 'this field is there twice; keep one'
    const own = isRepeated ? [{ line: lineAt(text, child.offset), field, message }] : []
    return [...own, ...repeatedFields(child, text)]
  })
}

/** The doors that a configuration opens. */
export function tokensOf(configuration: CentreConfiguration): TokenEntry[] {
  return configuration.municipalities.flatMap(({ stations }) =>
    stations.map(({ id, token }) => ({ station: id, token, trial: false })),
  )
}

/** 1 for the first line; of a text that has been found right. */
export function lineOfField(content: string, path: readonly (string | number)[]): number {
  const text = content.replace(/^\uFEFF/, '')
  const tree = parseTree(text)
  return tree === undefined ? 1 : lineAt(text, offsetOf(tree, path))
}

/** Where the field stands, or for a missing one the nearest thing around it that is there. */
function offsetOf(
  tree: NonNullable<ReturnType<typeof parseTree>>,
  path: readonly (string | number)[],
): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length))
    if (node !== undefined) return node.parent?.type === 'property' ? node.parent.offset : node.offset
  }
  return tree.offset
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
