import type { CentreServices } from '../services.ts'
import { STREAM_HEARTBEAT_MS } from './change-feed.ts'
import { Problem } from './problem.ts'
import { scopeOf, signedIn } from './access.ts'
import type { Api } from './server.ts'

/** Server-sent events: `alarm` with the alarm as in the list, `command` when one is given or handled. */
export function registerStreamRoute(api: Api, { feed, tokens }: CentreServices): void {
  const beat = setInterval(() => feed.beat(), STREAM_HEARTBEAT_MS)
  api.addHook('preClose', (done) => {
    clearInterval(beat)
    feed.closeAll()
    done()
  })

  api.route({
    method: 'GET',
    url: '/v1/stream',
    onRequest: signedIn(tokens),
    schema: {
      summary: 'Changes as server-sent events; after a gap, read the list again',
      security: [{ token: [] }],
    },
    handler: (request, reply) => {
      const { stations } = scopeOf(request)
      const sink = reply.raw
      const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' }
      const end = feed.subscribe(stations, {
        get writableLength() {
          return sink.writableLength
        },
        write: (text) => {
          if (!sink.headersSent) sink.writeHead(200, headers)
          sink.write(text)
        },
        // Not `end()` alone: who does not read would hold the last bytes for ever.
        end: () => sink.end(() => sink.destroy()),
      })
      if (end === undefined) throw new Problem('overloaded', 'too many listeners')
      reply.hijack()
      sink.on('close', end)
    },
  })
}
