import { isoInstant } from '../../shared/domain/time.ts'
import { errorFields } from '../log.ts'
import type { CentreServices } from '../services.ts'
import { readReports, type StationReport } from '../store/station-report-rows.ts'
import { scopeOf } from './access.ts'
import { EVERYBODY, OPERATIONS } from './rights.ts'
import { HealthSchema } from './schemas.ts'
import type { Api } from './server.ts'

/** `/healthz` tells everybody whether this node works; the rest is for this machine and who runs it. */
export function registerStatusRoutes(api: Api, services: CentreServices): void {
  const { store, intake, watch, tokens, feed, metrics, broker, log } = services
  /** One that is no longer configured is not missed. */
  const known = () => watch.list().filter(({ id }) => tokens.knows(id))

  api.route({
    method: 'GET',
    url: '/healthz',
    config: { access: EVERYBODY },
    schema: {
      summary: '503 when messages cannot be stored',
      response: { 200: HealthSchema, 503: HealthSchema },
    },
    handler: async (request, reply) => {
      const openAlarms = await store.reads.countOpen().catch((error: unknown) => {
        log.error(errorFields(error), 'the database cannot be read')
        return null
      })
      const stations = known().map((station) => ({
        ...station,
        lastHeardAt: station.lastHeardAt === null ? null : isoInstant(station.lastHeardAt),
      }))
      const ok = intake.trouble === null && openAlarms !== null
      const degraded = !ok || broker.isUp === false || stations.some((station) => station.silent)
      return reply.code(ok ? 200 : 503).send({
        status: degraded ? 'degraded' : 'ok',
        database: { ok, code: intake.trouble },
        ...(broker.isUp === null ? {} : { broker: { ok: broker.isUp } }),
        openAlarms,
        waiting: intake.waiting,
        ...(scopeOf(request).callers.includes('operations') ? { stations } : {}),
      })
    },
  })

  api.route({
    method: 'GET',
    url: '/metrics',
    config: { access: OPERATIONS },
    schema: { summary: 'Prometheus text' },
    handler: async (_request, reply) => {
      // The other numbers are asked for most when the database does not answer.
      const reports = await readReports(store.reading.query).catch((error: unknown) => {
        log.error(errorFields(error), 'the database cannot be read')
        return new Map<string, StationReport>()
      })
      const stations = known()
      const now = { waiting: intake.waiting, listeners: feed.size, stations, reports }
      return reply.type(metrics.contentType).send(await metrics.text(now))
    },
  })

  api.route({
    method: 'GET',
    url: '/openapi.json',
    config: { access: OPERATIONS },
    schema: { hide: true },
    handler: (_request, reply) => reply.type('application/json').send(JSON.stringify(api.swagger())),
  })
}
