/** What a call is to the station (espa-444.md, section 8), and what of it must be known again: pure functions. */
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { isCancellation } from './call-record.ts'
import type { EspaCall } from './call-record.ts'
import type { EspaSettings } from './line-settings.ts'
import { withCall } from './open-calls.ts'
import type { CallKind, OpenCall } from './open-calls.ts'

export interface CallMeaning {
  readonly events: readonly { readonly kind: EventKind; readonly value: EventValue }[]
  /** The calls of this device that are open afterwards. */
  readonly open: readonly OpenCall[]
}

type Rules = Pick<EspaSettings, 'firePanel' | 'ordinaryCalls' | 'cancelBy'>

/** `open`: the calls of this device that are open before. */
export function meaningOf(
  call: EspaCall,
  open: readonly OpenCall[],
  rules: Rules,
  now: Instant,
): CallMeaning {
  if (isCancellation(call)) return cancellation(call, open, rules)
  const kind: CallKind = rules.firePanel && call.priority === '1' ? 'smoke' : 'help-call'
  const isOrdinary = rules.ordinaryCalls && call.priority !== '1'
  const value = kind === 'help-call' && isOrdinary ? 'ordinary' : true
  return { events: [{ kind, value }], open: withCall(open, { text: call.message ?? '', kind, at: now }) }
}

/**
 * A value other than true says why the cancellation takes nothing back; the alarm stays then. The end of a
 * smoke alarm is told and closes nothing.
 */
function cancellation(call: EspaCall, open: readonly OpenCall[], rules: Rules): CallMeaning {
  const isMeant = ({ text }: OpenCall) => rules.cancelBy === 'address' || text === (call.message ?? '')
  const meant = open.filter(isMeant)
  const rest = open.filter((other) => !isMeant(other))
  const ends = (kind: CallKind) =>
    meant.some((ended) => ended.kind === kind) && !rest.some((other) => other.kind === kind)
  const smoke = ends('smoke') ? [{ kind: 'restored', value: 'smoke' } as const] : []
  const isHelp = smoke.length === 0 || meant.some(({ kind }) => kind === 'help-call')
  const help = isHelp ? [{ kind: 'help-cancelled', value: helpValue() } as const] : []
  return { events: [...smoke, ...help], open: rest }

  function helpValue(): EventValue {
    if (rules.cancelBy === 'address' || ends('help-call')) return true
    return meant.length === 0 ? 'no-such-call' : 'other-calls-open'
  }
}
