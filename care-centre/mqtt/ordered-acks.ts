/**
 * Receipts to the broker, in the order in which its messages came (MQTT-4.6.0-2), each only when its message is done
 * with. Until then the broker keeps it for another node.
 */
interface Received {
  readonly packet: number
  isDone: boolean
}

export class OrderedAcks {
  readonly #received: Received[] = []

  constructor(private readonly send: (packet: number) => void) {}

  /** Gives what is called when the message is done with. */
  received(packet: number): () => void {
    const entry: Received = { packet, isDone: false }
    this.#received.push(entry)
    return () => {
      entry.isDone = true
      while (this.#received[0]?.isDone === true) {
        this.send(this.#received[0].packet)
        this.#received.shift()
      }
    }
  }
}
