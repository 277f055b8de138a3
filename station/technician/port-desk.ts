/** Serial ports as a technician adds, removes and finds them again; effective at once and after a restart. */
import type { Actor } from '../../shared/domain/alarm.ts'
import type { SerialLine, SerialProtocol } from '../../device-drivers/protocol-driver.ts'
import { refusedFields } from '../../device-drivers/setup-fields.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../clock.ts'
import type { PortConfiguration } from '../config/configuration.ts'
import { SERIAL_PROTOCOL_IDS } from '../config/configuration.ts'
import { changeReceivers, readReceivers } from '../config/provision.ts'
import { planPorts, type PortPlan } from '../devices/port-plan.ts'
import type { Registry } from '../devices/registry.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'
import { Turns } from '../../shared/domain/turns.ts'
import { leavesDeaf } from './left-deaf.ts'
import { refused, type Outcome } from './outcome.ts'
import type { KnownReceiver, Refusal } from './pairing.ts'

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
}

export interface NewPort {
  readonly path: string
  readonly protocol: string
  readonly variant: string | null
  readonly baudRate: number | null
  /** Left out, it is as the protocol has it. */
  readonly line?: Omit<SerialLine, 'baudRate'>
  /** The driver's own. */
  readonly settings?: Readonly<Record<string, unknown>>
}

type Done = Outcome<object>

export class PortDesk {
  readonly #turns = new Turns()

  constructor(private readonly parts: PortDeskParts) {}

  /** Why it could not be added, undefined where it could. */
  check({ path, protocol: id, variant, settings = {} }: NewPort): Refusal | undefined {
    const protocol = this.parts.findProtocol(id)
    if (protocol === undefined || idOf(id) === undefined) {
      return refused('unknown-protocol', `no serial protocol ${id}`)
    }
    if (variant !== null && !protocol.variants.includes(variant)) {
      return refused('bad-input', `${id} has no variant ${variant}`)
    }
    const fields = refusedFields(protocol.settings, settings)
    if (fields.length > 0)
      return { ...refused('setting-invalid', `${id} does not take these settings`), fields }
    const isTaken = this.parts.receivers().some(({ name }) => name === path)
    return isTaken ? refused('port-in-use', `${path} is in use already`) : undefined
  }

  add(by: string, wish: NewPort): Promise<Done> {
    return this.#turns.take(async () => {
      const refusal = this.check(wish)
      if (refusal !== undefined) return refusal
      const port = configurationOf(wish)
      if (port === undefined) return refused('unknown-protocol', `no serial protocol ${wish.protocol}`)
      await this.#write(by, 'port.added', port.path, (ports) => [...ports, port])
      this.#open(port)
      return { ok: true }
    })
  }

  /** Devices behind it must be retired or moved first: nobody may be left deaf by a mouse click. */
  remove(by: string, path: string): Promise<Done> {
    return this.#turns.take(async () => {
      if (!(await this.#isPort(path))) return refused('unknown-receiver', `no port ${path}`)
      const now = this.parts.receivers()
      const then = now.filter(({ name }) => name !== path)
      if (leavesDeaf(this.parts.registry.devices(), now, then)) {
        return refused('devices-behind', `devices are paired on ${path}`)
      }
      await this.#write(by, 'port.removed', path, (ports) => ports.filter((port) => port.path !== path))
      await this.parts.close(path)
      return { ok: true }
    })
  }

  /** The port is opened anew with these line settings; who is paired behind it stays. */
  setLine(by: string, path: string, line: SerialLine): Promise<Done> {
    return this.#turns.take(async () => {
      const known = (await this.#ports()).find((port) => port.path === path)
      if (known === undefined) return refused('unknown-receiver', `no port ${path}`)
      const changed = { ...known, line }
      await this.#write(by, 'port.line-set', path, (ports) =>
        ports.map((port) => (port.path === path ? changed : port)),
      )
      await this.parts.close(path)
      this.#open(changed)
      return { ok: true }
    })
  }

  /** The technician's answer to "which stick is it?": the next try opens it. */
  async choose(by: string, receiver: string, path: string): Promise<Done> {
    if (!(await this.#isPort(receiver))) return refused('unknown-receiver', `no port ${receiver}`)
    const { writeQueue, audit, clock, chooseStick } = this.parts
    await writeQueue.run('routine', (transaction) =>
      audit.append(transaction, [
        {
          at: clock.wall(),
          actor: { kind: 'person', id: by },
          action: 'port.chosen',
          subject: receiver,
          data: { path },
        },
      ]),
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
    change: (ports: PortConfiguration[]) => PortConfiguration[],
  ): Promise<void> {
    const { writeQueue, audit, clock } = this.parts
    await writeQueue.run('routine', async (transaction) => {
      await changeReceivers(transaction.manager, ({ ports }) => ({ ports: change(ports) }))
      const actor: Actor = { kind: 'person', id: by }
      await audit.append(transaction, [{ at: clock.wall(), actor, action, subject, data: {} }])
    })
  }
}

function idOf(protocol: string): PortConfiguration['protocol'] | undefined {
  return SERIAL_PROTOCOL_IDS.find((id) => id === protocol)
}

function configurationOf(wish: NewPort): PortConfiguration | undefined {
  const { path, variant, baudRate, settings = {} } = wish
  const protocol = idOf(wish.protocol)
  if (protocol === undefined) return undefined
  const line = { ...wish.line, ...(baudRate === null ? {} : { baudRate }) }
  return {
    path,
    protocol,
    ...(variant === null ? {} : { variant }),
    ...(Object.keys(line).length === 0 ? {} : { line }),
    ...(Object.keys(settings).length === 0 ? {} : { settings: { ...settings } }),
  }
}
