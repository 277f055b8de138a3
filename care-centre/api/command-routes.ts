import { v7 as uuidv7 } from 'uuid'
import { isoInstant } from '../../shared/domain/time.ts'
import { CentreCommandSchema, type CentreCommand } from '../../shared/wire/centre-messages.ts'
import { errorFields } from '../log.ts'
import type { CentreServices } from '../services.ts'
import { countOpenCommands, insertCommand } from '../store/command-store.ts'
import { AlarmPathSchema, AlarmStationQuerySchema, askedStations, findOne } from './alarm-routes.ts'
import { Problem } from './problem.ts'
import { NewCommandSchema, ProblemSchema } from './schemas.ts'
import { scopeOf, signedIn } from './access.ts'
import type { Api } from './server.ts'
import { mayReach } from './tokens.ts'

/** A station that handles none of this many is not listening. */
const MOST_OPEN_COMMANDS = 1000

/** Contract: "Commands". Given here, carried by the answers to the station until it says what it did. */
export function registerCommandRoutes(api: Api, services: CentreServices): void {
  const { store, tokens, clock, log } = services
  api.route({
    method: 'POST',
    url: '/v1/alarms/:id/commands',
    onRequest: signedIn(tokens),
    schema: {
      summary: 'What the centre wants done about an alarm',
      security: [{ token: [] }],
      params: AlarmPathSchema,
      querystring: AlarmStationQuerySchema,
      body: NewCommandSchema,
      response: { 201: CentreCommandSchema, '4xx': ProblemSchema, '5xx': ProblemSchema },
    },
    handler: async (request, reply) => {
      const scope = scopeOf(request)
      const alarm = await findOne(
        store,
        request.params.id,
        askedStations(scope.stations, request.query.station),
      )
      if (!mayReach(scope.commands, alarm.station)) {
        throw new Problem('not-allowed', 'a station does not command itself')
      }
      const at = clock.now()
      const { type, by, to, text } = request.body
      const command: CentreCommand = {
        id: uuidv7(),
        type,
        alarmId: alarm.id,
        by,
        at: isoInstant(at),
        ...(to === undefined ? {} : { to }),
        ...(text === undefined ? {} : { text }),
      }
      const kept = await store.writes
        .run(async (transaction) => {
          await transaction.lock([alarm.station])
          if ((await countOpenCommands(transaction, alarm.station)) >= MOST_OPEN_COMMANDS) return false
          await insertCommand(transaction, { command, station: alarm.station, at })
          const data = { station: alarm.station, alarm: alarm.id, command: command.id, type, result: null }
          transaction.announce({ type: 'command', station: alarm.station, data })
          return true
        })
        .catch((error: unknown) => {
          log.error(errorFields(error), 'a command could not be stored')
          throw new Problem('cannot-store', 'the command could not be stored')
        })
      if (!kept) throw new Problem('overloaded', 'too many commands wait for this station')
      return reply.code(201).send(command)
    },
  })
}
