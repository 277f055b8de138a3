/** Serial ports as a technician adds, removes and finds them again; effective at once and after a restart. */
import type { Actor } from '../../shared/domain/alarm.ts'
import type { SerialProtocol } from '../../device-drivers/protocol-driver.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../clock.ts'
import type { PortConfiguration } from '../config/configuration.ts'
import { SERIAL_PROTOCOL_IDS } from '../config/configuration.ts'
import { changePorts, readPorts } from '../config/provision.ts'
import { planPorts, type PortPlan } from '../devices/port-plan.ts'
import type { Registry } from '../devices/registry.ts'
import type { WriteQueue } from '../store/write-queue.ts'
import { refused, type Outcome } from './outcome.ts'

export interface PortDeskParts {
  readonly writeQueue: WriteQueue
  readonly audit: AuditLog
  readonly registry: Registry
  readonly clock: Clock
  readonly findProtocol: (id: string) => SerialProtocol | undefined
  /** Names of the receivers that run. */
  readonly names: () => readonly string[]
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
}

type Done = Outcome<object>

export class PortDesk {
  #last: Promise<unknown> = Promise.resolve()

  constructor(private readonly parts: PortDeskParts) {}

  add(by: string, { path, protocol: id, variant, baudRate }: NewPort): Promise<Done> {
    return this.#inTurn(async () => {
      const protocol = this.parts.findProtocol(id)
      const known = SERIAL_PROTOCOL_IDS.find((candidate) => candidate === id)
      if (protocol === undefined || known === undefined) {
        return refused('unknown-protocol', `no serial protocol ${id}`)
      }
      if (variant !== null && !protocol.variants.includes(variant)) {
        return refused('bad-input', `${id} has no variant ${variant}`)
      }
      if (this.parts.names().includes(path)) return refused('port-in-use', `${path} is in use already`)
      const port: PortConfiguration = {
        path,
        protocol: known,
        ...(variant === null ? {} : { variant }),
        ...(baudRate === null ? {} : { line: { baudRate } }),
      }
      await this.#write(by, 'port.added', path, (ports) => [...ports, port])
      this.#open(port)
      return { ok: true }
    })
  }

  /** Devices behind it must be retired or moved first: nobody may be left deaf by a mouse click. */
  remove(by: string, path: string): Promise<Done> {
    return this.#inTurn(async () => {
      if (!(await this.#isPort(path))) return refused('unknown-receiver', `no port ${path}`)
      const behind = [...this.parts.registry.devices()].some(({ port }) => port === path)
      if (behind) return refused('port-in-use', `devices are paired on ${path}`)
      await this.#write(by, 'port.removed', path, (ports) => ports.filter((port) => port.path !== path))
      await this.parts.close(path)
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

  #open(port: PortConfiguration): void {
    for (const plan of planPorts([port], this.parts.findProtocol)) this.parts.open(plan)
  }

  #ports(): Promise<readonly PortConfiguration[]> {
    return this.parts.writeQueue.run('routine', ({ manager }) => readPorts(manager))
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
      await changePorts(transaction.manager, change)
      const actor: Actor = { kind: 'person', id: by }
      await audit.append(transaction, [{ at: clock.wall(), actor, action, subject, data: {} }])
    })
  }

  #inTurn(work: () => Promise<Done>): Promise<Done> {
    const next = this.#last.then(work)
    this.#last = next.catch(() => undefined)
    return next
  }
}
