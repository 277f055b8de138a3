/** What has been keyed in on the pad, and what is asked next. Pure. */
import type { CallErrorCode } from '../station-client.ts'

export const PIN_DIGITS = 6

/** `code`: the code of today; `new` and `again`: the person's own, twice. */
export type PinStep = 'code' | 'new' | 'again'

export interface PinEntry {
  readonly step: PinStep
  /** Digits keyed in at this step. */
  readonly digits: string
  readonly pin: string
  readonly newPin: string
  readonly problem: PinProblem | null
}

export type PinProblem =
  { readonly code: CallErrorCode; readonly figure: number | null } | { readonly code: 'not-the-same' }

/** `code`: sign in or send; `more`: the next question; `waits`: not six digits yet. */
export type PinNext =
  | { readonly kind: 'waits'; readonly entry: PinEntry }
  | { readonly kind: 'send'; readonly entry: PinEntry; readonly pin: string; readonly newPin: string | null }

/** `first`: whether the code of today is asked for, or there is none and a new one is chosen at once. */
export function emptyEntry(first: PinStep = 'code'): PinEntry {
  return { step: first, digits: '', pin: '', newPin: '', problem: null }
}

/** The digits as they stand now; whatever is no digit is left out. `asksNew`: a new code follows the old one. */
export function keyed(entry: PinEntry, text: string, asksNew = false): PinNext {
  const digits = text.replaceAll(/\D/g, '').slice(0, PIN_DIGITS)
  const next = { ...entry, digits, problem: digits === '' ? entry.problem : null }
  if (digits.length < PIN_DIGITS) return { kind: 'waits', entry: next }
  switch (entry.step) {
    case 'code':
      if (asksNew) return { kind: 'waits', entry: { ...emptyEntry('new'), pin: digits } }
      return { kind: 'send', entry: next, pin: digits, newPin: null }
    case 'new':
      return { kind: 'waits', entry: { ...next, step: 'again', digits: '', newPin: digits } }
    case 'again':
      if (digits === entry.newPin) return { kind: 'send', entry: next, pin: entry.pin, newPin: digits }
      return {
        kind: 'waits',
        entry: { ...emptyEntry('new'), pin: entry.pin, problem: { code: 'not-the-same' } },
      }
  }
}

/** What the station said against it: the step to take again, and why. */
export function refusedEntry(entry: PinEntry, code: CallErrorCode, figure: number | null): PinEntry {
  switch (code) {
    case 'pin-change-required':
      return { ...emptyEntry('new'), pin: entry.digits }
    case 'pin-too-simple':
    case 'pin-unchanged':
      return { ...emptyEntry('new'), pin: entry.pin, problem: { code, figure } }
    default:
      return {
        ...emptyEntry(entry.pin === '' && entry.step !== 'code' ? 'new' : 'code'),
        problem: { code, figure },
      }
  }
}
