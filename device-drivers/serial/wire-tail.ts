/** The last bytes of a line, for whoever inspects its frames; the station reads them as before. */
import type { OpenLink } from './byte-link.ts'

/** Longer than any frame of any protocol. */
const MOST_BYTES = 2_048

export class WireTail {
  readonly #tails = new Map<string, Uint8Array>()

  /** Opens as `openLink` does and keeps the tail of what is read while `isWatched`. */
  opener(openLink: OpenLink, isWatched: (path: string) => boolean): OpenLink {
    return async (path, line) => {
      const link = await openLink(path, line)
      return {
        onBytes: (listener) => {
          link.onBytes((chunk, at) => {
            if (isWatched(path)) this.#keep(path, chunk)
            else this.#tails.delete(path)
            listener(chunk, at)
          })
        },
        onClose: (listener) => link.onClose(listener),
        write: (bytes) => link.write(bytes),
        setBaudRate: (baudRate) => link.setBaudRate(baudRate),
        pause: () => link.pause(),
        resume: () => link.resume(),
        close: () => {
          this.#tails.delete(path)
          return link.close()
        },
      }
    }
  }

  /** The last `length` bytes that were read; undefined where fewer were. */
  last(path: string, length: number): Uint8Array | undefined {
    const tail = this.#tails.get(path)
    return tail === undefined || tail.length < length ? undefined : tail.subarray(tail.length - length)
  }

  #keep(path: string, chunk: Uint8Array): void {
    const before = this.#tails.get(path) ?? new Uint8Array(0)
    this.#tails.set(path, Buffer.concat([before, chunk]).subarray(-MOST_BYTES))
  }
}
