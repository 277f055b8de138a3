import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import { ProblemSchema } from '../../shared/api/centre/problem.ts'
import { StationsSchema } from '../../shared/api/centre/stations.ts'
import { LONGEST_BODY_BYTES, MessagesReplySchema } from '../../shared/wire/centre-messages.ts'
import { IdSchema } from '../../shared/wire/ids.ts'
import { judgeBody, type JudgedMessage } from '../intake/judge-message.ts'
import type { CentreServices } from '../services.ts'
import { scopeOf } from './access.ts'
import { Problem } from './problem.ts'
import { STATIONS, WATCHERS } from './rights.ts'
import { MessagesBodyDescription } from './schemas.ts'
import type { Api } from './server.ts'
import { stationLines } from './station-lines.ts'
import { mayReach } from './tokens.ts'

const PathSchema = z.object({ stationId: z.string() })

/** The last word before a stop on purpose. */
function saysStop(messages: readonly JudgedMessage[]): boolean {
  return messages.some((judged) => judged.kind === 'heartbeat' && judged.message.data.stopping === true)
}

/** One that does not say how long it is may be the longest; a longer one is refused. */
function bytesOf(headers: IncomingHttpHeaders): number {
  return Math.min(Number(headers['content-length'] ?? LONGEST_BODY_BYTES), LONGEST_BODY_BYTES)
}

/** Contract: "HTTPS". The one call that a station needs; and the list of stations for operators. */
export function registerStationRoutes(api: Api, services: CentreServices): void {
  const { intake, watch, metrics, limits, reports } = services
  api.route({
    method: 'POST',
    url: '/v1/stations/:stationId/messages',
    config: { access: STATIONS },
    // The door, too, before the body is read. Whatever the body is worth: the station has been heard.
    onRequest: (request, reply, done) => {
      const { stationId } = PathSchema.parse(request.params)
      if (!mayReach(scopeOf(request).stations, stationId)) {
        done(new Problem('not-allowed', 'this token opens another door', { statusCode: 401 }))
        return
      }
      if (!IdSchema.safeParse(stationId).success) {
        done(new Problem('unknown-station', 'not an id of a station'))
        return
      }
      watch.hear(stationId)
      const bytes = bytesOf(request.headers)
      const waitMs = limits.admit(stationId, bytes)
      if (waitMs === 0) {
        reply.raw.once('close', limits.arrive(stationId, bytes))
        done()
        return
      }
      reports.noteSlowed(stationId)
      metrics.slowed.inc()
      done(new Problem('overloaded', 'more than the share of one station', { retryAfter: waitMs / 1000 }))
    },
    schema: {
      summary: 'What a station reports; answered 200 only when it is durable',
      security: [{ token: [] }],
      params: PathSchema,
      body: MessagesBodyDescription,
      response: { 200: MessagesReplySchema, '4xx': ProblemSchema, '5xx': ProblemSchema },
    },
    // The messages are judged one by one in the handler; the schema above only describes them.
    validatorCompiler: () => (value: unknown) => ({ value }),
    // What is answered was made here of what was checked: it is not checked a second time, id by id.
    serializerCompiler: () => JSON.stringify,
    handler: async (request) => {
      const station = request.params.stationId
      const body = judgeBody(request.body)
      if (body === undefined) throw new Problem('bad-body', 'the body has no array `messages`')
      limits.pay(station, body.messages.length)
      const answer = await intake.take(station, body, bytesOf(request.headers))
      if (!answer.ok) {
        throw answer.code === 'overloaded'
          ? new Problem('overloaded', 'too many messages wait to be stored')
          : new Problem('cannot-store', 'the messages could not be stored')
      }
      if (saysStop(body.messages)) watch.hear(station, 'stopping')
      metrics.received.inc({ result: 'acknowledged' }, answer.reply.acknowledged.length)
      metrics.received.inc({ result: 'rejected' }, answer.reply.rejected.length)
      return answer.reply
    },
  })

  api.route({
    method: 'GET',
    url: '/v1/stations',
    config: { access: WATCHERS },
    schema: {
      summary: 'Every station of the municipality, those that need a look first',
      security: [{ session: [] }],
      response: { 200: StationsSchema, '4xx': ProblemSchema },
    },
    handler: async (request) => ({ stations: await stationLines(services, scopeOf(request).stations) }),
  })
}
