import {
  FiguresQuerySchema,
  FiguresSchema,
  HistoryPageSchema,
  HistoryQuerySchema,
} from '../../shared/api/centre/history.ts'
import { ProblemSchema } from '../../shared/api/centre/problem.ts'
import { appendAudit } from '../store/audit-rows.ts'
import type { CentreServices } from '../services.ts'
import { answerFigures, history } from '../store/operator-reads.ts'
import { operatorOf, scopeOf } from './access.ts'
import { askedStations } from './alarm-routes.ts'
import { alarmView } from './alarm-view.ts'
import { LEADS } from './rights.ts'
import type { Api } from './server.ts'

/** What happened; whoever looks is in the audit log, with what was asked for and never with its words. */
export function registerHistoryRoutes(
  api: Api,
  { store, municipalities, watch, clock }: CentreServices,
): void {
  api.route({
    method: 'GET',
    url: '/v1/history',
    config: { access: LEADS },
    schema: {
      summary: 'Alarms of the past, the newest first, by station, cause, resident, time and words',
      security: [{ session: [] }],
      querystring: HistoryQuerySchema,
      response: { 200: HistoryPageSchema, '4xx': ProblemSchema, '5xx': ProblemSchema },
    },
    handler: async (request) => {
      const { from, to, station, cause, resident, text, after, limit } = request.query
      const stations = askedStations(scopeOf(request), station) ?? watch.ids()
      const { municipality, id } = operatorOf(request)
      if (after === undefined) {
        const data = {
          station: station ?? null,
          cause: cause ?? null,
          resident: resident ?? null,
          text: text !== undefined,
        }
        const actor = { kind: 'operator', id } as const
        const entry = { at: clock.now(), actor, action: 'history.read', subject: municipality, data }
        await store.writes.run((transaction) => appendAudit(transaction, municipality, entry))
      }
      const page = await history(store.reading.query, {
        stations,
        from: from === undefined ? undefined : Date.parse(from),
        to: to === undefined ? undefined : Date.parse(to),
        cause,
        resident,
        text,
        after: after === undefined ? undefined : Number(after),
        limit: Number(limit),
      })
      return {
        alarms: page.alarms.map((alarm) => alarmView(alarm, municipalities)),
        next: page.next === null ? null : String(page.next),
      }
    },
  })

  api.route({
    method: 'GET',
    url: '/v1/figures',
    config: { access: LEADS },
    schema: {
      summary: 'How fast care alarms were answered, against 60 s and 180 s',
      security: [{ session: [] }],
      querystring: FiguresQuerySchema,
      response: { 200: FiguresSchema, '4xx': ProblemSchema },
    },
    handler: async (request) => {
      const stations = askedStations(scopeOf(request), undefined) ?? watch.ids()
      const { from, to } = request.query
      const figures = await answerFigures(store.reading.query, stations, Date.parse(from), Date.parse(to))
      const { medianMs, slowestMs, ...counts } = figures
      return { ...counts, medianSeconds: seconds(medianMs), slowestSeconds: seconds(slowestMs) }
    },
  })
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.max(0, Math.round(ms / 1000))
}
