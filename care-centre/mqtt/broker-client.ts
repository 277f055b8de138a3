/**
 * This node at the broker: one connection for ever, a shared subscription, and a receipt for a message only when it is
 * stored and answered.
 */
import { Socket } from 'node:net'
import { connect, type IPublishPacket, type MqttClient } from 'mqtt'
import { clientOptions, type BrokerOptions } from './broker-options.ts'
import { OrderedAcks } from './ordered-acks.ts'

/** Answers that the broker has not confirmed; beyond, stations ask again. */
const MOST_UNCONFIRMED = 1_000
/** An answer that nobody fetched: the station has asked again by then. */
const ANSWER_KEPT_SECONDS = 60
/** For bodies in hand when the node leaves the broker, and again for their answers to be confirmed. */
const LEAVE_LIMIT_MS = 1_000

export interface Arrived {
  readonly topic: string
  readonly payload: Buffer
  readonly correlation: Buffer | undefined
  /** It was kept by the broker from before. */
  readonly retained: boolean
}

export interface BrokerEvents {
  readonly subscriptions: readonly string[]
  /** The receipt goes when it resolves; it never rejects. */
  readonly onMessage: (arrived: Arrived) => Promise<void>
  readonly onUp: () => void
  /** `reason`: the code of the broker or the socket. Not told of an end that was asked for. */
  readonly onDown: (reason: string) => void
}

export class BrokerClient {
  /** Resolves when the first connection has been tried, whatever came of it. */
  readonly tried: Promise<void>
  readonly #client: MqttClient
  #acks: OrderedAcks | undefined
  readonly #inHand = new Set<Promise<void>>()
  #arrivals = 0
  #isLeaving = false
  #unconfirmed = 0
  #reason = 'closed'

  constructor(
    options: BrokerOptions,
    private readonly events: BrokerEvents,
  ) {
    this.#client = connect(options.url, clientOptions(options))
    // The library would send each receipt before it reads on; ours wait for the commit, many at a time.
    this.#client.handleMessage = ({ messageId, ...packet }: IPublishPacket, goOn) => {
      this.#arrived(packet, messageId)
      goOn(new Error('the receipt follows'))
    }
    this.#client.on('error', (error) => {
      this.#reason = 'code' in error ? String(error.code) : error.message
    })
    this.tried = new Promise((resolve) => {
      this.#client.on('connect', () => {
        // Small packets both ways: held back for one another (Nagle) each would take 40 ms longer.
        if (this.#client.stream instanceof Socket) this.#client.stream.setNoDelay(true)
        this.#subscribe(resolve)
      })
      this.#client.on('close', () => {
        this.#acks = undefined
        if (!this.#isLeaving) events.onDown(this.#reason)
        resolve()
      })
    })
  }

  /** Lost where the broker is away: whoever waits for it asks again. */
  publish(topic: string, body: unknown, correlation: Buffer | undefined): void {
    if (!this.#client.connected || this.#unconfirmed >= MOST_UNCONFIRMED) return
    this.#unconfirmed += 1
    const properties = {
      contentType: 'application/json',
      messageExpiryInterval: ANSWER_KEPT_SECONDS,
      ...(correlation === undefined ? {} : { correlationData: correlation }),
    }
    this.#client.publish(topic, JSON.stringify(body), { qos: 1, properties }, () => {
      this.#unconfirmed -= 1
    })
  }

  /** Takes no more, answers what it has, and goes; what is in hand by then is for another node. May be called once. */
  async close(): Promise<void> {
    this.#isLeaving = true
    if (this.#client.connected) await withinLimit(this.#emptied())
    // The library waits for ever for the answers to what is out, also when the connection has ended.
    await withinLimit(this.#client.endAsync(!this.#client.connected))
    this.#client.stream.destroy()
  }

  /** Also of what the broker had laid ready for this node: it comes before the answer to the word that ends it. */
  async #emptied(): Promise<void> {
    for (let before = -1; before !== this.#arrivals;) {
      before = this.#arrivals
      await this.#client.unsubscribeAsync([...this.events.subscriptions])
      await Promise.all(this.#inHand)
    }
  }

  #subscribe(onTried: () => void): void {
    const { stream } = this.#client
    if (this.#isLeaving) return
    this.#acks = new OrderedAcks((packet) => {
      // PUBACK with reason 0 (MQTT 5 §3.4). A receipt of an older connection means nothing on this one.
      if (!stream.destroyed) stream.write(Buffer.from([0x40, 2, packet >> 8, packet & 0xff]))
    })
    this.#client.subscribe([...this.events.subscriptions], { qos: 1 }, (error) => {
      if (error === null) this.events.onUp()
      else {
        this.#reason = 'subscription-refused'
        stream.destroy()
      }
      onTried()
    })
  }

  #arrived(packet: Omit<IPublishPacket, 'messageId'>, messageId: number | undefined): void {
    const done = messageId === undefined ? undefined : this.#acks?.received(messageId)
    const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload)
    const correlation = packet.properties?.correlationData
    const { topic, retain: retained } = packet
    this.#arrivals += 1
    const handled = this.events.onMessage({ topic, payload, correlation, retained }).then(done)
    this.#inHand.add(handled)
    void handled.finally(() => this.#inHand.delete(handled))
  }
}

/** Resolves also where the connection is lost meanwhile: nothing more can be done on it. */
function withinLimit(work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, LEAVE_LIMIT_MS)
    const end = (): void => {
      clearTimeout(limit)
      resolve()
    }
    work.then(end, end)
  })
}
