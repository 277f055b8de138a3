import type { z } from 'zod'
import { AlarmPageQuerySchema, AlarmPageSchema, AlarmStorySchema } from '../../shared/api/centre/alarms.ts'
import { ProblemSchema } from '../../shared/api/centre/problem.ts'
import { isoInstant } from '../../shared/domain/time.ts'
import type { CentreAlarm } from '../intake/centre-alarm.ts'
import type { CentreServices } from '../services.ts'
import type { AlarmStory } from '../store/alarm-reader.ts'
import { pageByUrgency } from '../store/operator-reads.ts'
import { commandOf, messageOf } from '../store/rows.ts'
import { takesOf, type TakeRow } from '../store/take-rows.ts'
import { scopeOf, type Scope } from './access.ts'
import { alarmView, operatorView } from './alarm-view.ts'
import { Problem } from './problem.ts'
import { READERS } from './rights.ts'
import { AlarmPathSchema, AlarmStationQuerySchema } from './schemas.ts'
import type { Api } from './server.ts'
import { mayReach } from './tokens.ts'

export function registerAlarmRoutes(api: Api, services: CentreServices): void {
  const { store, municipalities, watch } = services
  api.route({
    method: 'GET',
    url: '/v1/alarms',
    config: { access: READERS },
    schema: {
      summary: 'Alarms in the order in which they first arrived, or the most urgent first, by page',
      security: [{ token: [] }, { session: [] }],
      querystring: AlarmPageQuerySchema,
      response: { 200: AlarmPageSchema, '4xx': ProblemSchema },
    },
    handler: async (request) => {
      const { state, station, order, after, limit } = request.query
      const scope = scopeOf(request)
      const stations = askedStations(scope, station)
      const isOperator = scope.operator !== undefined
      if (order === 'arrival') {
        const asked = {
          state,
          stations,
          after: numberOf(after),
          limit: Number(limit),
          withCentre: isOperator,
        }
        const page = await store.reads.page(asked)
        const next = page.next === null ? null : String(page.next)
        return { alarms: page.alarms.map((alarm) => alarmView(alarm, municipalities)), next }
      }
      const page = await pageByUrgency(store.reading.query, {
        stations: stations ?? watch.ids(),
        state,
        after: rankedOf(after),
        limit: Number(limit),
        withCentre: isOperator,
      })
      const next = page.next === null ? null : `${String(page.next.rank)}.${String(page.next.number)}`
      return { alarms: page.alarms.map((alarm) => alarmView(alarm, municipalities)), next }
    },
  })

  api.route({
    method: 'GET',
    url: '/v1/alarms/:id',
    config: { access: READERS },
    schema: {
      summary: 'One alarm with its timeline, who took it and what the centre wanted done',
      security: [{ token: [] }, { session: [] }],
      params: AlarmPathSchema,
      querystring: AlarmStationQuerySchema,
      response: { 200: AlarmStorySchema, '4xx': ProblemSchema },
    },
    handler: async (request) => {
      const alarm = await findOne(
        services,
        request.params.id,
        askedStations(scopeOf(request), request.query.station),
      )
      const [story, takes] = await Promise.all([
        store.reads.story(alarm),
        takesOf(store.reading.query, alarm),
      ])
      return storyView(story, takes, services)
    },
  })
}

function numberOf(after: string | undefined): number {
  if (after === undefined) return 0
  if (!/^\d{1,15}$/.test(after)) throw new Problem('bad-input', 'after is `next` of a page in the same order')
  return Number(after)
}

function rankedOf(after: string | undefined): { rank: number; number: number } {
  if (after === undefined) return { rank: -1, number: 0 }
  const match = /^(\d)\.(\d{1,15})$/.exec(after)
  if (match === null) throw new Problem('bad-input', 'after is `next` of a page in the same order')
  return { rank: Number(match[1]), number: Number(match[2]) }
}

/** The stations to look at: those the caller reaches, narrowed by what was asked for; `undefined`: all. */
export function askedStations({ stations }: Scope, asked: string | undefined): string[] | undefined {
  if (asked === undefined) return stations === undefined ? undefined : [...stations]
  if (!mayReach(stations, asked)) throw new Problem('not-allowed', 'this station is not yours')
  return [asked]
}

export async function findOne(
  { store }: Pick<CentreServices, 'store'>,
  id: string,
  stations: readonly string[] | undefined,
): Promise<CentreAlarm> {
  const [alarm, ...others] = await store.reads.find(id, stations)
  if (alarm === undefined) throw new Problem('unknown-alarm', 'no such alarm')
  if (others.length > 0) throw new Problem('ambiguous-alarm', 'several stations use this id; add ?station=')
  return alarm
}

function storyView(
  { alarm, messages, complete, commands }: AlarmStory,
  takes: readonly TakeRow[],
  { municipalities }: Pick<CentreServices, 'municipalities'>,
): z.infer<typeof AlarmStorySchema> {
  return {
    ...alarmView(alarm, municipalities),
    timeline: messages.map((row) => {
      const { id, sequence, type, priority, occurredAt, sentAt, data } = messageOf(row)
      const receivedAt = isoInstant(row.receivedAt)
      return { id, sequence, type, priority, occurredAt, sentAt, receivedAt, data }
    }),
    timelineComplete: complete,
    commands: commands.map(({ command, result }) => ({
      ...commandOf(command),
      byName: operatorView(alarm.station, command.givenBy, municipalities).name,
      result: result === undefined ? null : result.result === 'done' ? 'done' : 'refused',
      code: result?.code ?? null,
      handledAt: result === undefined ? null : isoInstant(result.at),
    })),
    takes: takes.map(({ type, operator, at }) => ({
      type: type === 'taken' ? 'taken' : 'released',
      by: operatorView(alarm.station, operator, municipalities),
      at: isoInstant(at),
    })),
  }
}
