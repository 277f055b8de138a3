import { ProblemSchema } from '../../shared/api/centre/problem.ts'
import type { CentreServices } from '../services.ts'
import { scopeOf } from './access.ts'
import { STREAM_HEARTBEAT_MS } from './change-feed.ts'
import { Problem } from './problem.ts'
import { READERS } from './rights.ts'
import type { Api } from './server.ts'
import { mayReach } from './tokens.ts'

/** A listener that reads takes its last bytes in milliseconds. */
const LAST_BYTES_MS = 1000

/** Server-sent events: what a page hears without asking (shared/api/centre/stream.ts). */
export function registerStreamRoute(api: Api, { feed, municipalities, clock }: CentreServices): void {
  const beat = setInterval(() => feed.beat(clock.now()), STREAM_HEARTBEAT_MS)
  api.addHook('preClose', (done) => {
    clearInterval(beat)
    feed.closeAll()
    done()
  })

  api.route({
    method: 'GET',
    url: '/v1/stream',
    config: { access: READERS },
    schema: {
      summary: 'Changes as server-sent events; after a gap, read the list again',
      security: [{ token: [] }, { session: [] }],
      response: { '4xx': ProblemSchema },
    },
    handler: (request, reply) => {
      const { stations, operator } = scopeOf(request)
      const sink = reply.raw
      // Gone while it was asked who is there: its end has been told already.
      if (sink.destroyed) {
        reply.hijack()
        return
      }
      const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' }
      const reaches =
        operator === undefined
          ? (station: string) => mayReach(stations, station)
          : (station: string) => municipalities.of(station) === operator.municipality
      const listening = {
        reaches,
        isOperator: operator !== undefined,
        ...(operator === undefined ? {} : { session: operator.session }),
      }
      const end = feed.subscribe(listening, {
        get writableLength() {
          return sink.writableLength
        },
        write: (text) => {
          if (!sink.headersSent) sink.writeHead(200, headers)
          sink.write(text)
        },
        // Not `end()` alone: who does not read would hold the last bytes for ever.
        end: () => {
          const timer = setTimeout(() => sink.destroy(), LAST_BYTES_MS)
          sink.on('close', () => clearTimeout(timer))
          sink.end(() => sink.destroy())
        },
      })
      if (end === undefined) throw new Problem('overloaded', 'no more listeners are taken now')
      reply.hijack()
      sink.on('close', end)
    },
  })
}
