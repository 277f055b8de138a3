/** A plain balancer: each new connection goes to the next node that takes it; it knows nothing of what it carries. */
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { CleanUp } from './clean-up.ts'

export class TcpBalancer {
  readonly #sockets = new Set<Socket>()
  #next = 0

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly ports: readonly number[],
  ) {}

  /** `nodes`: their addresses, as `http://127.0.0.1:4200`. */
  static async before(cleanUp: CleanUp, nodes: readonly string[]): Promise<TcpBalancer> {
    const server = createServer()
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const ports = nodes.map((node) => Number(new URL(node).port))
    const balancer = new TcpBalancer(server, `http://127.0.0.1:${String(address.port)}`, ports)
    server.on('connection', (socket) => balancer.#carry(socket, ports.length))
    cleanUp.add(() => balancer.#close())
    return balancer
  }

  /** A node that refuses is passed over. */
  #carry(caller: Socket, tries: number): void {
    const port = this.ports[this.#next % this.ports.length] ?? 0
    this.#next += 1
    const node = connect(port, '127.0.0.1')
    let isThere = false
    this.#keep(caller)
    this.#keep(node)
    node.once('connect', () => {
      isThere = true
      caller.pipe(node).pipe(caller)
      caller.once('close', () => node.destroy())
      node.once('close', () => caller.destroy())
    })
    node.once('error', () => {
      if (!isThere && tries > 1 && !caller.destroyed) this.#carry(caller, tries - 1)
      else caller.destroy()
    })
  }

  #keep(socket: Socket): void {
    if (this.#sockets.has(socket)) return
    this.#sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.#sockets.delete(socket))
  }

  #close(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.server.close()
  }
}
