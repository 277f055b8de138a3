/** A line between two programs that a test can cut and mend. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { CleanUp } from './clean-up.ts'

export class CuttableLine {
  readonly #sockets = new Set<Socket>()
  #isCut = false

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

  mend(): void {
    this.#isCut = false
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
    caller.pipe(other).pipe(caller)
  }
}
