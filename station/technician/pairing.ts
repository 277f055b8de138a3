/** Whether a device may be paired, replaced or moved: pure decisions over what the station knows. */
import type { Protocol } from '../../device-drivers/protocol-driver.ts'
import { refusedFields } from '../../device-drivers/setup-fields.ts'
import type { ApiErrorCode } from '../../shared/api/errors.ts'
import type { Discovery, PAIR_WARNINGS } from '../../shared/api/technician.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'

/** What pairing must know of a protocol, whatever carries it. */
export type PairableProtocol = Pick<
  Protocol,
  | 'id'
  | 'defaultSupervisionSeconds'
  | 'canCallForHelp'
  | 'address'
  | 'profiles'
  | 'fittingProfiles'
  | 'deviceSetup'
  | 'keyDigits'
> & {
  readonly unknownSenders: 'raise' | 'discover'
  /** Of serial protocols alone. */
  readonly portIsDevice?: boolean
  readonly variants?: readonly string[]
}

export interface PairingFacts {
  readonly findProtocol: (id: string) => PairableProtocol | undefined
  readonly receivers: readonly KnownReceiver[]
  /** Every device that is not retired. */
  readonly devices: readonly AssignedDevice[]
  /** What was heard of senders that nobody has paired, by each receiver. */
  readonly heard: readonly HeardSender[]
  /** True for a resident who lives here now. */
  readonly isResident: (id: string) => boolean
}

export type HeardSender = Pick<Discovery, 'protocol' | 'address' | 'about'>

export interface KnownReceiver {
  readonly name: string
  readonly protocols: readonly string[]
  /** Of a port: which model it is read as. */
  readonly variant?: string | null
}

/** Where and by what name a device speaks. */
export interface WireIdentity {
  readonly protocol: string
  readonly receiver: string
  readonly address: string | null
  readonly eep: string | null
  readonly key: string | null
}

export interface PairingWish extends WireIdentity {
  readonly variant: string | null
  readonly settings: Readonly<Record<string, unknown>>
  readonly residentId: string | null
  readonly supervisionSeconds: number | null
}

/** What goes into the device's row. */
export interface CheckedIdentity {
  /** Null where any receiver of the protocol may hear it. */
  readonly port: string | null
  readonly address: string | null
  readonly eep: string | null
  readonly key: string | null
}

export type PairWarning = (typeof PAIR_WARNINGS)[number]

export interface Refusal {
  readonly ok: false
  readonly code: ApiErrorCode
  readonly message: string
  /** Settings at fault; `''`: they contradict each other. */
  readonly fields?: readonly string[]
}

export type IdentityDecision =
  | {
      readonly ok: true
      readonly identity: CheckedIdentity
      /** A device that a call made known and that is nobody's: it becomes this one and keeps its history. */
      readonly adopts: AssignedDevice | undefined
    }
  | Refusal

export type PairingDecision =
  | {
      readonly ok: true
      readonly identity: CheckedIdentity
      readonly adopts: AssignedDevice | undefined
      readonly variant: string | null
      /** The port has been read as another model than the technician says. */
      readonly isPortReadAnew: boolean
      readonly warnings: readonly PairWarning[]
    }
  | Refusal

export function decidePairing(wish: PairingWish, facts: PairingFacts): PairingDecision {
  const checked = decideIdentity(wish, facts, undefined)
  if (!checked.ok) return checked
  const protocol = facts.findProtocol(wish.protocol)
  const variants = protocol?.variants ?? []
  const ofPort = protocol?.portIsDevice === true ? variantOf(wish.receiver, facts) : null
  const variant = variants.length === 0 ? null : (wish.variant ?? ofPort)
  if (variant !== null && !variants.includes(variant)) {
    return refusal('bad-input', `${wish.protocol} has no variant ${variant}`)
  }
  const kind = { variant, eep: checked.identity.eep }
  const fields = refusedFields(protocol?.deviceSetup?.(kind), wish.settings)
  if (fields.length > 0) {
    return { ...refusal('setting-invalid', `${wish.protocol} does not take these settings`), fields }
  }
  if (wish.residentId !== null && !facts.isResident(wish.residentId)) {
    return refusal('unknown-resident', `nobody lives here with the id ${wish.residentId}`)
  }
  const isPortReadAnew = ofPort !== null && variant !== ofPort
  const warnings = [
    ...warningsOf(wish, variant, facts, undefined),
    ...profileWarnings(wish.protocol, checked.identity, facts),
  ]
  return { ...checked, variant, isPortReadAnew, warnings }
}

/** Which model the port is read as; null where that is no question. */
export function variantOf(receiver: string, { receivers }: Pick<PairingFacts, 'receivers'>): string | null {
  return receivers.find(({ name }) => name === receiver)?.variant ?? null
}

/** `own`: the device that gets this identity in place of its old one. */
export function decideIdentity(
  wish: WireIdentity & { readonly residentId?: string | null },
  facts: PairingFacts,
  own: AssignedDevice | undefined,
): IdentityDecision {
  const protocol = facts.findProtocol(wish.protocol)
  if (protocol === undefined) return refusal('unknown-protocol', `no protocol ${wish.protocol}`)
  const isReceiver = facts.receivers.some(
    ({ name, protocols }) => name === wish.receiver && protocols.includes(protocol.id),
  )
  if (!isReceiver) return refusal('unknown-receiver', `${protocol.id} is not heard by ${wish.receiver}`)
  const portIsDevice = protocol.portIsDevice === true
  if (portIsDevice !== (wish.address === null)) {
    return refusal('bad-input', portIsDevice ? 'the port itself is the device' : 'an address is missing')
  }
  const address = wish.address?.trim() ?? null
  if (address !== null && protocol.address?.pattern.test(address) === false) {
    return refusal(
      'address-invalid',
      `an address of ${protocol.id} is written like ${protocol.address.example}`,
    )
  }
  const key = wish.key === null ? null : wish.key.trim().toLowerCase()
  if (key !== null && !isKey(key, protocol.keyDigits)) {
    return refusal('key-invalid', `a key of ${protocol.id} has ${String(protocol.keyDigits ?? 0)} digits`)
  }
  const eep = wish.eep === null ? null : wish.eep.trim().toUpperCase()
  const { profiles } = protocol
  if (profiles !== undefined && (eep === null || !profiles.includes(eep))) {
    return refusal('profile-invalid', `${eep ?? 'no profile'} is none that can be read`)
  }
  const isWired = portIsDevice || protocol.unknownSenders === 'raise'
  const identity: CheckedIdentity = {
    port: isWired ? wish.receiver : null,
    address,
    eep: profiles === undefined ? null : eep,
    key,
  }
  const holders = facts.devices.filter(
    (device) => device.id !== own?.id && device.protocol === protocol.id && isSameSender(device, identity),
  )
  const adopts = holders.find(({ lifecycle }) => lifecycle === 'discovered')
  const holder = holders.find((device) => device !== adopts)
  if (holder !== undefined) return taken(holder, own?.resident_id ?? wish.residentId ?? null)
  // Adopting is for a new pairing; a replacement leaves the caller's own row where it is.
  if (adopts !== undefined && own !== undefined) return refusal('address-taken', `it is ${adopts.id} already`)
  return { ok: true, identity, adopts }
}

function isKey(key: string, digits = 0): boolean {
  return key.length === digits && /^[0-9a-f]+$/.test(key)
}

function taken(holder: AssignedDevice, residentId: string | null): Refusal {
  const isAnothers = holder.resident_id !== null && holder.resident_id !== residentId
  return refusal(
    isAnothers ? 'belongs-to-another-resident' : 'address-taken',
    `this address is that of ${holder.id}`,
  )
}

/** Ports compare where both name one: behind two lines the same number is two devices. */
function isSameSender(device: AssignedDevice, { port, address }: CheckedIdentity): boolean {
  if (address === null || device.address === null) return device.address === address && device.port === port
  if (device.address.toLowerCase() !== address.toLowerCase()) return false
  return device.port === null || port === null || device.port === port
}

/** `own` is left out of what the resident has beside it. */
export function warningsOf(
  { protocol: id, eep, residentId, supervisionSeconds, settings }: Omit<PairingWish, 'receiver' | 'address'>,
  variant: string | null,
  facts: PairingFacts,
  own: AssignedDevice | undefined,
): readonly PairWarning[] {
  const protocol = facts.findProtocol(id)
  if (protocol === undefined || residentId === null) return []
  const about = { variant, eep, settings, memory: {} }
  const seconds = supervisionSeconds ?? protocol.defaultSupervisionSeconds(about)
  // What was never heard may be their button.
  if (seconds !== null || protocol.canCallForHelp(about) === false) return []
  const isSafe = facts.devices.some(
    (device) =>
      device.id !== own?.id && device.resident_id === residentId && isSupervisedCaller(device, facts),
  )
  return isSafe ? [] : ['only-alarm-unsupervised']
}

/** What the sender was heard to send belongs to none of its kind with this profile: it would not be understood. */
export function profileWarnings(
  id: string,
  { address, eep }: Pick<CheckedIdentity, 'address' | 'eep'>,
  { findProtocol, heard }: Pick<PairingFacts, 'findProtocol' | 'heard'>,
): readonly PairWarning[] {
  const protocol = findProtocol(id)
  if (protocol?.fittingProfiles === undefined || address === null || eep === null) return []
  const told = heard.filter(
    (sender) => sender.protocol === id && sender.address.toLowerCase() === address.toLowerCase(),
  )
  const fits = told.every(({ about }) => protocol.fittingProfiles?.(about).fitting.includes(eep) ?? true)
  return fits ? [] : ['profile-not-heard']
}

function isSupervisedCaller(device: AssignedDevice, facts: PairingFacts): boolean {
  const protocol = facts.findProtocol(device.protocol)
  if (protocol === undefined) return false
  const { variant, eep, settings } = device
  const about = { variant, eep, settings, memory: {} }
  const seconds = device.supervision_seconds ?? protocol.defaultSupervisionSeconds(about)
  return seconds !== null && protocol.canCallForHelp(about) === true
}

function refusal(code: ApiErrorCode, message: string): Refusal {
  return { ok: false, code, message }
}
