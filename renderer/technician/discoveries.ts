/** Who can be paired, strongest first. Pure. */
import type { ProtocolInfo } from '../../shared/api/receiver-setup.ts'
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
  /** Profiles that fit what was heard, and the likeliest. */
  readonly profiles: { readonly fitting: readonly string[]; readonly likely: string | null }
  /** Which model its port is read as. */
  readonly variant: string | null
}

const NO_PROFILES = { fitting: [], likely: null }
/** A press counts as "this one" for as long as it takes to look up from the button. */
export const ACTED_MS = 15_000

/** `protocol`: null listens to everything. Those who sent no signal strength come last. */
export function selectCandidates(
  { discoveries, receivers, devices, protocols }: CandidateFacts,
  protocol: string | null,
): readonly Candidate[] {
  const heard = discoveries.map(heardCandidate)
  const taken = new Set(devices.filter(isInUse).map(({ receiver }) => receiver))
  const areDevices = protocols.filter(({ portIsDevice }) => portIsDevice).map(({ id }) => id)
  const ports = receivers.flatMap((it) => {
    const id = it.protocols.find((spoken) => areDevices.includes(spoken))
    return it.kind === 'port' && id !== undefined && !taken.has(it.name) ? [portCandidate(it, id)] : []
  })
  const callers = devices
    .filter(({ lifecycle }) => lifecycle === 'discovered')
    .flatMap((device) => callerCandidate(device) ?? [])
    .filter(({ key }) => !heard.some((it) => it.key === key))
  return [...heard, ...callers, ...ports]
    .filter((it) => protocol === null || it.protocol === protocol)
    .sort(strongestFirst)
}

/**
 * The device itself, to be set up anew where it hangs: with another profile or key. Null where the port is the
 * device, which has neither.
 */
export function sameDevice(
  { protocol, receiver: own, address, eep }: DeviceLine,
  receivers: readonly Receiver[],
): Candidate | null {
  // A radio device is nobody's receiver's own: any that hears its protocol will do.
  const receiver = own ?? receivers.find(({ protocols }) => protocols.includes(protocol))?.name
  if (receiver === undefined || address === null) return null
  return { ...unheard(protocol, receiver, address), key: 'same', profiles: { fitting: [], likely: eep } }
}

/** Whom somebody else has paired since; only a newcomer to the list may still be paired. */
export function isPairedMeanwhile(
  { protocol, receiver, address }: Candidate,
  devices: readonly DeviceLine[],
): boolean {
  return devices.some(
    (device) =>
      isInUse(device) &&
      device.protocol === protocol &&
      device.address?.toLowerCase() === address?.toLowerCase() &&
      (address !== null || device.receiver === receiver) &&
      (device.receiver === null || device.receiver === receiver),
  )
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
  readonly protocols: readonly ProtocolInfo[]
}

function heardCandidate({ profiles = NO_PROFILES, ...discovery }: Discovery): Candidate {
  const { protocol, receiver, address, signal, lastHeardAt, lastActedAt, about } = discovery
  return { ...unheard(protocol, receiver, address), signal, lastHeardAt, lastActedAt, about, profiles }
}

/** Somebody who called over a wire and is nobody's yet (the station has made a device of it). */
function callerCandidate({ protocol, receiver, address, lastHeardAt }: DeviceLine): Candidate | null {
  if (receiver === null || address === null) return null
  return { ...unheard(protocol, receiver, address), lastHeardAt, lastActedAt: lastHeardAt }
}

function portCandidate(
  { name, bytesPerSecond, since, variant = null }: Receiver,
  protocol: string,
): Candidate {
  return {
    ...unheard(protocol, name, null),
    key: `port ${name}`,
    lastHeardAt: bytesPerSecond > 0 ? since : null,
    variant,
  }
}

function unheard(protocol: string, receiver: string, address: string | null): Candidate {
  return {
    key: `${protocol} ${receiver} ${address ?? ''}`,
    protocol,
    receiver,
    address,
    signal: null,
    lastHeardAt: null,
    lastActedAt: null,
    about: {},
    profiles: NO_PROFILES,
    variant: null,
  }
}

function isInUse({ lifecycle }: DeviceLine): boolean {
  return lifecycle !== 'retired' && lifecycle !== 'discovered'
}

function strongestFirst(a: Candidate, b: Candidate): number {
  if (a.signal !== b.signal) return (b.signal ?? -Infinity) - (a.signal ?? -Infinity)
  return a.key < b.key ? -1 : 1
}
