/** Which stations of a transaction are to be written as heard: the disk needs to know only so well. Pure but for that. */
import type { HeardStation, StationWord } from '../store/station-store.ts'
import type { JudgedBody } from './judge-message.ts'
import type { Entry } from './store-group.ts'

/** It is read after a restart alone. */
const HEARD_WRITTEN_EVERY_MS = 5000
const NEVER = Number.NEGATIVE_INFINITY

interface HeardWritten {
  readonly at: number
  readonly said: StationWord | null
  /** When it was last written as heard by no broker. */
  readonly straightAt: number
}

export class HeardWriting {
  readonly #written = new Map<string, HeardWritten>()

  /** `all`: after a failure, for whether the disk takes rows again must be tried. */
  due(group: readonly Entry[], now: number, all: boolean): HeardStation[] {
    const speaking = group.flatMap(({ station, body }) =>
      body === undefined || body.isHeard === false ? [] : [{ station, body }],
    )
    const said = new Map(speaking.map(({ station, body }) => [station, wordOf(body)]))
    const straight = new Set(
      speaking.filter(({ body }) => body.isBrokered !== true).map(({ station }) => station),
    )
    const isLong = (since: number): boolean => Math.abs(now - since) >= HEARD_WRITTEN_EVERY_MS
    return [...said].flatMap(([station, word]) => {
      const before = this.#written.get(station)
      const isStraight = straight.has(station)
      const isDue =
        before === undefined ||
        before.said !== word ||
        isLong(before.at) ||
        (isStraight && isLong(before.straightAt))
      return isDue || all ? [{ station, said: word, isStraight }] : []
    })
  }

  /** They are on the disk. */
  note(heard: readonly HeardStation[], now: number): void {
    for (const { station, said, isStraight } of heard) {
      const straightAt = isStraight ? now : (this.#written.get(station)?.straightAt ?? NEVER)
      this.#written.set(station, { at: now, said, straightAt })
    }
  }
}

/** The last word before a stop on purpose. */
function wordOf(body: JudgedBody): StationWord | null {
  const stops = body.messages.some(
    (judged) => judged.kind === 'heartbeat' && judged.message.data.stopping === true,
  )
  return stops ? 'stopping' : null
}
