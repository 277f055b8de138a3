/**
 * Falls, personal alarms and the other sensors of an independent living hub: IEEE 11073-10471 terms of partition
 * 130 (ble-gatt-pendant.md, section 3). The order of the bits is unconfirmed until a real device has shown it.
 */
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { KnownLevels } from '../protocol-driver.ts'
import type { GhsObservation } from './ghs-observation.ts'

export interface PendantNews {
  readonly kind: EventKind
  readonly value: EventValue
}

interface BitMeaning {
  readonly bit: number
  readonly kind: EventKind
  readonly value: EventValue
  /** `each` report counts; a `level` only where it differs from what was told last. */
  readonly told: 'each' | 'level'
  /** What a cleared state means; nothing where only the set bit does. */
  readonly cleared?: 'ends' | 'false'
}

const call = (kind: EventKind): BitMeaning => ({ bit: 0, kind, value: true, told: 'each', cleared: 'ends' })
const condition = (kind: EventKind): BitMeaning => ({
  bit: 0,
  kind,
  value: true,
  told: 'level',
  cleared: 'ends',
})
const word = (bit: number, kind: EventKind, value: string): BitMeaning => ({ bit, kind, value, told: 'each' })
/** A limit that was set on the sensor itself is not kept. */
const violation = (bit: number, kind: EventKind, value: string): BitMeaning => ({
  ...word(bit, kind, value),
  cleared: 'ends',
})

const SENSORS: Readonly<Record<string, readonly BitMeaning[]>> = {
  '00820001': [call('fall')],
  '00820002': [call('help-call')],
  '00820003': [call('smoke')],
  '00820004': [condition('gas')],
  '00820005': [condition('water')],
  '00820006': [condition('gas')],
  '00820007': [
    { bit: 0, kind: 'motion', value: true, told: 'level', cleared: 'false' },
    { bit: 2, kind: 'tamper', value: true, told: 'level', cleared: 'ends' },
  ],
  '00820008': [word(0, 'door', 'exit'), violation(1, 'door', 'left-open')],
  '0082000a': [
    { bit: 0, kind: 'door', value: true, told: 'level' },
    { bit: 1, kind: 'door', value: false, told: 'level' },
  ],
  '0082000b': [
    { bit: 0, kind: 'bed', value: true, told: 'level' },
    { bit: 1, kind: 'bed', value: false, told: 'level' },
    violation(2, 'bed', 'start-violation'),
    violation(3, 'bed', 'end-violation'),
    violation(4, 'bed', 'absence-violation'),
  ],
}

/** What every sensor of the hub may say of itself. */
const COMMON: readonly BitMeaning[] = [
  { bit: 16, kind: 'heartbeat', value: true, told: 'each' },
  { bit: 17, kind: 'silent', value: true, told: 'level', cleared: 'ends' },
  { bit: 18, kind: 'battery', value: 'low', told: 'level' },
  { bit: 19, kind: 'fault', value: 'sensor-fault', told: 'level', cleared: 'ends' },
  { bit: 20, kind: 'battery', value: 'end-of-life', told: 'level' },
]

/** True where the document names the sensor and what becomes of its bits. */
export function isLivingSensor(type: string | undefined): boolean {
  return type !== undefined && Object.hasOwn(SENSORS, type)
}

/** What one state observation tells beyond what is known; in the order of the bits. */
export function livingNews(
  { type, bitsSet, stateOrEventMask, supported }: GhsObservation,
  known: KnownLevels,
): readonly PendantNews[] {
  if (type === undefined || bitsSet === undefined) return []
  const meanings = [...(Object.hasOwn(SENSORS, type) ? (SENSORS[type] ?? []) : []), ...COMMON]
  return meanings.flatMap((meaning): PendantNews[] => {
    const { bit, kind, value, told } = meaning
    // A set bit counts also where the device forgot to call it supported: a lost fall is worse.
    if (bitsSet.includes(bit)) return told === 'level' && known[kind] === value ? [] : [{ kind, value }]
    const isState = hasBit(supported, bit) && hasBit(stateOrEventMask, bit)
    return isState ? whenCleared(meaning, known) : []
  })
}

function whenCleared({ kind, value, cleared }: BitMeaning, known: KnownLevels): PendantNews[] {
  if (cleared === 'ends' && known[kind] === value) return [{ kind: 'restored', value: kind }]
  if (cleared === 'false' && known[kind] !== false) return [{ kind, value: false }]
  return []
}

/** `mask` is hex, most significant digit first. */
function hasBit(mask: string | undefined, bit: number): boolean {
  const digit = mask?.at(-1 - Math.floor(bit / 4))
  return digit !== undefined && (parseInt(digit, 16) & (1 << (bit % 4))) !== 0
}
