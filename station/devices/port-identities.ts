/** The sticks behind the configured ports: remembered over restarts, chosen by a technician where it is unclear. */
import type { PortMemory } from '../../device-drivers/serial/identified-link.ts'
import type { PortLister } from '../../device-drivers/serial/list-ports.ts'
import type { ListedPort, PortIdentity } from '../../device-drivers/serial/port-identity.ts'
import type { Log } from '../services.ts'
import { writePortIdentity } from '../store/port-rows.ts'
import type { WriteQueue } from '../store/write-queue.ts'

export interface PortIdentitiesParts {
  readonly known: ReadonlyMap<string, PortIdentity>
  readonly lister: Pick<PortLister, 'list'>
  readonly writeQueue: WriteQueue
  readonly log: Log
}

export class PortIdentities implements PortMemory {
  readonly #known: Map<string, PortIdentity>
  readonly #questions = new Map<string, readonly string[]>()

  constructor(private readonly parts: PortIdentitiesParts) {
    this.#known = new Map(parts.known)
  }

  identityOf(configured: string): PortIdentity | undefined {
    return this.#known.get(configured)
  }

  others(configured: string): readonly PortIdentity[] {
    return [...this.#known].flatMap(([path, identity]) => (path === configured ? [] : [identity]))
  }

  question(configured: string, candidates: readonly string[]): void {
    if (candidates.length === 0) this.#questions.delete(configured)
    else this.#questions.set(configured, candidates)
  }

  /** What was remembered of these paths is out of the store: another stick is meant there, or none. */
  forget(paths: readonly string[]): void {
    for (const path of paths) {
      this.#known.delete(path)
      this.#questions.delete(path)
    }
  }

  /** The paths that could be this port, for the technician; empty where there is no question. */
  candidatesOf(configured: string): readonly string[] {
    return this.#questions.get(configured) ?? []
  }

  opened(configured: string, port: ListedPort): void {
    const { path, ...identity } = port
    if (path !== configured)
      this.parts.log.info({ port: configured, as: path }, 'a stick has another number now')
    if (sameIdentity(this.#known.get(configured), identity)) return
    this.#known.set(configured, identity)
    void this.#write(configured, identity).catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : 'unknown'
      this.parts.log.error({ port: configured, reason }, 'the stick of a port could not be remembered')
    })
  }

  /**
   * The technician's answer: the stick that now stands at `path` is the one of this port; the next try opens it.
   * False where no stick stands there. @throws StoreError
   */
  async choose(configured: string, path: string): Promise<boolean> {
    const port = (await this.parts.lister.list()).find((listed) => listed.path === path)
    if (port === undefined) return false
    const { path: _path, ...identity } = port
    await this.#write(configured, identity)
    this.#known.set(configured, identity)
    this.#questions.delete(configured)
    return true
  }

  async #write(configured: string, identity: PortIdentity): Promise<void> {
    await this.parts.writeQueue.run('routine', (transaction) =>
      writePortIdentity(transaction, configured, identity),
    )
  }
}

function sameIdentity(known: PortIdentity | undefined, identity: PortIdentity): boolean {
  return JSON.stringify(known) === JSON.stringify(identity)
}
