/** Bluetooth adapters as a technician adds them, gives them protocols and removes them; effective at once and after a restart. */
import type { BluetoothProtocol } from '../../device-drivers/bluetooth/bluetooth-protocol.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../clock.ts'
import { BLUETOOTH_PROTOCOL_IDS, type Configuration } from '../config/configuration.ts'
import { changeReceivers, readReceivers } from '../config/provision.ts'
import { planAdapters, type AdapterPlan } from '../devices/adapter-plan.ts'
import type { Registry } from '../devices/registry.ts'
import type { WriteQueue } from '../store/write-queue.ts'
import type { Turns } from '../../shared/domain/turns.ts'
import { heardOnlyBy, leavesDeaf } from './left-deaf.ts'
import { refused, type Outcome } from './outcome.ts'
import type { KnownReceiver, Refusal } from './pairing.ts'
import { refuseSettings } from './refuse-settings.ts'

export interface AdapterDeskParts {
  readonly writeQueue: WriteQueue
  readonly audit: AuditLog
  readonly registry: Registry
  readonly clock: Clock
  readonly findProtocol: (id: string) => BluetoothProtocol | undefined
  /** The receivers that run. */
  readonly receivers: () => readonly KnownReceiver[]
  /** From now on the adapter listens to these; what it listened to before and still does is not disturbed. */
  readonly run: (plan: AdapterPlan) => Promise<void>
  /** Resolves when the adapter is free. */
  readonly close: (adapter: string) => Promise<void>
  readonly retire: (by: string, deviceId: string) => Promise<Outcome<object>>
  /** Shared with whoever pairs: behind an adapter that goes nobody is paired meanwhile. */
  readonly turns: Turns
}

/** By protocol, the driver's own. */
type Settings = Readonly<Record<string, Readonly<Record<string, unknown>>>>

type Entries = Configuration['bluetooth']
type Done = Outcome<object>

export class AdapterDesk {
  readonly #turns: Turns

  constructor(private readonly parts: AdapterDeskParts) {
    this.#turns = parts.turns
  }

  /** The adapter with these protocols and no others; a protocol whose settings are left out keeps its own. */
  set(by: string, adapter: string, wanted: readonly string[], settings: Settings = {}): Promise<Done> {
    return this.#turns.take(async () => {
      const known = BLUETOOTH_PROTOCOL_IDS.filter((id) => wanted.includes(id))
      const unknown = wanted.find((id) => this.parts.findProtocol(id) === undefined)
      if (unknown !== undefined || known.length === 0) {
        return refused('unknown-protocol', `no Bluetooth protocol ${unknown ?? ''}`)
      }
      const refusal = this.#refuseSettings(settings) ?? this.#deafness(adapter, known)
      if (refusal !== undefined) return refusal
      const before = (await this.#entries()).filter((entry) => entry.adapter === adapter)
      const set = known.map((protocol) => {
        const own = settings[protocol] ?? before.find((entry) => entry.protocol === protocol)?.settings ?? {}
        return { adapter, protocol, ...(Object.keys(own).length === 0 ? {} : { settings: { ...own } }) }
      })
      const data = { protocols: known.join(' ') }
      await this.#write(by, 'adapter.set', adapter, data, (entries) => [
        ...entries.filter((entry) => entry.adapter !== adapter),
        ...set,
      ])
      await this.#run(set, before)
      return { ok: true }
    })
  }

  /** Devices that only it hears are taken out of use with it where the technician has named them, else it stays. */
  async remove(by: string, adapter: string, retires: readonly string[] = []): Promise<Done> {
    const refusal = await this.#turns.take(() => this.#refuseRemoval(adapter, retires))
    if (refusal !== undefined) return refusal
    // One that was paired since the question was asked is not among them: then the adapter stays.
    for (const { id } of this.#onlyOn(adapter).filter((device) => retires.includes(device.id))) {
      const outcome = await this.parts.retire(by, id)
      if (!outcome.ok) return outcome
    }
    return this.#turns.take(async () => {
      const changed = await this.#refuseRemoval(adapter, [])
      if (changed !== undefined) return changed
      await this.#write(by, 'adapter.removed', adapter, {}, (entries) =>
        entries.filter((entry) => entry.adapter !== adapter),
      )
      await this.parts.close(adapter)
      return { ok: true }
    })
  }

  #refuseSettings(settings: Settings): Refusal | undefined {
    const { findProtocol } = this.parts
    return Object.entries(settings)
      .map(([id, own]) => refuseSettings(findProtocol(id), own))
      .find((refusal) => refusal !== undefined)
  }

  async #refuseRemoval(adapter: string, retires: readonly string[]): Promise<Refusal | undefined> {
    if (!(await this.#entries()).some((entry) => entry.adapter === adapter)) {
      return refused('unknown-receiver', `no adapter ${adapter}`)
    }
    return this.#deafness(adapter, [], retires)
  }

  #onlyOn(adapter: string) {
    const now = this.parts.receivers()
    const then = now.filter(({ name }) => name !== adapter)
    return heardOnlyBy(this.parts.registry.devices(), now, then)
  }

  #deafness(
    adapter: string,
    protocols: readonly string[],
    retires: readonly string[] = [],
  ): Refusal | undefined {
    const now = this.parts.receivers()
    const then = [...now.filter(({ name }) => name !== adapter), { name: adapter, protocols }]
    return leavesDeaf(this.parts.registry.devices(), now, then, retires)
      ? refused('devices-behind', `devices are paired that only ${adapter} hears`)
      : undefined
  }

  /** A driver takes its settings when it begins: what is set otherwise ends first, the rest hears on. */
  async #run(entries: Entries, before: Entries): Promise<void> {
    const { findProtocol, run } = this.parts
    const [plan] = planAdapters(entries, findProtocol)
    if (plan === undefined) return
    const stays = plan.protocols.filter(({ protocol, settings }) => {
      const own = before.find((entry) => entry.protocol === protocol.id)
      return own === undefined || JSON.stringify(own.settings ?? {}) === JSON.stringify(settings)
    })
    if (stays.length < plan.protocols.length) await run({ ...plan, protocols: stays })
    await run(plan)
  }

  async #entries(): Promise<Entries> {
    const { bluetooth } = await this.parts.writeQueue.run('routine', ({ manager }) => readReceivers(manager))
    return bluetooth
  }

  async #write(
    by: string,
    action: string,
    subject: string,
    data: Readonly<Record<string, string>>,
    change: (entries: Entries) => Entries,
  ): Promise<void> {
    const { writeQueue, audit, clock } = this.parts
    await writeQueue.run('routine', async (transaction) => {
      await changeReceivers(transaction.manager, ({ bluetooth }) => ({ bluetooth: change(bluetooth) }))
      const actor = { kind: 'person', id: by } as const
      await audit.append(transaction, [{ at: clock.wall(), actor, action, subject, data }])
    })
  }
}
