/**
 * Keeps whole documents in the database, where the text log has codes and identities alone. Nobody waits for it: a
 * second's documents are written together, and where the database does not take them the alarms had the room.
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
  #timer: ReturnType<typeof setTimeout> | undefined
  #writing: Promise<void> = Promise.resolve()
  #lost = 0

  constructor(
    private readonly writes: Pick<Writes, 'run'>,
    private readonly log: Logger,
  ) {}

  keep(document: KeptDocument): void {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#lost += 1
      return
    }
    // PostgreSQL keeps no NUL in a text.
    const body = document.body.slice(0, LONGEST_KEPT).replaceAll('\0', '\uFFFD')
    this.#waiting.push({ ...document, body })
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

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const part = this.#waiting.slice(0, MOST_TOGETHER)
        await this.writes.run((transaction) => insertDocuments(transaction, part))
        this.#waiting.splice(0, part.length)
      }
    } catch (error) {
      this.#lost += this.#waiting.length
      this.#waiting.length = 0
      this.log.error(errorFields(error), 'documents could not be kept')
    }
    if (this.#lost > 0) this.log.warn({ documents: this.#lost }, 'documents were not kept')
    this.#lost = 0
  }
}
