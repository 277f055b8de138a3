/** Whose alarms work: who is left without any, and whom the alarm of a lost receiver speaks for already. Pure. */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { LOST_AFTER_MS } from './receiver-facts.ts'
import type { Condition, FaultSource } from './condition.ts'

export interface CoverDevice {
  readonly deviceId: string
  readonly residentId: string
  /** `unknown`: not proven in this run, or since its receiver is back. */
  readonly works: 'yes' | 'no' | 'unknown'
  /** The receivers by which it can be heard and that are deaf now, by name. */
  readonly deafReceivers: readonly string[]
}

/** Residents without any alarm that works, with the deaf receivers behind which an alarm of theirs stands. */
export function uncovered(devices: readonly CoverDevice[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  const covered = new Set(devices.flatMap((device) => (device.works === 'no' ? [] : device.residentId)))
  for (const { residentId, deafReceivers } of devices) {
    if (covered.has(residentId)) continue
    const receivers = found.get(residentId) ?? new Set()
    for (const receiver of deafReceivers) receivers.add(receiver)
    found.set(residentId, receivers)
  }
  return found
}

/** For each deaf receiver the residents for whom its own alarm speaks. */
export type SpokenFor = ReadonlyMap<string, ReadonlySet<string>>

export interface DeafReceiver {
  readonly name: string
  /** Of its open alarm; null while there is none. */
  readonly openPriority: string | null
  /** That alarm is on the shelf, where it rings for nobody. */
  readonly isSetAside: boolean
}

/**
 * A receiver that leaves one person without an alarm says so in that person's name; one that leaves several
 * says it once, in its own (`high`, with their number): forty cards would hide the one that matters. What its
 * alarm said when it was raised stays; who comes later gets a card, and so does everybody where it is lost anew
 * while that alarm is set aside.
 */
export function spokenFor(
  before: SpokenFor,
  receivers: readonly DeafReceiver[],
  without: ReadonlyMap<string, ReadonlySet<string>>,
): SpokenFor {
  return new Map(
    receivers.map(({ name, openPriority, isSetAside }) => {
      const behind = new Set([...without].flatMap(([resident, deaf]) => (deaf.has(name) ? [resident] : [])))
      if (openPriority === null) return [name, behind.size > 1 ? behind : new Set<string>()]
      const known = before.get(name)
      // After a restart the alarm is all that is left of what it said.
      if (known === undefined) {
        const speaks = openPriority === 'high' && !isSetAside
        return [name, speaks ? behind : new Set<string>()]
      }
      return [name, new Set([...known].filter((resident) => behind.has(resident)))]
    }),
  )
}

/** One condition for each resident who has an alarm device. */
export function coverConditions(
  devices: readonly CoverDevice[],
  said: SpokenFor,
  /** Of each receiver the fault whose alarm tells of it. */
  faults: ReadonlyMap<string, FaultSource>,
  now: MonotonicMs,
): readonly Condition[] {
  const without = uncovered(devices)
  const spoken = new Set([...said.values()].flatMap((residents) => [...residents]))
  const residents = new Map<string, CoverDevice[]>()
  for (const device of devices) {
    residents.set(device.residentId, [...(residents.get(device.residentId) ?? []), device])
  }
  return [...residents].map(([residentId, own]) => {
    const deaf = [...(without.get(residentId) ?? [])]
    const [receiver] = deaf
    const fault = receiver === undefined ? undefined : faults.get(receiver)
    const isCovered = own.some(({ works }) => works === 'yes')
    const isSaid = spoken.has(residentId)
    return {
      cause: 'uncovered',
      subject: null,
      deviceId: null,
      residentId,
      placement: null,
      priority: 'high',
      standing: isCovered ? 'no' : without.has(residentId) && !isSaid ? 'yes' : 'unknown',
      code: receiver === undefined ? 'devices' : 'receiver',
      since: now,
      afterMs: LOST_AFTER_MS,
      clearAfterMs: 0,
      endsByItself: true,
      ...(fault === undefined ? {} : { incidentOf: fault }),
    }
  })
}
