import type { SipCounts } from './endpoint-types.ts'

/** What an endpoint counts of what it took, sent, dropped and refused. */
export class Tally {
  readonly #counts: { -readonly [Name in keyof SipCounts]: number } = {
    received: 0,
    sent: 0,
    garbage: 0,
    repeated: 0,
    stray: 0,
    overload: 0,
  }

  add(name: keyof SipCounts): void {
    this.#counts[name] += 1
  }

  read(): SipCounts {
    return { ...this.#counts }
  }
}
