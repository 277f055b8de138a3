/** Who is heard and paired by nobody: a bounded list in memory, for the technician who pairs. */
import type { HeardFrames } from '../../device-drivers/serial/port-listener.ts'
import type { Discovery } from '../../shared/api/technician.ts'
import type { EventKind } from '../../shared/domain/device-event.ts'
import type { Instant } from '../../shared/domain/time.ts'

/** Radio reaches the neighbours: whoever was heard longest ago makes room. */
const MOST_DISCOVERIES = 200
/** What a frame says of its sender, in words; more of them or longer ones are no part of any protocol. */
const MOST_FACTS = 16
const LONGEST_FACT = 128

/** What a person does; the device that just did it is "this is the one". */
const ACTS: ReadonlySet<EventKind> = new Set<EventKind>([
  'help-call',
  'fall',
  'button',
  'door',
  'smoke',
  'water',
])

export class Discoveries {
  /** In the order of when they were last heard. */
  readonly #list = new Map<string, Discovery>()

  heard(
    receiver: string,
    protocol: string,
    {
      address,
      frames,
      at,
      signal,
      about,
    }: Pick<HeardFrames, 'address' | 'frames' | 'at' | 'signal' | 'about'>,
  ): void {
    if (address === null) return
    const before = this.#take(receiver, protocol, address)
    this.#put({
      protocol,
      receiver,
      address,
      firstHeardAt: before?.firstHeardAt ?? at.wall,
      lastHeardAt: at.wall,
      lastActedAt: before?.lastActedAt ?? null,
      frames: (before?.frames ?? 0) + frames,
      signal: strongest(before?.signal ?? null, signal),
      about: bounded({ ...before?.about, ...about }),
    })
  }

  /** It did this; `heard` comes beside it with the frame itself. */
  acted(receiver: string, protocol: string, address: string | null, kind: EventKind, at: Instant): void {
    if (address === null || !ACTS.has(kind)) return
    const before = this.#take(receiver, protocol, address)
    this.#put({
      ...(before ?? { protocol, receiver, address, firstHeardAt: at, frames: 0, signal: null, about: {} }),
      lastHeardAt: at,
      lastActedAt: at,
    })
  }

  /** Strongest first; where no signal is told, the one heard last. */
  list(): readonly Discovery[] {
    return [...this.#list.values()].sort((a, b) =>
      a.signal === b.signal
        ? b.lastHeardAt - a.lastHeardAt
        : (b.signal ?? Number.NEGATIVE_INFINITY) - (a.signal ?? Number.NEGATIVE_INFINITY),
    )
  }

  /** Those have been paired: on this receiver or another, by this screen or another, in whatever case. */
  forget(isPaired: (discovery: Discovery) => boolean): void {
    for (const [key, discovery] of this.#list) if (isPaired(discovery)) this.#list.delete(key)
  }

  #take(receiver: string, protocol: string, address: string): Discovery | undefined {
    const key = JSON.stringify([protocol, receiver, address])
    const known = this.#list.get(key)
    this.#list.delete(key)
    return known
  }

  #put(discovery: Discovery): void {
    const { protocol, receiver, address } = discovery
    this.#list.set(JSON.stringify([protocol, receiver, address]), discovery)
    const [oldest] = this.#list.keys()
    if (this.#list.size > MOST_DISCOVERIES && oldest !== undefined) this.#list.delete(oldest)
  }
}

function strongest(before: number | null, signal: number | null): number | null {
  if (before === null || signal === null) return before ?? signal
  return Math.max(before, signal)
}

function bounded(about: Readonly<Record<string, string>>): Record<string, string> {
  const facts = Object.entries(about).slice(0, MOST_FACTS)
  return Object.fromEntries(facts.map(([name, value]) => [name, value.slice(0, LONGEST_FACT)]))
}
