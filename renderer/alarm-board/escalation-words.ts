/** How far an alarm has climbed and when it climbs on, in words for the card. Pure. */
import type { AlarmCard } from '../../shared/api/board.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { dotted } from '../i18n/dotted.ts'
import { formatAge } from '../i18n/format.ts'
import type { Words } from '../i18n/use-words.ts'
import { personWords } from './card-words.ts'

/** A quarter of an hour that runs down on every lesser card is noise; its last minutes are not. */
const COUNTED_DOWN_MS = 5 * 60_000

type EscalatingCard = Pick<AlarmCard, 'escalation' | 'ringing' | 'priority' | 'owner'>

/** `eskalerer om 0:18`, `eskalert, nivå 2: alle · neste om 0:42`; null where there is nothing to say. */
export function escalationWords(
  { escalation, ringing, priority, owner }: EscalatingCard,
  now: Instant,
  t: Words,
): string | null {
  if (escalation === undefined || priority === 'low') return null
  const { level, calls, nextAt, waitsFor } = escalation
  const isCalled = level > 0 && ringing
  const called = isCalled ? t('escalation.level', { level, calls: t(`calls.${calls}`) }) : null
  const receiver = escalation.waitsForOwner === true && owner !== null ? personWords(owner, t) : null
  const leftMs = nextAt === null ? null : nextAt - now
  const parts = [called, countdownWords(isCalled, leftMs, waitsFor, receiver, t)]
  const words = dotted(parts)
  return words === '' ? null : words
}

function countdownWords(
  isCalled: boolean,
  leftMs: number | null,
  waitsFor: 'answer' | 'help' | null,
  receiver: string | null,
  t: Words,
): string | null {
  if (leftMs === null || leftMs > COUNTED_DOWN_MS) return null
  const left = formatAge(leftMs)
  if (waitsFor === 'help') {
    if (receiver !== null) return t('escalation.receiverIn', { name: receiver, left })
    return t('escalation.helpIn', { left })
  }
  return isCalled ? t('escalation.nextIn', { left }) : t('escalation.in', { left })
}
