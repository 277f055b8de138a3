import { z } from 'zod'
import { isoInstant } from '../../shared/domain/time.ts'
import { IdSchema } from '../../shared/wire/ids.ts'
import type { CentreAlarm } from '../intake/centre-alarm.ts'
import type { CentreServices } from '../services.ts'
import type { AlarmStory } from '../store/alarm-reader.ts'
import { commandOf, messageOf } from '../store/rows.ts'
import { Problem } from './problem.ts'
import { AlarmPageQuerySchema, AlarmPageSchema, AlarmStorySchema, ProblemSchema } from './schemas.ts'
import { scopeOf, signedIn } from './access.ts'
import type { Api } from './server.ts'
import { mayReach } from './tokens.ts'

/** Ids are a station's own: `station` picks one where two stations use the same. */
export const AlarmPathSchema = z.object({ id: IdSchema })
export const AlarmStationQuerySchema = z.object({ station: IdSchema.optional() })

export function registerAlarmRoutes(api: Api, { store, tokens }: CentreServices): void {
  api.route({
    method: 'GET',
    url: '/v1/alarms',
    onRequest: signedIn(tokens),
    schema: {
      summary: 'Alarms in the order in which they first arrived, by page',
      security: [{ token: [] }],
      querystring: AlarmPageQuerySchema,
      response: { 200: AlarmPageSchema, '4xx': ProblemSchema },
    },
    handler: async (request) => {
      const { state, station, after, limit } = request.query
      const stations = askedStations(scopeOf(request).stations, station)
      const page = await store.reads.page({ state, stations, after: Number(after), limit: Number(limit) })
      return { alarms: [...page.alarms], next: page.next === null ? null : String(page.next) }
    },
  })

  api.route({
    method: 'GET',
    url: '/v1/alarms/:id',
    onRequest: signedIn(tokens),
    schema: {
      summary: 'One alarm with its timeline and what the centre wanted done',
      security: [{ token: [] }],
      params: AlarmPathSchema,
      querystring: AlarmStationQuerySchema,
      response: { 200: AlarmStorySchema, '4xx': ProblemSchema },
    },
    handler: async (request) => {
      const { stations } = scopeOf(request)
      const alarm = await findOne(store, request.params.id, askedStations(stations, request.query.station))
      return storyView(await store.reads.story(alarm))
    },
  })
}

/** The stations to look at: those of the token, narrowed by what was asked for; `undefined`: all. */
export function askedStations(
  allowed: ReadonlySet<string> | undefined,
  asked: string | undefined,
): string[] | undefined {
  if (asked === undefined) return allowed === undefined ? undefined : [...allowed]
  if (!mayReach(allowed, asked)) throw new Problem('not-allowed', 'this token opens another door')
  return [asked]
}

export async function findOne(
  store: CentreServices['store'],
  id: string,
  stations: readonly string[] | undefined,
): Promise<CentreAlarm> {
  const [alarm, ...others] = await store.reads.find(id, stations)
  if (alarm === undefined) throw new Problem('unknown-alarm', 'no such alarm')
  if (others.length > 0) throw new Problem('ambiguous-alarm', 'several stations use this id; add ?station=')
  return alarm
}

function storyView({ alarm, messages, complete, commands }: AlarmStory): z.infer<typeof AlarmStorySchema> {
  return {
    ...alarm,
    timeline: messages.map((row) => {
      const { id, sequence, type, priority, occurredAt, sentAt, data } = messageOf(row)
      const receivedAt = isoInstant(row.receivedAt)
      return { id, sequence, type, priority, occurredAt, sentAt, receivedAt, data }
    }),
    timelineComplete: complete,
    commands: commands.map(({ command, result }) => ({
      ...commandOf(command),
      result: result === undefined ? null : result.result === 'done' ? 'done' : 'refused',
      code: result?.code ?? null,
      handledAt: result === undefined ? null : isoInstant(result.at),
    })),
  }
}
