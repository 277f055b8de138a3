import { NewCommandSchema, TakenSchema } from '../../shared/api/centre/alarms.ts'
import { ProblemSchema } from '../../shared/api/centre/problem.ts'
import { CentreCommandSchema } from '../../shared/wire/centre-messages.ts'
import type { Doer, Refused } from '../desk/alarm-desk.ts'
import type { CentreServices } from '../services.ts'
import { scopeOf, type Scope } from './access.ts'
import { askedStations, findOne } from './alarm-routes.ts'
import { alarmView } from './alarm-view.ts'
import { Problem } from './problem.ts'
import { COMMANDERS, OPERATORS } from './rights.ts'
import { AlarmPathSchema, AlarmStationQuerySchema } from './schemas.ts'
import type { Api } from './server.ts'
import { mayReach } from './tokens.ts'

const ONE_ALARM = { params: AlarmPathSchema, querystring: AlarmStationQuerySchema } as const
const REFUSALS = { '4xx': ProblemSchema, '5xx': ProblemSchema } as const

/** What the centre does about an alarm. Commands are carried by the answers to the station until it has done them. */
export function registerCommandRoutes(api: Api, services: CentreServices): void {
  const { desk, municipalities } = services
  api.route({
    method: 'POST',
    url: '/v1/alarms/:id/commands',
    config: { access: COMMANDERS },
    schema: {
      summary: 'What the centre wants done about an alarm',
      security: [{ token: [] }, { session: [] }],
      ...ONE_ALARM,
      body: NewCommandSchema,
      response: { 201: CentreCommandSchema, ...REFUSALS },
    },
    handler: async (request, reply) => {
      const scope = scopeOf(request)
      const alarm = await findOne(services, request.params.id, askedStations(scope, request.query.station))
      if (!mayReach(scope.commands, alarm.station)) {
        throw new Problem('not-allowed', 'a station does not command itself')
      }
      const by = doerOf(scope, municipalities.of(alarm.station), request.body.by)
      const given = await desk.command(by, alarm, request.body)
      if (!given.ok) throw problemOf(given, services)
      return reply.code(201).send(given.command)
    },
  })

  for (const step of ['take', 'release'] as const) {
    api.route({
      method: 'POST',
      url: `/v1/alarms/:id/${step}`,
      config: { access: OPERATORS },
      schema: {
        summary:
          step === 'take'
            ? 'Take an alarm at the centre; of two the first has it, and the second is told who'
            : 'Let go of an alarm, so that somebody else may take it',
        security: [{ session: [] }],
        ...ONE_ALARM,
        response: { 200: TakenSchema, ...REFUSALS },
      },
      handler: async (request) => {
        const scope = scopeOf(request)
        const alarm = await findOne(services, request.params.id, askedStations(scope, request.query.station))
        const by = doerOf(scope, municipalities.of(alarm.station), undefined)
        const isLead = scope.operator !== undefined && scope.operator.role !== 'operator'
        const taken = step === 'take' ? await desk.take(by, alarm) : await desk.release(by, alarm, isLead)
        if (!taken.ok) throw problemOf(taken, services)
        return { alarm: alarmView(taken.alarm, municipalities) }
      },
    })
  }
}

/** Nobody acts in another's name: what a page says of who it is counts for nothing. */
function doerOf({ operator }: Scope, municipality: string, named: string | undefined): Doer {
  if (operator !== undefined)
    return { municipality: operator.municipality, kind: 'operator', id: operator.id }
  if (named === undefined) throw new Problem('bad-input', 'by: who wants it is missing')
  return { municipality, kind: 'token', id: named }
}

const WORDS: Readonly<Record<Refused['code'], string>> = {
  'unknown-alarm': 'no such alarm',
  'already-taken': 'somebody else has it',
  'not-taken': 'nobody has it',
  'not-in-this-state': 'not possible in the state in which the alarm is',
  overloaded: 'too many commands wait for this station',
}

function problemOf({ code, alarm }: Refused, { municipalities }: CentreServices): Problem {
  const { takenBy, takenAt } =
    alarm === undefined ? { takenBy: null, takenAt: null } : alarmView(alarm, municipalities)
  const details = code === 'already-taken' && takenBy !== null && takenAt !== null ? { takenBy, takenAt } : {}
  return new Problem(code, WORDS[code], { details })
}
