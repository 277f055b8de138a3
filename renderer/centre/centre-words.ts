/** What an operator reads of an alarm: which station, where, who has it, how late it came. Only ids of people. */
import nb from '../../resources/locales/nb.json'
import type { AlarmView } from '../../shared/api/centre/alarms.ts'
import type { StationLine } from '../../shared/api/centre/stations.ts'
import { placementWords } from '../alarm-board/card-words.ts'
import { findingOf } from '../alarm-board/cause-words.ts'
import { dotted } from '../i18n/dotted.ts'
import { isKey } from '../i18n/code-words.ts'
import { durationWords } from '../i18n/duration-words.ts'
import type { Words } from '../i18n/use-words.ts'
import type { CentreErrorCode } from './centre-client.ts'

/** A cause of a newer station is shown as it is written. */
export function causeWords(cause: string, t: Words): string {
  if (isKey(nb.cause, cause)) return t(`cause.${cause}`)
  return isKey(nb.centre.cause, cause) ? t(`centre.cause.${cause}`) : cause
}

/** What the alarm is about: what was found where the station says it, else its cause. */
export function alarmWords({ cause, code }: Pick<AlarmView, 'cause' | 'code'>, t: Words): string {
  const finding = findingOf(code)
  return finding === undefined ? causeWords(cause, t) : t(`careFinding.${finding}`)
}

export function outcomeWords(outcome: string, t: Words): string {
  return isKey(nb.outcome, outcome) ? t(`outcome.${outcome}`) : outcome
}

export function stationWords(id: string, stations: ReadonlyMap<string, StationLine>): string {
  return stations.get(id)?.name ?? id
}

/** Whom and where in the building, by the ids that cross. */
export function placeWords(view: AlarmView, t: Words): string {
  return dotted(placeParts(view, t))
}

/** The same, each fact by itself; at least one. */
export function placeParts({ resident, device, placement, origin }: AlarmView, t: Words): readonly string[] {
  const where = [
    resident === null ? null : t('centre.card.resident', { id: resident }),
    placementWords(placement, t),
    resident === null && device !== null ? t('centre.card.device', { id: device }) : null,
  ].filter((part): part is string => part !== null && part !== '')
  if (where.length > 0) return where
  return [t(origin === 'centre' ? 'centre.card.wholeStation' : 'centre.card.nowhere')]
}

/** Who has it here. */
export function takenWords({ takenBy }: AlarmView, operatorId: string, t: Words): string {
  if (takenBy === null) return t('centre.card.nobody')
  return takenBy.id === operatorId
    ? t('centre.card.takenByMe')
    : t('centre.card.takenBy', { name: takenBy.name })
}

/** How far the station is with it; null where nobody there has answered, or there is no station of ours. */
export function shiftWords({ origin, state, holder, takenBy }: AlarmView, t: Words): string | null {
  if (origin !== 'station' || state === 'raised') return null
  if (holder !== null && holder === takenBy?.id) return t('centre.card.told')
  const words = t(`state.${state}`)
  return holder === null
    ? t('centre.card.shift', { state: words })
    : t('centre.card.holder', { id: holder, state: words })
}

/** How late it came and why; null for one that came in time. */
export function lateWords({ lateSeconds, lateReason }: AlarmView, t: Words): string | null {
  if (lateSeconds === null) return null
  const left = durationWords(lateSeconds * 1000, t)
  if (lateReason === null) return t('centre.card.late', { left })
  return t('centre.card.lateBecause', { left, reason: reasonWords(lateReason, t) })
}

/** Why messages waited in the station, as a clause. */
export function reasonWords(reason: string, t: Words): string {
  return isKey(nb.centre.reason, reason) ? t(`centre.reason.${reason}`) : reason
}

/** The station's clock is minutes off: its times are not to be trusted. */
export function clockOffWords(seconds: number | null, t: Words): string | null {
  if (seconds === null) return null
  const left = durationWords(Math.abs(seconds) * 1000, t)
  return t(seconds > 0 ? 'centre.card.clockAhead' : 'centre.card.clockBehind', { left })
}

/** What went wrong and what to do. `figure`: tries or seconds left; `takenBy`: who was faster. */
export function centreErrorWords(
  code: CentreErrorCode,
  takenBy: string | null,
  t: Words,
  figure: number | null = null,
): string {
  return t(`centre.error.${code}`, {
    name: takenBy ?? t('error.somebody'),
    count: figure ?? 1,
    left: durationWords((figure ?? 0) * 1000, t),
  })
}
