/** A refusal as it crosses the API: a code, words, and whether the same call may succeed later. */
import type { CentreProblem, CentreProblemCode } from '../../shared/api/centre/problem.ts'
import { databaseCodeOf, isStoreTrouble } from '../store/store-error.ts'

const STATUS: Readonly<Record<CentreProblemCode, number>> = {
  'bad-body': 400,
  'bad-input': 400,
  'pin-too-simple': 400,
  'pin-unchanged': 400,
  'outcome-required': 400,
  'sign-in-required': 401,
  'wrong-pin': 401,
  'not-allowed': 403,
  'not-from-this-page': 403,
  'pin-change-required': 403,
  'unknown-station': 404,
  'unknown-alarm': 404,
  'unknown-municipality': 404,
  'unknown-path': 404,
  'ambiguous-alarm': 409,
  'already-taken': 409,
  'not-taken': 409,
  'not-in-this-state': 409,
  'too-large': 413,
  'locked-out': 429,
  overloaded: 429,
  'cannot-store': 503,
  internal: 500,
}

const RETRY: ReadonlySet<CentreProblemCode> = new Set([
  'overloaded',
  'locked-out',
  'cannot-store',
  'internal',
])

export type ProblemCode = CentreProblemCode

export type ProblemDetails = Pick<CentreProblem, 'figure' | 'takenBy' | 'takenAt'>

export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: CentreProblemCode
  readonly statusCode: number
  /** Seconds after which to come again; of `overloaded` and its like. */
  readonly retryAfter: number
  readonly details: ProblemDetails

  constructor(
    code: CentreProblemCode,
    message: string,
    more: {
      readonly statusCode?: number
      readonly retryAfter?: number
      readonly details?: ProblemDetails
    } = {},
  ) {
    super(message)
    this.code = code
    this.statusCode = more.statusCode ?? STATUS[code]
    this.retryAfter = Math.max(1, Math.ceil(more.retryAfter ?? 1))
    this.details = more.details ?? {}
  }

  get body(): CentreProblem {
    return { code: this.code, message: this.message, retry: RETRY.has(this.code), ...this.details }
  }
}

/** What Fastify, its parsers and the store throw, as one of ours; `internal` for what nobody foresaw. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (!(error instanceof Error)) return new Problem('internal', 'internal error')
  const code = 'code' in error ? error.code : undefined
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('too-large', 'a body is at most 1 MiB')
  if ('validation' in error) return new Problem('bad-input', error.message.slice(0, 300))
  // A path that leads out of the folder of the page.
  if ('statusCode' in error && error.statusCode === 403) return new Problem('unknown-path', 'no such path')
  if ('statusCode' in error && error.statusCode === 400) return new Problem('bad-body', error.message)
  if (isStoreTrouble(error)) {
    return new Problem('cannot-store', `the database does not take it now: ${databaseCodeOf(error)}`)
  }
  return new Problem('internal', 'internal error')
}
