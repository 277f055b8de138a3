/** Who may open which station's door. Tokens are kept as digests and compared in constant time. */
import { hash, timingSafeEqual } from 'node:crypto'

/** `station`: an id, or `*` for all. `trial`: given on the command line. */
export interface TokenEntry {
  readonly station: string
  readonly token: string
  readonly trial: boolean
}

/** What a caller's token opens. */
export interface TokenScope {
  readonly kind: 'station' | 'trial'
  /** `undefined`: every station. */
  readonly stations: ReadonlySet<string> | undefined
  /** The stations it may command: those of the trial alone, a configured station does not command itself. */
  readonly commands: ReadonlySet<string> | undefined
}

interface Known {
  readonly station: string
  readonly digest: Buffer
  readonly trial: boolean
}

export class Tokens {
  #known: readonly Known[] = []
  #operations: Buffer | undefined

  /** `operationsToken`: opens what those who run the centre look at. */
  constructor(entries: readonly TokenEntry[], operationsToken?: string) {
    this.change(entries, operationsToken)
  }

  /** Other tokens from now on; who shows one of before is nobody. */
  change(entries: readonly TokenEntry[], operationsToken?: string): void {
    this.#operations = operationsToken === undefined ? undefined : digestOf(operationsToken)
    this.#known = entries.map(({ station, token, trial }) => ({ station, digest: digestOf(token), trial }))
  }

  /** `header`: the `Authorization` header as received; `undefined` when it opens nothing. */
  scopeOf(header: string | undefined): TokenScope | undefined {
    const presented = presentedIn(header)
    // Every entry is compared, so that the time says nothing about which one was near.
    const matches = this.#known.filter(({ digest }) => timingSafeEqual(digest, presented))
    if (matches.length === 0) return undefined
    if (matches.some(({ station }) => station === '*')) {
      return { kind: 'trial', stations: undefined, commands: undefined }
    }
    return {
      kind: matches.some(({ trial }) => trial) ? 'trial' : 'station',
      stations: new Set(matches.map(({ station }) => station)),
      commands: new Set(matches.filter(({ trial }) => trial).map(({ station }) => station)),
    }
  }

  isOfOperations(header: string | undefined): boolean {
    return this.#operations !== undefined && timingSafeEqual(this.#operations, presentedIn(header))
  }

  /** Whether anybody named the station; one that nobody knows is refused over a broker, too. */
  knows(station: string): boolean {
    return this.#known.some((known) => known.station === station || known.station === '*')
  }
}

export function mayReach(stations: ReadonlySet<string> | undefined, station: string): boolean {
  return stations === undefined || stations.has(station)
}

function presentedIn(header: string | undefined): Buffer {
  return digestOf(/^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? '')
}

function digestOf(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}
