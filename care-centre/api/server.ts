/** The HTTP server: who calls, may they, what do they say; in that order, before any handler runs. */
import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import type { ServerOptions } from 'node:https'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { LONGEST_BODY_BYTES } from '../../shared/wire/centre-messages.ts'
import type { CentreServices } from '../services.ts'
import { errorFields } from '../log.ts'
import { registerAlarmRoutes } from './alarm-routes.ts'
import { guard, SESSION_COOKIE } from './access.ts'
import { closePromptly } from './closing.ts'
import { refuseUnreadable } from './unreadable-calls.ts'
import { registerCommandRoutes } from './command-routes.ts'
import { registerDocumentRoutes } from './document-routes.ts'
import { registerHistoryRoutes } from './history-routes.ts'
import { addPageHeaders, registerPage } from './page.ts'
import { Problem, problemOf } from './problem.ts'
import type { Access } from './rights.ts'
import { registerSessionRoutes } from './session-routes.ts'
import { registerSoundRoutes } from './sound-routes.ts'
import { registerStationRoutes } from './station-routes.ts'
import { registerStatusRoutes } from './status-routes.ts'
import { registerStreamRoute } from './stream-route.ts'
import { endOlder, endStrangers, refuseWrongCertificate } from './tls.ts'

export type Api = ReturnType<typeof createServer>

/** A body that takes longer than this to arrive is given up; a station sends again. */
const REQUEST_TIMEOUT_MS = 30_000

export interface ServerParts {
  readonly tls?: ServerOptions
  /** Folder of the operator page. */
  readonly page?: string
  /** Hears of every route with who may call it. */
  readonly onRoute?: (method: string, url: string, access: Access) => void
}

/** All routes on one server, not yet listening. */
export async function buildServer(services: CentreServices, parts: ServerParts = {}): Promise<Api> {
  const api = createServer(services, parts.tls)
  const page = { folder: parts.page, isTls: services.isTls }
  api.addHook('onRoute', ({ method, url, config }) => {
    const access = config?.access
    if (access === undefined) throw new Error(`${url} does not say who may call it`)
    for (const each of [method].flat()) parts.onRoute?.(each, url, access)
  })
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tryggvakt care centre',
        description: 'The receiving end: what stations report, and what the centre wants done.',
        version: '1',
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
        },
      },
    },
    transform: jsonSchemaTransform,
  })
  await api.register(cookie)
  closePromptly(api)
  addPageHeaders(api, page)
  if (services.isTls) {
    const { callerCertificates } = services
    const areRequired = (): boolean => callerCertificates.areRequired
    endStrangers(api.server, areRequired)
    api.addHook('onRequest', refuseWrongCertificate(areRequired))
    const older = endOlder(api.server, () => callerCertificates.authority)
    api.addHook('onRequest', older.onRequest)
    api.addHook('onSend', older.onSend)
  }
  api.addHook('onRequest', guard(services))
  registerSessionRoutes(api, services)
  registerSoundRoutes(api, services)
  registerStationRoutes(api, services)
  registerAlarmRoutes(api, services)
  registerCommandRoutes(api, services)
  registerHistoryRoutes(api, services)
  registerDocumentRoutes(api, services)
  registerStreamRoute(api, services)
  registerStatusRoutes(api, services)
  await registerPage(api, page)
  await api.ready()
  return api
}

function createServer({ log, metrics }: CentreServices, tls: ServerOptions | undefined) {
  const unreadable = refuseUnreadable((code) => metrics.refusedCalls.inc({ code }))
  const api = Fastify({
    https: tls ?? null,
    bodyLimit: LONGEST_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    clientErrorHandler: unreadable.onConnection,
    routerOptions: {
      maxParamLength: 64,
      onBadUrl: unreadable.onBadAddress,
      onMaxParamLength: unreadable.onLongId,
    },
  }).withTypeProvider<ZodTypeProvider>()
  api.setValidatorCompiler(validatorCompiler)
  api.setSerializerCompiler(serializerCompiler)

  // JSON whatever the content type says, and be it no type at all: only a body that is no JSON is refused.
  api.addHook('onRequest', (request, _reply, done) => {
    request.headers['content-type'] = 'application/json'
    done()
  })
  api.removeAllContentTypeParsers()
  api.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    const text = String(body)
    try {
      // Some calls say all in their path.
      done(null, text === '' ? undefined : (JSON.parse(text) as unknown))
    } catch {
      done(new Problem('bad-body', 'the body is not JSON'))
    }
  })

  api.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error)
    metrics.refusedCalls.inc({ code: problem.code })
    if (problem.code === 'internal') {
      log.error(
        { route: request.routeOptions.url, method: request.method, ...errorFields(error) },
        'request failed',
      )
    }
    if (problem.statusCode === 429 || problem.statusCode === 503)
      void reply.header('retry-after', String(problem.retryAfter))
    if (problem.code === 'not-allowed' && problem.statusCode === 401)
      void reply.header('www-authenticate', 'Bearer')
    return reply.code(problem.statusCode).type('application/json').send(JSON.stringify(problem.body))
  })
  api.setNotFoundHandler((_request, reply) => {
    const problem = new Problem('unknown-path', 'no such path')
    metrics.refusedCalls.inc({ code: problem.code })
    return reply.code(404).type('application/json').send(JSON.stringify(problem.body))
  })
  return api
}
