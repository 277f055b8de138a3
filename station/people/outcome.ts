import type { ApiErrorCode } from '../../shared/api/errors.ts'

export interface Refusal {
  readonly ok: false
  readonly code: ApiErrorCode
  readonly message: string
  /** The number that belongs to the code: tries or seconds left. */
  readonly figure?: number
}

export type Outcome<T> = (T & { readonly ok: true }) | Refusal

export function refused(code: Refusal['code'], message: string, figure?: number): Refusal {
  return { ok: false, code, message, ...(figure === undefined ? {} : { figure }) }
}
