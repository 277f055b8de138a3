/** The one port of the station: page, health, metrics and the API socket, for this machine alone. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { fastify, type FastifyInstance } from 'fastify'
import type { Log } from '../services.ts'
import { isOwnHost, ownUrl, type OwnAddress } from './allowed-callers.ts'
import { openApiSocket, type ApiSocketLimits, type Connections } from './api-socket.ts'
import { healthStatusCode, type StationHealth } from './health.ts'
import { pageHeaders } from './page-headers.ts'
import type { AppRouter } from './router.ts'

export interface HttpServerOptions {
  /** A loopback address; anything else was refused before. Port 0 for any free one. */
  readonly listen: OwnAddress
  /** Folder of the built page; may be missing on a station without one. */
  readonly rendererFolder: string
  readonly router: AppRouter
  readonly token: string
  readonly connections: Connections
  readonly health: () => StationHealth | Promise<StationHealth>
  readonly metrics: { readonly contentType: string; text(): Promise<string> }
  readonly log: Log
  readonly limits?: Partial<ApiSocketLimits>
}

export interface HttpServer {
  /** `http://127.0.0.1:4120`, no trailing slash. */
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  let own = options.listen
  const app = fastify({ logger: false, bodyLimit: 64 * 1024, forceCloseConnections: true })
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(pageHeaders(own))
    if (!isOwnHost(request.headers.host, own)) {
      await reply.code(403).send(problem('not-allowed', 'this address is not served here'))
    }
  })
  app.setErrorHandler((error, _request, reply) => {
    options.log.error({ cause: error instanceof Error ? error.name : 'unknown' }, 'an HTTP request failed')
    return reply.code(500).send(problem('internal', 'internal error'))
  })
  addStatusPages(app, options)
  await addClientPages(app, options.rendererFolder)

  const socket = openApiSocket(app.server, {
    router: options.router,
    token: options.token,
    connections: options.connections,
    log: options.log,
    own: () => own,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  })
  try {
    await app.listen({ host: options.listen.host, port: options.listen.port })
  } catch (error) {
    socket.close()
    await app.close()
    throw error
  }
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  own = { host: options.listen.host, port: address.port }
  return {
    url: ownUrl(own),
    port: own.port,
    close: async () => {
      socket.close()
      await app.close()
    },
  }
}

function addStatusPages(app: FastifyInstance, options: HttpServerOptions): void {
  app.get('/healthz', async (_request, reply) => {
    const health = await options.health()
    return reply.code(healthStatusCode(health)).header('cache-control', 'no-store').send(health)
  })
  app.get('/metrics', async (_request, reply) => {
    return reply.type(options.metrics.contentType).send(await options.metrics.text())
  })
}

async function addClientPages(app: FastifyInstance, folder: string): Promise<void> {
  const missing = problem('not-found', 'nothing here')
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(missing))
  if (existsSync(join(folder, 'index.html'))) {
    // Names in the bundle carry a hash of their content, the page itself does not.
    await app.register(fastifyStatic, { root: folder, cacheControl: false, dotfiles: 'deny' })
    // The same page; it shows itself to a hand there (renderer/phone).
    app.get('/phone', (_request, reply) => reply.sendFile('index.html'))
    return
  }
  const words = problem('no-page', 'this station was built without its page; run: npm run build')
  app.get('/', (_request, reply) => reply.code(404).send(words))
}

function problem(code: string, message: string): { error: { code: string; message: string } } {
  return { error: { code, message } }
}
