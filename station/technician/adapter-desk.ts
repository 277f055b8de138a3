/** Bluetooth adapters as a technician adds them, gives them protocols and removes them; effective at once and after a restart. */
import type { BluetoothProtocol } from '../../device-drivers/bluetooth/bluetooth-protocol.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../clock.ts'
import { BLUETOOTH_PROTOCOL_IDS, type Configuration } from '../config/configuration.ts'
import { changeReceivers, readReceivers } from '../config/provision.ts'
import { planAdapters, type AdapterPlan } from '../devices/adapter-plan.ts'
import type { Registry } from '../devices/registry.ts'
import type { WriteQueue } from '../store/write-queue.ts'
import { Turns } from '../../shared/domain/turns.ts'
import { leavesDeaf } from './left-deaf.ts'
import { refused, type Outcome } from './outcome.ts'
import type { KnownReceiver } from './pairing.ts'

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
}

type Entries = Configuration['bluetooth']
type Done = Outcome<object>

export class AdapterDesk {
  readonly #turns = new Turns()

  constructor(private readonly parts: AdapterDeskParts) {}

  /** The adapter with these protocols and no others; what was set for one that stays is kept. */
  set(by: string, adapter: string, wanted: readonly string[]): Promise<Done> {
    return this.#turns.take(async () => {
      const known = BLUETOOTH_PROTOCOL_IDS.filter((id) => wanted.includes(id))
      const unknown = wanted.find((id) => this.parts.findProtocol(id) === undefined)
      if (unknown !== undefined || known.length === 0) {
        return refused('unknown-protocol', `no Bluetooth protocol ${unknown ?? ''}`)
      }
      const refusal = this.#deafness(adapter, known)
      if (refusal !== undefined) return refusal
      const data = { protocols: known.join(' ') }
      await this.#write(by, 'adapter.set', adapter, data, (entries) => [
        ...entries.filter((entry) => entry.adapter !== adapter || known.includes(entry.protocol)),
        ...known
          .filter((id) => !entries.some((entry) => entry.adapter === adapter && entry.protocol === id))
          .map((protocol) => ({ adapter, protocol })),
      ])
      await this.#run(adapter)
      return { ok: true }
    })
  }

  /** Devices that only it hears must be retired first. */
  remove(by: string, adapter: string): Promise<Done> {
    return this.#turns.take(async () => {
      if (!(await this.#entries()).some((entry) => entry.adapter === adapter)) {
        return refused('unknown-receiver', `no adapter ${adapter}`)
      }
      const refusal = this.#deafness(adapter, [])
      if (refusal !== undefined) return refusal
      await this.#write(by, 'adapter.removed', adapter, {}, (entries) =>
        entries.filter((entry) => entry.adapter !== adapter),
      )
      await this.parts.close(adapter)
      return { ok: true }
    })
  }

  #deafness(adapter: string, protocols: readonly string[]): Done | undefined {
    const now = this.parts.receivers()
    const then = [...now.filter(({ name }) => name !== adapter), { name: adapter, protocols }]
    return leavesDeaf(this.parts.registry.devices(), now, then)
      ? refused('devices-behind', `devices are paired that only ${adapter} hears`)
      : undefined
  }

  async #run(adapter: string): Promise<void> {
    const { findProtocol, run } = this.parts
    const entries = (await this.#entries()).filter((entry) => entry.adapter === adapter)
    for (const plan of planAdapters(entries, findProtocol)) await run(plan)
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
