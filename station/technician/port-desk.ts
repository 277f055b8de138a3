/** Serial ports as a technician sets them up and finds them again; effective at once and after a restart. */
import type { Actor } from '../../shared/domain/alarm.ts'
import type { SerialProtocol } from '../../device-drivers/protocol-driver.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { AuditContent } from '../audit/chain.ts'
import type { Clock } from '../clock.ts'
import type { PortConfiguration } from '../config/configuration.ts'
import { changeReceivers, readReceivers } from '../config/provision.ts'
import { planPorts, type PortPlan } from '../devices/port-plan.ts'
import type { Registry } from '../devices/registry.ts'
import { forgetPortIdentities } from '../store/port-rows.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'
import type { Turns } from '../../shared/domain/turns.ts'
import { heardOnlyBy, leavesDeaf } from './left-deaf.ts'
import { refused, type Outcome } from './outcome.ts'
import type { KnownReceiver, Refusal } from './pairing.ts'
import type { PortDevices } from './port-devices.ts'
import { portEntry, refusePort, type NewPort } from './port-entry.ts'

export interface PortDeskParts {
  readonly writeQueue: WriteQueue
  readonly audit: AuditLog
  readonly registry: Registry
  readonly clock: Clock
  readonly findProtocol: (id: string) => SerialProtocol | undefined
  /** The receivers that run. */
  readonly receivers: () => readonly KnownReceiver[]
  readonly open: (plan: PortPlan) => void
  readonly close: (path: string) => Promise<void>
  /** False where no stick stands at the path. */
  readonly chooseStick: (receiver: string, path: string) => Promise<boolean>
  /** Other sticks are meant at these paths, or none. */
  readonly forgetSticks: (paths: readonly string[]) => void
  readonly devices: PortDevices
  readonly retire: (by: string, deviceId: string) => Promise<Outcome<object>>
  /** Shared with whoever pairs: behind a port that goes nobody is paired meanwhile. */
  readonly turns: Turns
}

type Done = Outcome<object>

export class PortDesk {
  readonly #turns: Turns

  constructor(private readonly parts: PortDeskParts) {
    this.#turns = parts.turns
  }

  /** Why it could not be added, undefined where it could. */
  check(wish: NewPort): Refusal | undefined {
    const refusal = refusePort(wish, this.parts.findProtocol)
    if (refusal !== undefined) return refusal
    return this.#isTaken(wish.path) ? refused('port-in-use', `${wish.path} is in use already`) : undefined
  }

  add(by: string, wish: NewPort): Promise<Done> {
    return this.#turns.take(async () => {
      const refusal = this.check(wish)
      if (refusal !== undefined) return refusal
      const port = portEntry(wish)
      if (port === undefined) return refused('unknown-protocol', `no serial protocol ${wish.protocol}`)
      await this.#write(by, 'port.added', port.path, {}, (ports) => [...ports, port])
      this.#open(port)
      return { ok: true }
    })
  }

  /**
   * Devices that only it hears are taken out of use with it where the technician has named them, else it stays:
   * nobody may be left deaf by a mouse click.
   */
  async remove(by: string, path: string, retires: readonly string[] = []): Promise<Done> {
    const refusal = await this.#turns.take(() => this.#refuseRemoval(path, retires))
    if (refusal !== undefined) return refusal
    // One that was paired since the question was asked is not among them: then the port stays.
    for (const { id } of this.#onlyOn(path).filter((device) => retires.includes(device.id))) {
      const outcome = await this.parts.retire(by, id)
      if (!outcome.ok) return outcome
    }
    return this.#turns.take(async () => {
      const changed = await this.#refuseRemoval(path, [])
      if (changed !== undefined) return changed
      await this.#write(
        by,
        'port.removed',
        path,
        {},
        (ports) => ports.filter((port) => port.path !== path),
        (transaction) => forgetPortIdentities(transaction, [path]),
      )
      this.parts.forgetSticks([path])
      await this.parts.close(path)
      return { ok: true }
    })
  }

  /** The port is opened anew as it is set up now; who is paired behind it stays. */
  change(by: string, wish: Omit<NewPort, 'protocol'>): Promise<Done> {
    return this.#turns.take(async () => {
      const { findProtocol, devices } = this.parts
      const known = (await this.#ports()).find((port) => port.path === wish.path)
      if (known === undefined) return refused('unknown-receiver', `no port ${wish.path}`)
      const whole = { ...wish, protocol: known.protocol }
      const refusal = refusePort(whole, findProtocol)
      if (refusal !== undefined) return refusal
      const entry = portEntry(whole)
      if (entry === undefined) return refused('unknown-protocol', `no serial protocol ${known.protocol}`)
      const changed = { ...entry, ...(known.device === undefined ? {} : { device: known.device }) }
      const usual = findProtocol(known.protocol)?.defaultVariant ?? null
      const variant = changed.variant ?? usual
      const isOther = variant !== (known.variant ?? usual)
      await this.#write(
        by,
        'port.changed',
        wish.path,
        { variant },
        (ports) => ports.map((port) => (port.path === wish.path ? changed : port)),
        async (transaction) => {
          if (isOther && variant !== null) await devices.readAs(transaction, wish.path, variant)
        },
      )
      await this.parts.close(wish.path)
      if (isOther) await devices.changed()
      this.#open(changed)
      return { ok: true }
    })
  }

  /** The stick stands, or is written, elsewhere: what hangs on the port comes along and keeps its history. */
  move(by: string, path: string, to: string): Promise<Done> {
    return this.#turns.take(async () => {
      const { devices, forgetSticks } = this.parts
      const known = (await this.#ports()).find((port) => port.path === path)
      if (known === undefined) return refused('unknown-receiver', `no port ${path}`)
      if (this.#isTaken(to)) return refused('port-in-use', `${to} is in use already`)
      const moved = { ...known, path: to }
      await this.#write(
        by,
        'port.moved',
        path,
        { to },
        (ports) => ports.map((port) => (port.path === path ? moved : port)),
        async (transaction) => {
          await devices.move(transaction, path, to)
          await forgetPortIdentities(transaction, [path, to])
        },
      )
      forgetSticks([path, to])
      await this.parts.close(path)
      await devices.changed()
      this.#open(moved)
      return { ok: true }
    })
  }

  /** The technician's answer to "which stick is it?": the next try opens it. */
  async choose(by: string, receiver: string, path: string): Promise<Done> {
    if (!(await this.#isPort(receiver))) return refused('unknown-receiver', `no port ${receiver}`)
    const { writeQueue, chooseStick } = this.parts
    await writeQueue.run('routine', (transaction) =>
      this.#note(transaction, by, 'port.chosen', receiver, { path }),
    )
    return (await chooseStick(receiver, path))
      ? { ok: true }
      : refused('unknown-receiver', `no stick stands at ${path}`)
  }

  /** From the next time it is opened the port is read as this model. In the caller's transaction. */
  async readAs(transaction: Transaction, path: string, variant: string): Promise<void> {
    await changeReceivers(transaction.manager, ({ ports }) => ({
      ports: ports.map((port) => (port.path === path ? { ...port, variant } : port)),
    }))
  }

  /** Closes the port and opens it as it is set up now. */
  async openAnew(path: string): Promise<void> {
    await this.#turns.take(async () => {
      const port = (await this.#ports()).find((known) => known.path === path)
      await this.parts.close(path)
      if (port !== undefined) this.#open(port)
      return { ok: true }
    })
  }

  async #refuseRemoval(path: string, retires: readonly string[]): Promise<Refusal | undefined> {
    if (!(await this.#isPort(path))) return refused('unknown-receiver', `no port ${path}`)
    const { registry, receivers } = this.parts
    const now = receivers()
    return leavesDeaf(registry.devices(), now, without(now, path), retires)
      ? refused('devices-behind', `devices are paired on ${path}`)
      : undefined
  }

  #onlyOn(path: string) {
    const now = this.parts.receivers()
    return heardOnlyBy(this.parts.registry.devices(), now, without(now, path))
  }

  #isTaken(path: string): boolean {
    return this.parts.receivers().some(({ name }) => name === path)
  }

  #open(port: PortConfiguration): void {
    for (const plan of planPorts([port], this.parts.findProtocol)) this.parts.open(plan)
  }

  async #ports(): Promise<readonly PortConfiguration[]> {
    const { ports } = await this.parts.writeQueue.run('routine', ({ manager }) => readReceivers(manager))
    return ports
  }

  async #isPort(path: string): Promise<boolean> {
    return (await this.#ports()).some((port) => port.path === path)
  }

  async #write(
    by: string,
    action: string,
    subject: string,
    data: AuditContent['data'],
    change: (ports: PortConfiguration[]) => PortConfiguration[],
    besides: (transaction: Transaction) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    await this.parts.writeQueue.run('routine', async (transaction) => {
      await changeReceivers(transaction.manager, ({ ports }) => ({ ports: change(ports) }))
      await besides(transaction)
      await this.#note(transaction, by, action, subject, data)
    })
  }

  async #note(
    transaction: Transaction,
    by: string,
    action: string,
    subject: string,
    data: AuditContent['data'],
  ): Promise<void> {
    const { audit, clock } = this.parts
    const actor: Actor = { kind: 'person', id: by }
    await audit.append(transaction, [{ at: clock.wall(), actor, action, subject, data }])
  }
}

function without(receivers: readonly KnownReceiver[], path: string): readonly KnownReceiver[] {
  return receivers.filter(({ name }) => name !== path)
}
