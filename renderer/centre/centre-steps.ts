/** What an operator may do about an alarm, and what comes next. Pure. */
import { isOpen } from '../../shared/domain/alarm.ts'
import type { CentreCard } from './centre-card.ts'

export const CENTRE_STEPS = ['take', 'call', 'assign', 'request', 'resolve', 'note', 'release'] as const
export type CentreStep = (typeof CENTRE_STEPS)[number]

export interface Operator {
  readonly id: string
  /** Lets go of what somebody else has, too. */
  readonly isLead: boolean
  /** Alarms whose place this operator has called from this page. */
  readonly called: ReadonlySet<string>
}

/**
 * What its owner allows. A station's alarm lives at the station: the centre may ask it for everything and the
 * station's rules decide; one without a station of ours knows neither shift nor requests.
 */
export function centreSteps(
  card: CentreCard,
  phone: string | null,
  operator: Operator,
): readonly CentreStep[] {
  const { view } = card
  if (!isOpen(view)) return []
  const isMine = view.takenBy?.id === operator.id
  const hasShift = view.origin === 'station'
  const may: Readonly<Record<CentreStep, boolean>> = {
    take: view.takenBy === null,
    call: phone !== null,
    assign: hasShift,
    request: hasShift,
    resolve: isMine,
    note: true,
    release: isMine || (operator.isLead && view.takenBy !== null),
  }
  return CENTRE_STEPS.filter((step) => may[step])
}

/** What Enter does; null where the next step is somebody else's: another operator's, or the shift's. */
export function nextCentreStep(
  card: CentreCard,
  phone: string | null,
  operator: Operator,
): CentreStep | null {
  const { view, key } = card
  if (!isOpen(view)) return null
  if (view.takenBy === null) return card.isRinging ? 'take' : null
  if (view.takenBy.id !== operator.id) return null
  if (view.origin !== 'station') {
    return phone !== null && !operator.called.has(key) ? 'call' : 'resolve'
  }
  if (view.state === 'on-the-way' || view.state === 'on-site') return null
  if (phone !== null && !operator.called.has(key)) return 'call'
  return view.holder === null || view.holder === operator.id ? 'assign' : null
}
