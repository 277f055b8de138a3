/** What has been written in the search, as the centre is asked; or which field will not do. Pure. */
import { isoInstant } from '../../shared/domain/time.ts'
import { readMoment } from '../residents/moment.ts'
import type { HistoryQuery } from './centre-client.ts'

export interface HistoryDraft {
  readonly from: string
  readonly to: string
  readonly station: string | null
  readonly cause: string | null
  readonly resident: string
  readonly text: string
}

export const NO_SEARCH: HistoryDraft = {
  from: '',
  to: '',
  station: null,
  cause: null,
  resident: '',
  text: '',
}

/** `bad-time`: a moment that cannot be read; `too-short`: one letter finds everything; `bad-id`: no id is written so. */
export type HistoryMistake = 'bad-time' | 'too-short' | 'bad-id'

export type HistoryWish =
  | { readonly ok: true; readonly query: HistoryQuery }
  | { readonly ok: false; readonly mistake: HistoryMistake }

const ID = /^[A-Za-z0-9._-]{1,64}$/

export function historyQuery(draft: HistoryDraft): HistoryWish {
  const from = momentOf(draft.from)
  const to = momentOf(draft.to)
  if (from === undefined || to === undefined) return { ok: false, mistake: 'bad-time' }
  const resident = draft.resident.trim()
  if (resident !== '' && !ID.test(resident)) return { ok: false, mistake: 'bad-id' }
  const text = draft.text.trim()
  if (text.length === 1) return { ok: false, mistake: 'too-short' }
  return {
    ok: true,
    query: {
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
      ...(draft.station === null ? {} : { station: draft.station }),
      ...(draft.cause === null ? {} : { cause: draft.cause }),
      ...(resident === '' ? {} : { resident }),
      ...(text === '' ? {} : { text }),
    },
  }
}

/** Null where nothing was written, undefined where it is no moment. */
function momentOf(written: string): string | null | undefined {
  if (written.trim() === '') return null
  const at = readMoment(written)
  return at === null ? undefined : isoInstant(at)
}
