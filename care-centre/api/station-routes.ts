import { z } from 'zod'
import { LONGEST_BODY_BYTES, MessagesReplySchema } from '../../shared/wire/centre-messages.ts'
import { IdSchema } from '../../shared/wire/ids.ts'
import { judgeBody, type JudgedMessage } from '../intake/judge-message.ts'
import type { CentreServices } from '../services.ts'
import { Problem } from './problem.ts'
import { MessagesBodyDescription, ProblemSchema } from './schemas.ts'
import { scopeOf, signedIn } from './access.ts'
import type { Api } from './server.ts'
import { mayReach } from './tokens.ts'

const PathSchema = z.object({ stationId: z.string() })

/** The last word before a stop on purpose. */
function saysStop(messages: readonly JudgedMessage[]): boolean {
  return messages.some((judged) => judged.kind === 'heartbeat' && judged.message.data.stopping === true)
}

/** Contract: "HTTPS". The one call that a station needs. */
export function registerStationRoutes(api: Api, { intake, watch, metrics, tokens }: CentreServices): void {
  api.route({
    method: 'POST',
    url: '/v1/stations/:stationId/messages',
    // The door, too, before the body is read. Whatever the body is worth: the station has been heard.
    onRequest: [
      signedIn(tokens),
      (request, _reply, done) => {
        const { stationId } = PathSchema.parse(request.params)
        if (!mayReach(scopeOf(request).stations, stationId)) {
          done(new Problem('not-allowed', 'this token opens another door', 401))
        } else if (!IdSchema.safeParse(stationId).success) {
          done(new Problem('unknown-station', 'not an id of a station'))
        } else {
          watch.hear(stationId)
          done()
        }
      },
    ],
    schema: {
      summary: 'What a station reports; answered 200 only when it is durable',
      security: [{ token: [] }],
      params: PathSchema,
      body: MessagesBodyDescription,
      response: { 200: MessagesReplySchema, '4xx': ProblemSchema, '5xx': ProblemSchema },
    },
    // The messages are judged one by one in the handler; the schema above only describes them.
    validatorCompiler: () => (value: unknown) => ({ value }),
    handler: async (request) => {
      const station = request.params.stationId
      const body = judgeBody(request.body)
      if (body === undefined) throw new Problem('bad-body', 'the body has no array `messages`')
      const bytes = Number(request.headers['content-length'] ?? LONGEST_BODY_BYTES)
      const answer = await intake.take(station, body, bytes)
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
}
