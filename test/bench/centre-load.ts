/** Stations as the centre's bench needs them: many, without a database, with bodies made before the clock runs. */
import { v7 as newId } from 'uuid'
import type { AlarmMessage, HeartbeatMessage } from '../../shared/wire/centre-messages.ts'
import { HttpConnection } from './http-connection.ts'

export const BENCH_TOKEN = 'every-door'

const HEADERS = [`authorization: Bearer ${BENCH_TOKEN}`, 'content-type: application/json']

/** A fall as a station tells it. */
function fallMessage(station: string, sequence = 1): AlarmMessage {
  const at = new Date().toISOString()
  return {
    id: newId(),
    alarmId: newId(),
    incidentId: newId(),
    sequence,
    type: 'alarm.raised',
    priority: 'critical',
    category: 'care',
    cause: 'fall',
    residentRef: `r-${station}`,
    deviceId: 'radar-204-bath',
    placement: 'bathroom',
    occurredAt: at,
    sentAt: at,
    data: { count: 1 },
  }
}

export interface Body {
  readonly messages: readonly AlarmMessage[]
  readonly text: string
}

/** Bodies by station: those that warm who takes them, and those that are measured. */
export interface Works {
  readonly warming: readonly (readonly Body[])[]
  readonly work: readonly (readonly Body[])[]
}

/** `count` bodies of `size` falls each. */
export function bodiesOf(station: string, count: number, size: number): Body[] {
  return Array.from({ length: count }, () => {
    const messages = Array.from({ length: size }, () => fallMessage(station))
    return { messages, text: JSON.stringify({ messages, handled: [] }) }
  })
}

/** The body of a station where nothing is wrong. */
export function heartbeatBody(): string {
  const heartbeat: HeartbeatMessage = {
    id: newId(),
    type: 'heartbeat',
    sentAt: new Date().toISOString(),
    data: { openAlarms: 0, waiting: 0, status: 'ok', paths: [{ kind: 'https', state: 'up' }] },
  }
  return JSON.stringify({ messages: [heartbeat], handled: [] })
}

/** One station at one centre: one connection that stays. */
export class BenchStation {
  readonly #connection: HttpConnection

  constructor(
    centre: string,
    readonly id: string,
  ) {
    this.#connection = new HttpConnection(centre)
  }

  /** Milliseconds until the durable answer; throws when not everything was acknowledged. */
  async tell(text: string, messages: number): Promise<number> {
    const startedAt = performance.now()
    const answer = await this.#connection.post(`/v1/stations/${this.id}/messages`, HEADERS, text)
    const tookMs = performance.now() - startedAt
    const reply = JSON.parse(answer.text) as { acknowledged?: readonly string[] }
    if (answer.status !== 200 || reply.acknowledged?.length !== messages) {
      throw new Error(`${String(messages)} messages were answered ${String(answer.status)}`)
    }
    return tookMs
  }

  close(): void {
    this.#connection.close()
  }
}
