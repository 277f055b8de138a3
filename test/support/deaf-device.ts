/** Somebody over UDP who sends documents and never answers what is sent to it. */
import { createSocket, type Socket } from 'node:dgram'

/** On their way at a time: a socket of the centre that is read late loses none of so many. */
const AT_ONCE = 100

export class DeafDevice {
  /** How often each status of SIP came. */
  readonly statuses = new Map<number, number>()
  #sent = 0
  #answered = 0
  #onAnswer: () => void = () => undefined

  private constructor(
    private readonly socket: Socket,
    private readonly port: number,
  ) {}

  /** `centre`: `sip:127.0.0.1:5060`. */
  static async open(centre: string): Promise<DeafDevice> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 * 1024 })
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    const device = new DeafDevice(socket, Number(centre.split(':')[2]))
    socket.on('message', (bytes) => device.#heard(bytes.toString('utf8')))
    return device
  }

  /** Every document, some at a time; resolves when SIP has answered them all. */
  async send(cid: string, documents: readonly string[]): Promise<void> {
    for (const document of documents) {
      this.socket.send(this.#message(cid, document), this.port, '127.0.0.1')
      await this.#allBut(AT_ONCE)
    }
    await this.#allBut(0)
  }

  close(): void {
    this.socket.close()
  }

  async #allBut(count: number): Promise<void> {
    while (this.#sent - this.#answered > count) {
      await new Promise<void>((resolve) => (this.#onAnswer = resolve))
    }
  }

  #heard(text: string): void {
    const status = /^SIP\/2\.0 (\d+)/.exec(text)?.[1]
    if (status === undefined) return
    this.#answered += 1
    this.statuses.set(Number(status), (this.statuses.get(Number(status)) ?? 0) + 1)
    this.#onAnswer()
  }

  #message(cid: string, body: string): string {
    this.#sent += 1
    const own = `127.0.0.1:${String(this.socket.address().port)}`
    return [
      `MESSAGE sip:sentral@127.0.0.1:${String(this.port)} SIP/2.0`,
      `Via: SIP/2.0/UDP ${own};branch=z9hG4bK${String(this.#sent)}`,
      'Max-Forwards: 70',
      `From: <sip:${cid}@${own}>;tag=t`,
      `To: <sip:sentral@127.0.0.1:${String(this.port)}>`,
      `Call-ID: c${String(this.#sent)}`,
      'CSeq: 1 MESSAGE',
      `Contact: <sip:${cid}@${own}>`,
      'Content-Type: application/scaip+xml',
      `Content-Length: ${String(Buffer.byteLength(body))}`,
      '',
      body,
    ].join('\r\n')
  }
}
