import { isStoreTrouble } from '../store/store-error.ts'

/** A refusal as it crosses the API: a code, words, and whether the same call may succeed later. */
export type ProblemCode =
  | 'bad-body'
  | 'bad-input'
  | 'not-allowed'
  | 'unknown-station'
  | 'unknown-alarm'
  | 'ambiguous-alarm'
  | 'unknown-path'
  | 'too-large'
  | 'overloaded'
  | 'cannot-store'
  | 'internal'

const STATUS: Readonly<Record<ProblemCode, number>> = {
  'bad-body': 400,
  'bad-input': 400,
  'not-allowed': 403,
  'unknown-station': 404,
  'unknown-alarm': 404,
  'unknown-path': 404,
  'ambiguous-alarm': 409,
  'too-large': 413,
  overloaded: 429,
  'cannot-store': 503,
  internal: 500,
}

const RETRY: ReadonlySet<ProblemCode> = new Set(['overloaded', 'cannot-store', 'internal'])

export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly statusCode: number

  constructor(code: ProblemCode, message: string, statusCode = STATUS[code]) {
    super(message)
    this.code = code
    this.statusCode = statusCode
  }

  get body(): { code: ProblemCode; message: string; retry: boolean } {
    return { code: this.code, message: this.message, retry: RETRY.has(this.code) }
  }
}

/** What Fastify and its parsers throw, as one of ours; `internal` for what nobody foresaw. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (!(error instanceof Error)) return new Problem('internal', 'internal error')
  const code = 'code' in error ? error.code : undefined
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('too-large', 'a body is at most 1 MiB')
  if ('validation' in error) return new Problem('bad-input', error.message.slice(0, 300))
  if ('statusCode' in error && error.statusCode === 400) return new Problem('bad-body', error.message)
  if (isStoreTrouble(error)) return new Problem('cannot-store', 'the database does not answer as it should')
  return new Problem('internal', 'internal error')
}
