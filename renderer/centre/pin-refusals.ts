/** The pad knows the codes of a station; those of the centre that concern it are called the same. */
import type { Words } from '../i18n/use-words.ts'
import { API_ERROR_CODES } from '../../shared/api/errors.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import { centreErrorOf, type CentreErrorCode } from './centre-client.ts'
import { centreErrorWords } from './centre-words.ts'

/** The call, failing as the pad understands it. */
export async function forPad(call: Promise<void>): Promise<void> {
  try {
    await call
  } catch (error) {
    const { code, figure } = centreErrorOf(error)
    throw new StationCallError(padCode(code), null, { cause: error, ...(figure === null ? {} : { figure }) })
  }
}

/** What the pad was refused with, in the centre's words. */
export function explainPin(
  code: CallErrorCode,
  _owner: string | null,
  t: Words,
  figure: number | null = null,
) {
  return centreErrorWords(centreCode(code), null, t, figure)
}

function padCode(code: CentreErrorCode): CallErrorCode {
  if (code === 'no-contact') return code
  return API_ERROR_CODES.find((known) => known === code) ?? 'internal'
}

function centreCode(code: CallErrorCode): CentreErrorCode {
  switch (code) {
    case 'wrong-pin':
    case 'locked-out':
    case 'pin-change-required':
    case 'pin-too-simple':
    case 'pin-unchanged':
    case 'not-allowed':
    case 'cannot-store':
    case 'no-contact':
      return code
    default:
      return 'internal'
  }
}
