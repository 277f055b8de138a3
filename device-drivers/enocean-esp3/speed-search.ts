/**
 * At which speed a stick speaks, where nobody has said it: 57600 baud, some TCM 515 at 460800 (enocean-esp3.md,
 * sections 1 and 9). Only a stick that has said nothing at all is looked for at another speed: one that is heard
 * but does not answer would lose what it hears meanwhile.
 */

/** A silent stick is looked for at the other speeds now and then; in between the usual one has its turn. */
const USUAL_TURNS = 12

export class SpeedSearch {
  private index = 0
  private usualTurns = 0
  private isFound = false

  /** The speed that the line was opened with, then the others to try; fewer than two: nothing is searched. */
  constructor(private readonly baudRates: readonly number[]) {}

  /** A valid packet came: this is its speed, from here on. Gives it once, where it is not the usual one. */
  found(): number | undefined {
    if (this.isFound) return undefined
    this.isFound = true
    return this.index === 0 ? undefined : this.baudRates[this.index]
  }

  /** Nobody answered at this speed. `asksNow`: the new one has not been tried; undefined: it stays. */
  next(): { readonly baudRate: number; readonly asksNow: boolean } | undefined {
    if (this.isFound || this.baudRates.length < 2) return undefined
    if (this.index === 0) {
      const isTurn = this.usualTurns === 0
      this.usualTurns = (this.usualTurns + 1) % USUAL_TURNS
      if (!isTurn) return undefined
    }
    this.index = (this.index + 1) % this.baudRates.length
    const baudRate = this.baudRates[this.index]
    return baudRate === undefined ? undefined : { baudRate, asksNow: this.index !== 0 }
  }
}
