/** What comes over a broker goes through the same intake as over HTTPS, and is answered with the same words. */
import { LONGEST_BODY_BYTES, type MessagesReply } from '../../shared/wire/centre-messages.ts'
import type { StationState } from '../../shared/wire/mqtt-topics.ts'
import type { CentreMetrics } from '../api/metrics.ts'
import { Problem, type ProblemCode } from '../api/problem.ts'
import type { Intake } from '../intake/intake.ts'
import { judgeBody } from '../intake/judge-message.ts'
import type { StationLimits } from '../intake/station-limits.ts'
import type { StationReports } from '../intake/station-reports.ts'
import type { StationWatch } from '../intake/station-watch.ts'

export interface DoorServices {
  readonly intake: Pick<Intake, 'take'>
  readonly watch: Pick<StationWatch, 'hear' | 'lost' | 'found'>
  readonly limits: Pick<StationLimits, 'admit' | 'enter'>
  readonly reports: Pick<StationReports, 'noteSlowed'>
  readonly metrics: CentreMetrics
  /** Whether anybody configured the station. Who may speak for it is the broker's access list. */
  readonly knows: (station: string) => boolean
}

export type DoorAnswer = MessagesReply | Problem['body']

export class MqttDoor {
  constructor(private readonly services: DoorServices) {}

  /** Resolves when what is acknowledged is durable. */
  async take(station: string, payload: Buffer): Promise<DoorAnswer> {
    const { intake, watch, limits, reports, metrics, knows } = this.services
    if (!knows(station)) return this.#refuse('unknown-station', 'no station of this name is configured')
    watch.hear(station, null, 'broker')
    if (limits.admit(station, Math.min(payload.length, LONGEST_BODY_BYTES)) > 0) {
      reports.noteSlowed(station)
      metrics.slowed.inc()
      return this.#refuse('overloaded', 'more than the share of one station')
    }
    if (payload.length > LONGEST_BODY_BYTES) return this.#refuse('too-large', 'a body is at most 1 MiB')
    const parsed = parseJson(payload)
    if (parsed === undefined) return this.#refuse('bad-body', 'the body is not JSON')
    const body = judgeBody(parsed)
    if (body === undefined) return this.#refuse('bad-body', 'the body has no array `messages`')
    const leave = limits.enter(station, body.messages.length, payload.length)
    const answer = await intake.take(station, { ...body, isBrokered: true }, payload.length).finally(leave)
    if (!answer.ok) {
      return answer.code === 'overloaded'
        ? this.#refuse('overloaded', 'too many messages wait to be stored')
        : this.#refuse('cannot-store', 'the messages could not be stored')
    }
    const stops = body.messages.some(
      (judged) => judged.kind === 'heartbeat' && judged.message.data.stopping === true,
    )
    if (stops) watch.hear(station, 'stopping', 'broker')
    metrics.received.inc({ result: 'acknowledged' }, answer.reply.acknowledged.length)
    metrics.received.inc({ result: 'rejected' }, answer.reply.rejected.length)
    return answer.reply
  }

  /** The broker has lost the station: that is silence, unless it is heard by another way; or has it again. */
  stateIs(station: string, state: StationState): void {
    const { watch, knows } = this.services
    if (!knows(station)) return
    if (state === 'silent') watch.lost(station)
    if (state === 'online') watch.found(station)
  }

  #refuse(code: ProblemCode, message: string): Problem['body'] {
    this.services.metrics.refusedBodies.inc({ code })
    return new Problem(code, message).body
  }
}

function parseJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return undefined
  }
}
