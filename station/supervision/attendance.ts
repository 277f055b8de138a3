/** Clients that are there to be heard, by connection, each with what it says of its sound. */
import { CLIENT_SOUNDS, type ClientSound } from '../../shared/api/board.ts'

export class Attendance {
  readonly #sounds = new Map<object, { readonly sound: ClientSound }>()

  /** Until the returned function is called; the last word of a connection counts. */
  arrive(connection: object, sound: ClientSound): () => void {
    const said = { sound }
    this.#sounds.set(connection, said)
    return () => {
      if (this.#sounds.get(connection) === said) this.#sounds.delete(connection)
    }
  }

  /** The best of them; null where nobody is there to be heard. */
  get sound(): ClientSound | null {
    const present = new Set([...this.#sounds.values()].map(({ sound }) => sound))
    // Named from the best to the worst.
    return CLIENT_SOUNDS.find((sound) => present.has(sound)) ?? null
  }
}
