/** What a technician does to a device: decided, stored with its audit entry, and known to every part at once. */
import { v7 as newId } from 'uuid'
import type { Actor } from '../../shared/domain/alarm.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { AuditContent } from '../audit/chain.ts'
import type { Clock } from '../clock.ts'
import { assignDid } from '../config/device-id.ts'
import type { Registry } from '../devices/registry.ts'
import {
  assignDevice,
  forgetMemory,
  placeDevice,
  updateDevice,
  writeDevice,
  writeDeviceKey,
  type DeviceColumns,
} from '../store/device-changes.ts'
import { isRetired, readDids } from '../store/device-page-rows.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { forgetProofs } from '../store/test-rows.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'
import type { Turns } from '../../shared/domain/turns.ts'
import { refused, type Outcome } from './outcome.ts'
import {
  decideIdentity,
  decidePairing,
  profileWarnings,
  variantOf,
  warningsOf,
  type PairingDecision,
  type PairingFacts,
  type PairingWish,
  type PairWarning,
  type Refusal,
  type WireIdentity,
} from './pairing.ts'

export interface DeviceDeskParts {
  readonly writeQueue: WriteQueue
  readonly audit: AuditLog
  readonly registry: Registry
  readonly reader: RowSource
  readonly clock: Clock
  readonly facts: () => PairingFacts
  /** The registry holds what was committed. */
  readonly refresh: () => Promise<void>
  /** The port is another model than it was read as. In the transaction; `onPortReadAnew` comes after it. */
  readonly readPortAs: (transaction: Transaction, path: string, variant: string) => Promise<void>
  readonly onPortReadAnew: (path: string) => Promise<void>
  /** It is taken out of use: its guided test and the alarms about itself end with it, in the transaction. */
  readonly onRetired: (transaction: Transaction, by: string, deviceId: string, now: Instant) => Promise<void>
  /** Another device stands in its place: what was known of the old one is not its own. */
  readonly onReplaced: (deviceId: string) => void
  /** It is somebody else's from now on. */
  readonly onMoved: (deviceId: string) => void
  /** It guards again: what it told meanwhile and still holds is to ring. */
  readonly onResumed: (device: AssignedDevice) => void
  /** One change at a time, also of the receivers: each is decided on what the one before it left. */
  readonly turns: Turns
}

export type Changed = Outcome<{ readonly warnings: readonly PairWarning[]; readonly deviceId: string }>

type Work = (transaction: Transaction, device: AssignedDevice, now: Instant) => Promise<Changed>

interface PlacedWish extends PairingWish {
  readonly receiver: string
  readonly placement: string
}

export class DeviceDesk {
  readonly #turns: Turns

  constructor(private readonly parts: DeviceDeskParts) {
    this.#turns = parts.turns
  }

  /** The device, or why there is none. */
  async find(deviceId: string): Promise<Outcome<{ readonly device: AssignedDevice }>> {
    const device = this.parts.registry.device(deviceId)
    if (device !== undefined) return { ok: true, device }
    return (await isRetired(this.parts.reader, deviceId))
      ? refused('device-retired', `${deviceId} is no longer in use`)
      : refused('unknown-device', `there is no device ${deviceId}`)
  }

  async pair(by: string, wish: PlacedWish): Promise<Changed> {
    const { changed, isPortReadAnew } = await this.#turns.take(() => this.#pair(by, wish))
    // Out of turn: reading the port anew takes turns itself.
    if (isPortReadAnew) await this.parts.onPortReadAnew(wish.receiver)
    return changed
  }

  /** What would come of it now. */
  check(wish: PairingWish): PairingDecision {
    return decidePairing(wish, this.parts.facts())
  }

  move(by: string, deviceId: string, residentId: string | null, placement: string): Promise<Changed> {
    return this.#change(deviceId, async (transaction, device, now) => {
      if (residentId !== null && !this.parts.facts().isResident(residentId)) {
        return refused('unknown-resident', `nobody lives here with the id ${residentId}`)
      }
      if (residentId !== device.resident_id) {
        await assignDevice(transaction, deviceId, residentId, now)
        transaction.afterCommit(() => {
          this.parts.onMoved(deviceId)
        })
      }
      await placeDevice(transaction, deviceId, placement, now)
      await this.#note(transaction, person(by), 'device.moved', deviceId, now, { resident: residentId })
      return done(deviceId)
    })
  }

  /** It is tested anew before it counts; until then it guards like any device that is paired. */
  async replace(by: string, deviceId: string, wish: Omit<WireIdentity, 'protocol'>): Promise<Changed> {
    const outcome = await this.#change(deviceId, async (transaction, device, now) => {
      const facts = this.parts.facts()
      const identity = { ...wish, protocol: device.protocol }
      const decision = decideIdentity(identity, facts, device)
      if (!decision.ok) return decision
      const { port, address, eep, key } = decision.identity
      const variant = variantOf(wish.receiver, facts) ?? device.variant
      const identified = { port, address, eep, variant }
      const columns = { ...identified, lifecycle: 'paired', suspended_until: null, resumes_as: null }
      await updateDevice(transaction, deviceId, columns)
      await writeDeviceKey(transaction, deviceId, key)
      await forgetMemory(transaction, deviceId)
      await forgetProofs(transaction, deviceId)
      await this.#note(transaction, person(by), 'device.replaced', deviceId, now, {})
      const { resident_id: residentId, supervision_seconds: supervisionSeconds, settings } = device
      const about = { ...identity, residentId, supervisionSeconds, variant, settings }
      const profile = profileWarnings(device.protocol, decision.identity, facts)
      return { ok: true, deviceId, warnings: [...warningsOf(about, variant, facts, device), ...profile] }
    })
    if (outcome.ok) this.parts.onReplaced(deviceId)
    return outcome
  }

  suspend(by: string, deviceId: string, minutes: number): Promise<Changed> {
    return this.#change(deviceId, async (transaction, { lifecycle, resumes_as: before }, now) => {
      if (lifecycle === 'discovered') return refused('not-in-this-state', `${deviceId} is not paired`)
      const columns = {
        lifecycle: 'suspended',
        suspended_until: now + minutes * 60_000,
        resumes_as: lifecycle === 'suspended' ? before : lifecycle,
      }
      await updateDevice(transaction, deviceId, columns)
      await this.#note(transaction, person(by), 'device.suspended', deviceId, now, { minutes })
      return done(deviceId)
    })
  }

  resume(by: string, deviceId: string): Promise<Changed> {
    return this.#resume(person(by), deviceId)
  }

  /** Suspensions whose time is over end by themselves. */
  async look(now: Instant): Promise<void> {
    for (const { id, lifecycle, suspended_until: until } of [...this.parts.registry.devices()]) {
      if (lifecycle !== 'suspended' || (until !== null && until > now)) continue
      await this.#resume({ kind: 'station', id: 'suspension' }, id)
    }
  }

  retire(by: string, deviceId: string): Promise<Changed> {
    return this.#change(deviceId, async (transaction, _device, now) => {
      const columns = { lifecycle: 'retired', suspended_until: null, resumes_as: null }
      await updateDevice(transaction, deviceId, columns)
      await assignDevice(transaction, deviceId, null, now)
      await writeDeviceKey(transaction, deviceId, null)
      await this.parts.onRetired(transaction, by, deviceId, now)
      await this.#note(transaction, person(by), 'device.retired', deviceId, now, {})
      return done(deviceId)
    })
  }

  /** Null: the protocol's own interval. */
  setSupervision(by: string, deviceId: string, seconds: number | null): Promise<Changed> {
    return this.#change(deviceId, async (transaction, device, now) => {
      const columns: Partial<DeviceColumns> = { supervision_seconds: seconds }
      await updateDevice(transaction, deviceId, columns)
      await this.#note(transaction, person(by), 'device.supervision-set', deviceId, now, { seconds })
      const { resident_id: residentId, protocol, eep, key, settings, variant } = device
      const about = { residentId, protocol, eep, key, settings, variant, supervisionSeconds: seconds }
      return { ok: true, deviceId, warnings: warningsOf(about, variant, this.parts.facts(), device) }
    })
  }

  /** As the alarm receiving centre knows the device; a number is given once, also where its device is no longer used. */
  setDid(by: string, deviceId: string, did: string): Promise<Changed> {
    return this.#change(deviceId, async (transaction, device, now) => {
      const taken = await readDids(transaction.manager)
      if (did !== device.did && taken.has(did)) return refused('number-taken', `${did} is another device`)
      await updateDevice(transaction, deviceId, { did })
      await this.#note(transaction, person(by), 'device.number-set', deviceId, now, { did })
      return done(deviceId)
    })
  }

  /** What somebody did that changes no row: it stands in the audit log before it is done. */
  async noteDone(
    by: string,
    action: string,
    subject = 'station',
    data: AuditContent['data'] = {},
  ): Promise<void> {
    const { writeQueue, clock } = this.parts
    await writeQueue.run('routine', (transaction) =>
      this.#note(transaction, person(by), action, subject, clock.wall(), data),
    )
  }

  /** For steps that belong to a device and to something else, such as commissioning. */
  change(deviceId: string, work: Work): Promise<Changed> {
    return this.#change(deviceId, work)
  }

  async #pair(
    by: string,
    wish: PlacedWish,
  ): Promise<{ readonly changed: Changed; readonly isPortReadAnew: boolean }> {
    const { parts } = this
    const decision = decidePairing(wish, parts.facts())
    if (!decision.ok) return { changed: decision, isPortReadAnew: false }
    const { identity, adopts, variant, isPortReadAnew, warnings } = decision
    const id = adopts?.id ?? newId()
    const now = parts.clock.wall()
    await parts.writeQueue.run('routine', async (transaction) => {
      await writeDevice(transaction, id, {
        protocol: wish.protocol,
        variant,
        port: identity.port,
        address: identity.address,
        eep: identity.eep,
        did: adopts?.did ?? assignDid(id, await readDids(transaction.manager)),
        supervision_seconds: wish.supervisionSeconds,
        settings: JSON.stringify(wish.settings),
        lifecycle: 'paired',
      })
      await placeDevice(transaction, id, wish.placement, now)
      await writeDeviceKey(transaction, id, identity.key)
      await assignDevice(transaction, id, wish.residentId, now)
      if (isPortReadAnew && variant !== null) await parts.readPortAs(transaction, wish.receiver, variant)
      await this.#note(transaction, person(by), 'device.paired', id, now, {
        protocol: wish.protocol,
        resident: wish.residentId,
      })
    })
    await parts.refresh()
    return { changed: { ok: true, deviceId: id, warnings }, isPortReadAnew }
  }

  async #resume(actor: Actor, deviceId: string): Promise<Changed> {
    const outcome = await this.#change(deviceId, async (transaction, { lifecycle, resumes_as: as }, now) => {
      if (lifecycle !== 'suspended') return refused('not-in-this-state', `${deviceId} is not suspended`)
      const columns = { lifecycle: as ?? 'commissioned', suspended_until: null, resumes_as: null }
      await updateDevice(transaction, deviceId, columns)
      await this.#note(transaction, actor, 'device.resumed', deviceId, now, {})
      return done(deviceId)
    })
    const device = this.parts.registry.device(deviceId)
    if (outcome.ok && device !== undefined) this.parts.onResumed(device)
    return outcome
  }

  async #change(deviceId: string, work: Work): Promise<Changed> {
    return this.#turns.take(async () => {
      const found = await this.find(deviceId)
      if (!found.ok) return found
      const { writeQueue, clock } = this.parts
      const outcome = await writeQueue.run('routine', (transaction) =>
        work(transaction, found.device, clock.wall()),
      )
      if (outcome.ok) await this.parts.refresh()
      return outcome
    })
  }

  async #note(
    transaction: Transaction,
    actor: Actor,
    action: string,
    subject: string,
    at: Instant,
    data: AuditContent['data'],
  ): Promise<void> {
    await this.parts.audit.append(transaction, [{ at, actor, action, subject, data }])
  }
}

function person(id: string): Actor {
  return { kind: 'person', id }
}

function done(deviceId: string): Exclude<Changed, Refusal> {
  return { ok: true, deviceId, warnings: [] }
}
