import type { Refusal } from './pairing.ts'

/** What came of something a technician asked: done, or refused with a code that the screen explains. */
export type Outcome<T> = (T & { readonly ok: true }) | Refusal

export function refused(code: Refusal['code'], message: string): Refusal {
  return { ok: false, code, message }
}
