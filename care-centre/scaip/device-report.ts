/**
 * What a device of any maker says with `mty`, `dty` and `stc` (scaip.md §6, §12), in our words. Pure. A code that
 * nobody knows rings: it is never a reason to drop.
 */
import type { Cause } from '../../shared/domain/alarm.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { Category, Priority } from '../../shared/domain/priority.ts'
import type { ScaipRequest } from '../../shared/scaip/document.ts'

/** What rings, how urgently, and what for. */
export interface Ring {
  readonly cause: Cause
  readonly priority: Priority
  readonly category: Category
}

export type StepType = 'alarm.acknowledged' | 'alarm.on-the-way' | 'alarm.on-site' | 'alarm.resolved'

export type DeviceReport =
  | { readonly kind: 'heartbeat' }
  /** The way was tried; nobody is called (scaip.md §12). */
  | { readonly kind: 'test' }
  | { readonly kind: 'alarm'; readonly ring: Ring }
  /** A reported condition is over: of these causes, or of whatever the device has open. */
  | { readonly kind: 'over'; readonly causes: readonly Cause[] | 'all' }
  /** Somebody at the person's place does something about it (scaip.md §9.9). */
  | { readonly kind: 'step'; readonly type: StepType }
  | { readonly kind: 'information' }

export function reportOf({ mty, dty, stc }: Pick<ScaipRequest, 'mty' | 'dty' | 'stc'>): DeviceReport {
  switch (mty) {
    case 'PI':
      return { kind: 'heartbeat' }
    case 'RE':
      return { kind: 'over', causes: OVER.get(stc) ?? 'all' }
    case 'IN':
      return informationOf(dty, stc)
    case 'ME':
      return alarmOf(dty, stc)
    default:
      return assertNever(mty)
  }
}

const TESTS: ReadonlySet<number> = new Set([102, 103])
const ASSISTANCE = 110

const STEPS: ReadonlyMap<number, StepType> = new Map([
  [5, 'alarm.acknowledged'],
  [47, 'alarm.on-the-way'],
  [88, 'alarm.on-site'],
  [111, 'alarm.resolved'],
])

function informationOf(dty: number, stc: number): DeviceReport {
  const type = STEPS.get(stc)
  if (type !== undefined) return { kind: 'step', type }
  // A carer on site who asks for help needs somebody to hear it, whatever it was sent as.
  return stc === ASSISTANCE ? { kind: 'alarm', ring: ringOf(dty, stc) } : { kind: 'information' }
}

/** Codes of an alarm that say that something is well again; by their cause. */
const OVER: ReadonlyMap<number, readonly Cause[]> = new Map<number, readonly Cause[]>([
  [15, ['battery']],
  [20, ['battery']],
  [48, ['fault']],
  [75, ['device-silent', 'fault']],
  [83, ['medicine']],
  [86, ['mains']],
  ...[112, 113, 114, 115, 116].map((stc) => [stc, ['centre-lost']] as const),
  [124, ['device-silent']],
])
const OVER_OF_ALL: ReadonlySet<number> = new Set([2, 19, 70, 91, 92, 93, 94])

function alarmOf(dty: number, stc: number): DeviceReport {
  if (TESTS.has(stc)) return { kind: 'test' }
  const causes = OVER.get(stc)
  if (causes !== undefined) return { kind: 'over', causes }
  if (OVER_OF_ALL.has(stc)) return { kind: 'over', causes: 'all' }
  return { kind: 'alarm', ring: ringOf(dty, stc) }
}

function care(cause: Cause, priority: Priority): Ring {
  return { cause, priority, category: 'care' }
}

function technical(cause: Cause, priority: Priority): Ring {
  return { cause, priority, category: 'technical' }
}

/** What the status alone tells, whatever the device is. */
const RINGS_OF_STATUS: ReadonlyMap<number, Ring> = new Map([
  [14, technical('battery', 'medium')],
  [16, technical('battery', 'low')],
  [23, technical('centre-lost', 'medium')],
  [24, technical('centre-lost', 'medium')],
  [25, technical('centre-lost', 'medium')],
  [26, technical('centre-lost', 'medium')],
  [27, technical('centre-lost', 'medium')],
  [42, technical('fault', 'medium')],
  [52, technical('fault', 'medium')],
  [65, technical('reminder', 'low')],
  [66, technical('fault', 'medium')],
  [67, technical('fault', 'medium')],
  [68, technical('fault', 'medium')],
  [73, technical('device-silent', 'medium')],
  [78, technical('fault', 'medium')],
  [81, care('medicine', 'medium')],
  [85, technical('mains', 'medium')],
  [95, technical('fault', 'medium')],
  [105, technical('fault', 'medium')],
  [ASSISTANCE, care('assistance', 'critical')],
  [122, technical('fault', 'medium')],
  [123, technical('device-silent', 'medium')],
  [125, technical('tamper', 'low')],
])

const RINGS_OF_DEVICE: ReadonlyMap<number, Ring> = new Map([
  [5, care('fall', 'critical')],
  [10, care('inactivity', 'high')],
  [11, care('medicine', 'medium')],
  [12, care('bed', 'high')],
  [13, care('bed', 'high')],
  [14, care('door', 'high')],
  [15, care('door', 'high')],
  [16, care('bed', 'high')],
  [17, care('epilepsy', 'critical')],
  [18, care('inactivity', 'high')],
  [20, care('temperature', 'medium')],
  [21, care('gas', 'critical')],
  [22, technical('fault', 'medium')],
  [23, care('smoke', 'critical')],
  [24, care('temperature', 'medium')],
  [25, care('smoke', 'critical')],
  [26, care('gas', 'critical')],
  [28, care('door', 'high')],
  [29, care('door', 'high')],
  [30, care('fall', 'critical')],
  [31, technical('fault', 'medium')],
  [32, technical('centre-lost', 'medium')],
  [33, care('water', 'high')],
  [34, care('water', 'high')],
  [36, care('door', 'high')],
  [37, care('smoke', 'critical')],
  [38, technical('tamper', 'low')],
  [41, technical('mains', 'medium')],
  [43, care('door', 'high')],
  [44, care('bed', 'high')],
  [47, care('smoke', 'critical')],
])

/** Pendants, cords, panic buttons, home units, lifts: a person calls. So does whatever nobody knows. */
const CALL = care('help-call', 'critical')
const MANUAL_ALARM = 10

/** Things that report by themselves: a person does not call with them, so that a manual alarm on them is a call. */
function ringOf(dty: number, stc: number): Ring {
  const said = RINGS_OF_STATUS.get(stc)
  if (said !== undefined) return said
  const device = RINGS_OF_DEVICE.get(dty)
  if (device === undefined) return CALL
  return stc === MANUAL_ALARM && device.category === 'technical' ? CALL : device
}
