/** A line between two programs that a test can cut and mend. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { CleanUp } from './clean-up.ts'

export class CuttableLine {
  readonly #sockets = new Set<Socket>()
  #isCut = false
  /** What callers may still say before the line cuts itself. */
  #bytesLeft = Number.POSITIVE_INFINITY
  /** What the other end may still say, in pieces, before the connection that is open then goes dead. */
  #piecesLeft = Number.POSITIVE_INFINITY

  private constructor(private readonly server: Server) {}

  /** `port`: of whom is at the other end, on loopback. */
  static async to(cleanUp: CleanUp, port: number): Promise<CuttableLine> {
    const server = createServer()
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const line = new CuttableLine(server)
    server.on('connection', (caller) => line.#carry(caller, port))
    cleanUp.add(() => {
      line.cut()
      server.close()
    })
    return line
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** Every connection ends, and every new one at once. */
  cut(): void {
    this.#isCut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Cuts itself when callers have said so much, in the middle of whatever is said then. */
  cutAfter(bytes: number): void {
    this.#bytesLeft = bytes
  }

  /** After so many pieces from the other end nothing passes any more over that connection, and nobody closes it. */
  deadAfter(pieces: number): void {
    this.#piecesLeft = pieces
  }

  mend(): void {
    this.#isCut = false
    this.#bytesLeft = Number.POSITIVE_INFINITY
    this.#piecesLeft = Number.POSITIVE_INFINITY
  }

  get isCut(): boolean {
    return this.#isCut
  }

  #carry(caller: Socket, port: number): void {
    caller.on('error', () => caller.destroy())
    if (this.#isCut) {
      caller.destroy()
      return
    }
    const other = connect(port, '127.0.0.1')
    for (const [socket, peer] of [
      [caller, other],
      [other, caller],
    ] as const) {
      this.#sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.once('close', () => {
        this.#sockets.delete(socket)
        peer.destroy()
      })
    }
    let isDead = this.#piecesLeft <= 0
    if (isDead) this.#piecesLeft = Number.POSITIVE_INFINITY
    caller.on('data', (bytes: Buffer) => {
      if (isDead) return
      other.write(bytes.subarray(0, this.#bytesLeft))
      this.#bytesLeft -= bytes.length
      if (this.#bytesLeft <= 0) this.cut()
    })
    other.on('data', (bytes: Buffer) => {
      if (isDead) return
      caller.write(bytes)
      this.#piecesLeft -= 1
      if (this.#piecesLeft > 0) return
      isDead = true
      // The next connection is a good one.
      this.#piecesLeft = Number.POSITIVE_INFINITY
    })
  }
}
