/**
 * One connection to a broker, from CONNECT to its end; it is never opened again. The library keeps nothing for
 * later: what waits, waits in the outbox.
 */
import { Socket } from 'node:net'
import { connect, type IClientOptions, type MqttClient } from 'mqtt'
import { topicOf, type StationState, type StationTopic } from '../../../shared/wire/mqtt-topics.ts'
import type { SendFailure } from '../transport.ts'
import { brokerFailureOf, failureOfReason } from './mqtt-failure.ts'

/** CONNECT to CONNACK, with the name and TLS before it. */
const CONNECT_LIMIT_MS = 5_000
/** SUBSCRIBE to SUBACK: a line that went dead just after CONNACK would else be noticed after a minute by the keep-alive. */
const SUBSCRIBE_LIMIT_MS = 5_000
/** The broker notices a connection that is gone without a word after one and a half of it: 45 s. */
const KEEP_ALIVE_SECONDS = 30
/** How long the broker keeps answers and commands for a station that is away; older ones are repeated anyway. */
const SESSION_SECONDS = 3_600
/** Commands and answers that may be under way to us. */
const MOST_IN_FLIGHT = 50
/** A reply longer than this is no reply of a care centre. */
const LONGEST_REPLY_BYTES = 4 * 1024 * 1024
/** How long the last word may take. */
const STOP_WORD_MS = 1_000
const SAY_RETAINED = { qos: 1, retain: true } as const
/** What was retained on a topic before we came is no answer to us. */
const NOT_RETAINED = 2

export interface MqttPath {
  readonly url: string
  readonly username: string | undefined
  readonly password: string | undefined
  readonly topicPrefix: string
  readonly ca: string | undefined
  readonly clientCert: string | undefined
  readonly clientKey: string | undefined
}

export interface LinkEvents {
  /** `correlation`: what the body carried that this answers, where the centre gives it back. */
  readonly onReply: (payload: Buffer, correlation: string | undefined) => void
  /** Told once, also of a link that never stood. */
  readonly onClosed: (why: SendFailure) => void
}

export type PublishOutcome = 'taken' | SendFailure

export class MqttLink {
  /** True when answers can come, false when the link has ended before: `onClosed` has said why. */
  readonly standing: Promise<boolean>
  readonly #client: MqttClient
  readonly #topic: (name: StationTopic) => string
  /** Bodies without their PUBACK, by packet. */
  readonly #outcomes = new Map<number, (outcome: PublishOutcome) => void>()
  readonly #ended: Promise<void>
  #stands = false
  #why: SendFailure = 'unreachable'

  constructor(path: MqttPath, station: string, events: LinkEvents) {
    this.#topic = (name) => topicOf(path.topicPrefix, station, name)
    this.#client = connect(path.url, optionsOf(path, station, this.#topic('state')))
    // Small packets both ways: held back for one another (Nagle) each would take 40 ms longer.
    this.#client.once('connect', () => {
      if (this.#client.stream instanceof Socket) this.#client.stream.setNoDelay(true)
    })
    this.#client.on('error', (error) => {
      this.#why = brokerFailureOf(error)
    })
    this.#client.on('disconnect', ({ reasonCode }) => {
      this.#why = failureOfReason(reasonCode ?? 0)
    })
    this.#client.on('message', (topic, payload, { retain, properties }) => {
      if (topic !== this.#topic('replies') || retain) return
      events.onReply(payload, properties?.correlationData?.toString('latin1'))
    })
    this.#client.on('packetreceive', (packet) => {
      if (packet.cmd !== 'puback') return
      const reasonCode = 'reasonCode' in packet ? packet.reasonCode : 0
      this.#taken(packet.messageId ?? 0, reasonCode)
    })
    this.#ended = new Promise((resolve) => {
      this.#client.once('close', () => {
        this.#stands = false
        for (const settle of this.#outcomes.values()) settle(this.#why)
        this.#outcomes.clear()
        events.onClosed(this.#why)
        resolve()
      })
    })
    this.standing = Promise.race([this.#subscribed(), this.#ended.then(() => false)])
  }

  /** Bytes that the broker takes in one message. */
  get longestBody(): number {
    return this.#client.serverProperties?.maximumPacketSize ?? Number.POSITIVE_INFINITY
  }

  /** `onOutcome`: told once, when the broker has the body, or why it has not. */
  publish(body: string, correlation: string, onOutcome: (outcome: PublishOutcome) => void): void {
    if (!this.#stands) {
      onOutcome(this.#why)
      return
    }
    const properties = {
      correlationData: Buffer.from(correlation, 'latin1'),
      contentType: 'application/json',
    }
    this.#client.publish(this.#topic('messages'), body, { qos: 1, properties })
    this.#outcomes.set(this.#client.getLastMessageId(), onOutcome)
  }

  /** The connection is dead or useless: it ends without a word, and the broker says the last will. */
  drop(): void {
    this.#client.stream.destroy()
  }

  /** Says that the station stops on purpose. */
  async close(): Promise<void> {
    if (this.#stands) {
      this.#say('stopped')
      this.#client.end(false)
    } else {
      this.drop()
    }
    const limit = setTimeout(() => {
      this.drop()
    }, STOP_WORD_MS)
    await this.#ended
    clearTimeout(limit)
  }

  #subscribed(): Promise<boolean> {
    return new Promise((resolve) => {
      const stand = (): void => {
        if (this.#stands) return
        this.#stands = true
        this.#say('online')
        resolve(true)
      }
      this.#client.once('connect', ({ sessionPresent }) => {
        // The broker has kept the subscription with the session: on a slow line an alarm saves a whole way and back.
        if (sessionPresent) stand()
        const limit = setTimeout(() => {
          this.#why = 'timeout'
          this.drop()
        }, SUBSCRIBE_LIMIT_MS)
        this.#client.once('close', () => clearTimeout(limit))
        this.#client.subscribe(this.#topic('replies'), { qos: 1, rh: NOT_RETAINED }, (error) => {
          clearTimeout(limit)
          if (error === null) {
            stand()
          } else if (!this.#client.stream.destroyed) {
            this.#why = 'unauthorised'
            this.drop()
          }
        })
      })
    })
  }

  /** A broker that forbids this topic still carries alarms; it only cannot say that we are gone. */
  #say(state: StationState): void {
    this.#client.publish(this.#topic('state'), JSON.stringify({ state }), SAY_RETAINED)
  }

  #taken(packet: number, reasonCode: number): void {
    const settle = this.#outcomes.get(packet)
    this.#outcomes.delete(packet)
    settle?.(reasonCode === 0 ? 'taken' : failureOfReason(reasonCode))
  }
}

function optionsOf(path: MqttPath, station: string, stateTopic: string): IClientOptions {
  return {
    protocolVersion: 5,
    clientId: `tryggvakt-${station}`,
    clean: false,
    keepalive: KEEP_ALIVE_SECONDS,
    connectTimeout: CONNECT_LIMIT_MS,
    reconnectPeriod: 0,
    queueQoSZero: false,
    resubscribe: false,
    properties: {
      sessionExpiryInterval: SESSION_SECONDS,
      receiveMaximum: MOST_IN_FLIGHT,
      maximumPacketSize: LONGEST_REPLY_BYTES,
    },
    will: { topic: stateTopic, payload: Buffer.from('{"state":"silent"}'), ...SAY_RETAINED },
    ...(path.username === undefined ? {} : { username: path.username }),
    ...(path.password === undefined ? {} : { password: path.password }),
    ...(path.ca === undefined ? {} : { ca: path.ca }),
    ...(path.clientCert === undefined ? {} : { cert: path.clientCert }),
    ...(path.clientKey === undefined ? {} : { key: path.clientKey }),
  }
}
