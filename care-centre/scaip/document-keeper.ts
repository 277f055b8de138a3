/**
 * Keeps whole documents in the database, where the text log has codes and identities alone. Nobody waits for it: a
 * second's documents are written together, and where the database does not take them the alarms had the room. Where too
 * many wait, those of the station that has the most are let go.
 */
import type { Logger } from 'pino'
import { errorFields } from '../log.ts'
import { insertDocuments, type KeptDocument } from '../store/document-rows.ts'
import type { Writes } from '../store/transaction.ts'

const WRITE_EVERY_MS = 1_000
const MOST_WAITING = 2_000
/** In one transaction, which must not hold up an alarm. */
const MOST_TOGETHER = 100
/** Real documents have some hundred characters; more than this is kept up to here. */
const LONGEST_KEPT = 8_192

export class DocumentKeeper {
  readonly #waiting: KeptDocument[] = []
  readonly #waitingOf = new Map<string, number>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #writing: Promise<void> = Promise.resolve()
  #lost = 0

  constructor(
    private readonly writes: Pick<Writes, 'run'>,
    private readonly log: Logger,
  ) {}

  keep(document: KeptDocument): void {
    if (this.#waiting.length >= MOST_WAITING && !this.#makeRoom(document.station)) {
      this.#lost += 1
      return
    }
    // PostgreSQL keeps no NUL in a text.
    const body = document.body.slice(0, LONGEST_KEPT).replaceAll('\0', '\uFFFD')
    this.#waiting.push({ ...document, body })
    this.#count(document.station, 1)
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#writing = this.#writing.then(() => this.#write())
    }, WRITE_EVERY_MS)
  }

  /** Writes what waits. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#writing
    await this.#write()
  }

  /** False: nobody has more waiting than this station. */
  #makeRoom(station: string): boolean {
    const own = this.#waitingOf.get(station) ?? 0
    const [largest, most] = [...this.#waitingOf].reduce(
      (one, other) => (other[1] > one[1] ? other : one),
      [station, own],
    )
    if (most === own) return false
    const newest = this.#waiting.findLastIndex((document) => document.station === largest)
    this.#waiting.splice(newest, 1)
    this.#count(largest, -1)
    this.#lost += 1
    return true
  }

  #count(station: string, change: 1 | -1): void {
    const count = (this.#waitingOf.get(station) ?? 0) + change
    if (count === 0) this.#waitingOf.delete(station)
    else this.#waitingOf.set(station, count)
  }

  #take(most: number): KeptDocument[] {
    const part = this.#waiting.splice(0, most)
    for (const { station } of part) this.#count(station, -1)
    return part
  }

  async #write(): Promise<void> {
    for (let part = this.#take(MOST_TOGETHER); part.length > 0; part = this.#take(MOST_TOGETHER)) {
      const written = part
      try {
        await this.writes.run((transaction) => insertDocuments(transaction, written))
      } catch (error) {
        this.#lost += written.length + this.#take(MOST_WAITING).length
        this.log.error(errorFields(error), 'documents could not be kept')
      }
    }
    if (this.#lost > 0) this.log.warn({ documents: this.#lost }, 'documents were not kept')
    this.#lost = 0
  }
}
