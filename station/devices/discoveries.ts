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
/** One telegram says little of a place (enocean-esp3.md, section 7). */
const AVERAGED_SIGNALS = 20

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
  /** How strongly each was heard lately, the newest last. */
  readonly #signals = new Map<string, readonly number[]>()

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
    const key = keyOf(receiver, protocol, address)
    const signals = [...(this.#signals.get(key) ?? []), ...(signal === null ? [] : [signal])]
    this.#signals.set(key, signals.slice(-AVERAGED_SIGNALS))
    this.#put({
      protocol,
      receiver,
      address,
      firstHeardAt: before?.firstHeardAt ?? at.wall,
      lastHeardAt: at.wall,
      lastActedAt: before?.lastActedAt ?? null,
      frames: (before?.frames ?? 0) + frames,
      signal: average(this.#signals.get(key) ?? []),
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
    for (const [key, discovery] of this.#list) if (isPaired(discovery)) this.#drop(key)
  }

  #take(receiver: string, protocol: string, address: string): Discovery | undefined {
    const key = keyOf(receiver, protocol, address)
    const known = this.#list.get(key)
    this.#list.delete(key)
    return known
  }

  #put(discovery: Discovery): void {
    const { protocol, receiver, address } = discovery
    this.#list.set(keyOf(receiver, protocol, address), discovery)
    const [oldest] = this.#list.keys()
    if (this.#list.size > MOST_DISCOVERIES && oldest !== undefined) this.#drop(oldest)
  }

  #drop(key: string): void {
    this.#list.delete(key)
    this.#signals.delete(key)
  }
}

function keyOf(receiver: string, protocol: string, address: string): string {
  return JSON.stringify([protocol, receiver, address])
}

/** Null where no signal was told. */
function average(signals: readonly number[]): number | null {
  if (signals.length === 0) return null
  return Math.round(signals.reduce((sum, signal) => sum + signal, 0) / signals.length)
}

function bounded(about: Readonly<Record<string, string>>): Record<string, string> {
  const facts = Object.entries(about).slice(0, MOST_FACTS)
  return Object.fromEntries(facts.map(([name, value]) => [name, value.slice(0, LONGEST_FACT)]))
}
