/**
 * One HTTP/1.1 connection that stays, with one call at a time: of a load that shares the cores with what it measures,
 * a client for everything would take as much as a node.
 */
import { connect, type Socket } from 'node:net'

export interface HttpAnswer {
  readonly status: number
  readonly text: string
}

interface Call {
  readonly resolve: (answer: HttpAnswer) => void
  readonly reject: (error: Error) => void
}

const HEAD_END = '\r\n\r\n'

export class HttpConnection {
  readonly #url: URL
  #socket: Socket | undefined
  #received: Buffer = Buffer.alloc(0)
  #call: Call | undefined
  #line: Promise<unknown> = Promise.resolve()

  /** `origin`: `http://host:port`. */
  constructor(origin: string) {
    this.#url = new URL(origin)
  }

  /**
   * Connects with the first call; one that comes while another is under way waits for its end. Rejects where the
   * connection breaks before the answer.
   */
  post(path: string, headers: readonly string[], body: string): Promise<HttpAnswer> {
    const answer = this.#line.then(() => this.#exchange(path, headers, body))
    this.#line = answer.catch(() => undefined)
    return answer
  }

  #exchange(path: string, headers: readonly string[], body: string): Promise<HttpAnswer> {
    this.#socket ??= this.#connected()
    const length = `content-length: ${String(Buffer.byteLength(body))}`
    const lines = [`POST ${path} HTTP/1.1`, `host: ${this.#url.host}`, ...headers, length]
    const socket = this.#socket
    return new Promise((resolve, reject) => {
      this.#call = { resolve, reject }
      socket.write(lines.join('\r\n') + HEAD_END + body)
    })
  }

  close(): void {
    this.#socket?.destroy()
  }

  #connected(): Socket {
    const socket = connect(Number(this.#url.port), this.#url.hostname).setNoDelay(true)
    socket.on('data', (data) => this.#take(data))
    socket.on('error', (error) => this.#call?.reject(error))
    socket.on('close', () => this.#call?.reject(new Error('the connection was closed before the answer')))
    return socket
  }

  #take(data: Buffer): void {
    this.#received = this.#received.length === 0 ? data : Buffer.concat([this.#received, data])
    const headLength = this.#received.indexOf(HEAD_END)
    if (headLength < 0) return
    const head = this.#received.toString('latin1', 0, headLength)
    const start = headLength + HEAD_END.length
    const end = start + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN)
    if (!(this.#received.length >= end)) {
      if (Number.isNaN(end)) this.#call?.reject(new Error('an answer without its length'))
      return
    }
    const answer = { status: Number(head.slice(9, 12)), text: this.#received.toString('utf8', start, end) }
    this.#received = Buffer.alloc(0)
    this.#call?.resolve(answer)
  }
}
