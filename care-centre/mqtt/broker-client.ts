/**
 * This node at the broker: one connection for ever, a shared subscription, and a receipt for a message only when it is
 * stored and answered.
 */
import { randomBytes } from 'node:crypto'
import { Socket } from 'node:net'
import { connect, type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt'
import type { BrokerAddress } from './broker-address.ts'
import { OrderedAcks } from './ordered-acks.ts'

const KEEP_ALIVE_SECONDS = 30
const CONNECT_LIMIT_MS = 5_000
/** Nodes that lost the same broker come back between one and three seconds later, not in step. */
const SHORTEST_RECONNECT_MS = 1_000
const RECONNECT_JITTER_MS = 2_000
/** Messages that this node may hold without a receipt: about what one transaction takes. */
const MOST_IN_HAND = 200
/** Larger ones the broker keeps to itself; up to here they are answered by `too-large`. */
const LONGEST_PACKET_BYTES = 4 * 1024 * 1024
/** Answers that the broker has not confirmed; beyond, stations ask again. */
const MOST_UNCONFIRMED = 1_000
/** An answer that nobody fetched: the station has asked again by then. */
const ANSWER_KEPT_SECONDS = 60
/** For answers under way when the node stops. */
const STOP_LIMIT_MS = 1_000

export interface BrokerOptions extends BrokerAddress {
  /** The authority's certificate, PEM; left out: those that the system trusts. */
  readonly ca: string | undefined
}

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
  /** `reason`: the code of the broker or the socket. Told once for each loss. */
  readonly onDown: (reason: string) => void
}

export class BrokerClient {
  /** Resolves when the first connection has been tried, whatever came of it. */
  readonly tried: Promise<void>
  readonly #client: MqttClient
  #acks: OrderedAcks | undefined
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
        events.onDown(this.#reason)
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

  /** What is in hand without a receipt goes to another node. */
  async close(): Promise<void> {
    const limit = setTimeout(() => this.#client.stream.destroy(), STOP_LIMIT_MS)
    await this.#client.endAsync(!this.#client.connected)
    clearTimeout(limit)
  }

  #subscribe(onTried: () => void): void {
    const { stream } = this.#client
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
    void this.events.onMessage({ topic, payload, correlation, retained }).then(done)
  }
}

function clientOptions({ username, password, ca }: BrokerOptions): IClientOptions {
  return {
    protocolVersion: 5,
    clientId: `tryggvakt-centre-${randomBytes(8).toString('hex')}`,
    // A node that is gone leaves nothing behind; what it held goes to the others, and stations ask again.
    clean: true,
    keepalive: KEEP_ALIVE_SECONDS,
    connectTimeout: CONNECT_LIMIT_MS,
    reconnectPeriod: SHORTEST_RECONNECT_MS + Math.round(Math.random() * RECONNECT_JITTER_MS),
    reconnectOnConnackError: true,
    resubscribe: false,
    queueQoSZero: false,
    properties: { receiveMaximum: MOST_IN_HAND, maximumPacketSize: LONGEST_PACKET_BYTES },
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ca }),
  }
}
