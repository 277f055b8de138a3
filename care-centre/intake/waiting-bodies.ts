/**
 * Bodies that wait to be stored. Those with a critical alarm go first; stations take turns, so that a flood of one
 * holds up nobody else; bodies of one station keep their order among their like.
 */
export interface WaitingBody {
  readonly station: string
  /** Length as received. */
  readonly bytes: number
  /** Rows it makes. */
  readonly size: number
  readonly isUrgent: boolean
}

export class WaitingBodies<Body extends WaitingBody> {
  readonly #urgent = new Map<string, Body[]>()
  readonly #others = new Map<string, Body[]>()
  #bytes = 0
  #length = 0
  #rows = 0

  get length(): number {
    return this.#length
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Of all bodies together. */
  get rows(): number {
    return this.#rows
  }

  push(body: Body): void {
    const line = body.isUrgent ? this.#urgent : this.#others
    const before = line.get(body.station)
    if (before === undefined) line.set(body.station, [body])
    else before.push(body)
    this.#length += 1
    this.#bytes += body.bytes
    this.#rows += body.size
  }

  /**
   * The next transaction: at most so many rows and bytes, but one body at least where there is one. `busy`: stations of
   * the transactions under way; theirs wait until those are over.
   */
  take(most: { readonly rows: number; readonly bytes: number }, busy: ReadonlySet<string>): Body[] {
    const group: Body[] = []
    let rows = 0
    let bytes = 0
    for (const line of [this.#urgent, this.#others]) {
      // A station that is put back at the end comes round again in the same loop.
      for (const [station, bodies] of line) {
        const [body] = bodies
        if (body === undefined || busy.has(station)) continue
        const isOver = rows + body.size > most.rows || bytes + body.bytes > most.bytes
        if (group.length > 0 && (isOver || group.length >= most.rows)) return group
        group.push(body)
        rows += body.size
        bytes += body.bytes
        this.#length -= 1
        this.#bytes -= body.bytes
        this.#rows -= body.size
        bodies.shift()
        line.delete(station)
        if (bodies.length > 0) line.set(station, bodies)
      }
    }
    return group
  }
}
