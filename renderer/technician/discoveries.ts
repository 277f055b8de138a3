/** Who can be paired, strongest first. Pure. */
import type { DeviceLine, Discovery, Receiver } from '../../shared/api/technician.ts'
import type { Instant } from '../../shared/domain/time.ts'

/** Somebody who was heard, or a port that is itself a device nobody has paired. */
export interface Candidate {
  readonly key: string
  readonly protocol: string
  readonly receiver: string
  /** Null where the port itself is the device. */
  readonly address: string | null
  readonly signal: number | null
  readonly lastHeardAt: Instant | null
  readonly lastActedAt: Instant | null
  readonly about: Readonly<Record<string, string>>
}

/** Protocols whose port is the device (a radar). */
const PORT_IS_DEVICE: readonly string[] = ['mr60fda']
/** A press counts as "this one" for as long as it takes to look up from the button. */
export const ACTED_MS = 15_000

/** `protocol`: null listens to everything. Those who sent no signal strength come last, the newest first. */
export function selectCandidates(
  { discoveries, receivers, devices }: CandidateFacts,
  protocol: string | null,
): readonly Candidate[] {
  const heard = discoveries.map((discovery) => ({ key: keyOf(discovery), ...discovery }))
  const taken = new Set(
    devices.filter(isInUse).map(({ receiver, address }) => `${receiver ?? ''} ${address ?? ''}`),
  )
  const ports = receivers
    .filter((it) => it.kind === 'port' && it.protocols.some((id) => PORT_IS_DEVICE.includes(id)))
    .filter(({ name }) => !taken.has(`${name} `))
    .map(portCandidate)
  return [...heard, ...ports]
    .filter((it) => protocol === null || it.protocol === protocol)
    .sort(strongestFirst)
}

/**
 * The device itself, to be set up anew where it hangs: with another profile or key. Null where the port is the
 * device, which has neither.
 */
export function sameDevice({ protocol, receiver, address, eep }: DeviceLine): Candidate | null {
  if (receiver === null || address === null) return null
  const about = eep === null ? {} : { eep }
  return {
    key: 'same',
    protocol,
    receiver,
    address,
    signal: null,
    lastHeardAt: null,
    lastActedAt: null,
    about,
  }
}

/** Who was pressed, pulled or opened last, if that was just now and since the list was opened. */
export function selectActed(
  candidates: readonly Candidate[],
  openedAt: Instant,
  now: Instant,
): Candidate | undefined {
  return candidates
    .filter(
      ({ lastActedAt }) => lastActedAt !== null && lastActedAt >= openedAt && now - lastActedAt <= ACTED_MS,
    )
    .sort((a, b) => (b.lastActedAt ?? 0) - (a.lastActedAt ?? 0))[0]
}

interface CandidateFacts {
  readonly discoveries: readonly Discovery[]
  readonly receivers: readonly Receiver[]
  readonly devices: readonly DeviceLine[]
}

function keyOf({ protocol, receiver, address }: Discovery): string {
  return `${protocol} ${receiver} ${address}`
}

function portCandidate({ name, protocols, bytesPerSecond, since }: Receiver): Candidate {
  return {
    key: `port ${name}`,
    protocol: protocols.find((id) => PORT_IS_DEVICE.includes(id)) ?? '',
    receiver: name,
    address: null,
    signal: null,
    lastHeardAt: bytesPerSecond > 0 ? since : null,
    lastActedAt: null,
    about: {},
  }
}

function isInUse({ lifecycle }: DeviceLine): boolean {
  return lifecycle !== 'retired' && lifecycle !== 'discovered'
}

function strongestFirst(a: Candidate, b: Candidate): number {
  if (a.signal !== b.signal) return (b.signal ?? -Infinity) - (a.signal ?? -Infinity)
  return a.key < b.key ? -1 : 1
}
