/** Sign-in at the operator page: municipality, name tile, code; and who is signed in. */
import { z } from 'zod'
import { ProblemSchema } from '../../shared/api/centre/problem.ts'
import {
  CentrePinChangeSchema,
  CentreSessionSchema,
  CentreSessionsSchema,
  MunicipalitiesSchema,
  OperatorsQuerySchema,
  OperatorsSchema,
  PAGE_HEADER,
  SignInSchema,
  type CentreSession,
} from '../../shared/api/centre/session.ts'
import { isoInstant } from '../../shared/domain/time.ts'
import { IdSchema } from '../../shared/wire/ids.ts'
import { idleEndOf, isWorthWriting, sessionState, type SessionRow } from '../people/session.ts'
import type { SignInRefusal } from '../people/sign-in.ts'
import type { CentreServices } from '../services.ts'
import { locksOf, sessionsOf, touchSession } from '../store/sign-in-rows.ts'
import { operatorOf, SESSION_COOKIE, type SignedInOperator } from './access.ts'
import { Problem } from './problem.ts'
import { ADMINISTRATORS, EVERYBODY, OPERATORS, OWN_SESSION } from './rights.ts'
import type { Api } from './server.ts'

const REFUSALS = { '4xx': ProblemSchema, '5xx': ProblemSchema } as const
const NOTHING = z.null().describe('nothing')

export function registerSessionRoutes(api: Api, services: CentreServices): void {
  const { store, municipalities, clock, signIn, isTls } = services
  registerTiles(api, services)
  registerSessionList(api, services)

  api.route({
    method: 'POST',
    url: '/v1/session',
    config: { access: EVERYBODY },
    schema: { summary: 'Sign in', body: SignInSchema, response: { 201: CentreSessionSchema, ...REFUSALS } },
    handler: async (request, reply) => {
      // Nobody is signed in by another site's page either.
      if (request.headers[PAGE_HEADER] !== '1') {
        throw new Problem('not-from-this-page', 'the header of the page is missing')
      }
      const { municipality, operator, pin } = request.body
      const signedIn = await signIn.signIn({ municipality, operator }, pin)
      if (!signedIn.ok) throw refused(signedIn)
      const known = municipalities.operator(municipality, operator)
      if (known === undefined) throw new Problem('sign-in-required', 'nobody has signed in')
      // A balancer that ends TLS in front of this node says so; the cookie is then for TLS alone.
      const secure = isTls || request.headers['x-forwarded-proto'] === 'https'
      reply.setCookie(SESSION_COOKIE, signedIn.token, {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure,
      })
      const { id, name, role } = known
      const { session } = signedIn
      return reply.code(201).send(view({ municipality, id, name, role, session, isLocked: false }, services))
    },
  })

  api.route({
    method: 'GET',
    url: '/v1/session',
    config: { access: OWN_SESSION },
    schema: {
      summary: 'Who is signed in here',
      security: [{ session: [] }],
      response: { 200: CentreSessionSchema, ...REFUSALS },
    },
    handler: (request) => view(operatorOf(request), services),
  })

  api.route({
    method: 'DELETE',
    url: '/v1/session',
    config: { access: OWN_SESSION },
    schema: { summary: 'Sign out', security: [{ session: [] }], response: { 204: NOTHING, ...REFUSALS } },
    handler: async (request, reply) => {
      const { session } = operatorOf(request)
      await signIn.end(session, session.id, 'signed-out')
      reply.clearCookie(SESSION_COOKIE, { path: '/' })
      return reply.code(204).send(null)
    },
  })

  api.route({
    method: 'POST',
    url: '/v1/session/touch',
    config: { access: OPERATORS },
    schema: {
      summary: 'Somebody is there: the session is not locked for a while',
      security: [{ session: [] }],
      response: { 200: CentreSessionSchema, ...REFUSALS },
    },
    handler: async (request) => {
      const operator = operatorOf(request)
      const now = clock.now()
      if (!isWorthWriting(operator.session, now)) return view(operator, services)
      await store.writes.run((transaction) => touchSession(transaction, operator.session.id, now))
      return view({ ...operator, session: { ...operator.session, seenAt: now } }, services)
    },
  })

  api.route({
    method: 'POST',
    url: '/v1/session/pin',
    config: { access: { ...OPERATORS, beforePinChange: true } },
    schema: {
      summary: 'Choose another code; the other sessions of the same operator end',
      security: [{ session: [] }],
      body: CentrePinChangeSchema,
      response: { 204: NOTHING, ...REFUSALS },
    },
    handler: async (request, reply) => {
      const changed = await signIn.changePin(operatorOf(request).session, request.body.old, request.body.new)
      if (!changed.ok) throw refused(changed)
      return reply.code(204).send(null)
    },
  })
}

/** What stands there before anybody has signed in. */
function registerTiles(api: Api, { store, municipalities, clock }: CentreServices): void {
  api.route({
    method: 'GET',
    url: '/v1/municipalities',
    config: { access: EVERYBODY },
    schema: { summary: 'Where operators sign in', response: { 200: MunicipalitiesSchema } },
    handler: () => ({ municipalities: municipalities.list() }),
  })

  api.route({
    method: 'GET',
    url: '/v1/operators',
    config: { access: EVERYBODY },
    schema: {
      summary: 'The name tiles of a municipality',
      querystring: OperatorsQuerySchema,
      response: { 200: OperatorsSchema, ...REFUSALS },
    },
    handler: async (request) => {
      const { municipality } = request.query
      const operators = municipalities.operators(municipality)
      if (operators.length === 0) throw new Problem('unknown-municipality', 'nobody signs in there')
      const locks = await locksOf(store.reading.query, municipality)
      return {
        operators: operators.map(({ id, name }) => {
          const left = Math.ceil(((locks.get(id) ?? 0) - clock.now()) / 1000)
          return { id, name, lockedSeconds: left > 0 ? left : null }
        }),
      }
    },
  })
}

function registerSessionList(api: Api, { store, municipalities, clock, signIn }: CentreServices): void {
  api.route({
    method: 'GET',
    url: '/v1/sessions',
    config: { access: ADMINISTRATORS },
    schema: {
      summary: 'Who is signed in, the newest first',
      security: [{ session: [] }],
      response: { 200: CentreSessionsSchema, ...REFUSALS },
    },
    handler: async (request) => {
      const { municipality, session: own } = operatorOf(request)
      const rows = await sessionsOf(store.reading.query, municipality)
      const live = rows.filter((row) => sessionState(row, clock.now()) !== 'over')
      return {
        sessions: live.map(({ id, operator, startedAt, seenAt }) => ({
          id,
          operator,
          name: municipalities.operatorName(municipality, operator),
          startedAt: isoInstant(startedAt),
          seenAt: isoInstant(seenAt),
          isOwn: id === own.id,
        })),
      }
    },
  })

  api.route({
    method: 'DELETE',
    url: '/v1/sessions/:id',
    config: { access: ADMINISTRATORS },
    schema: {
      summary: 'End a session of somebody of the same municipality',
      security: [{ session: [] }],
      params: z.object({ id: IdSchema }),
      response: { 204: NOTHING, ...REFUSALS },
    },
    handler: async (request, reply) => {
      const isEnded = await signIn.end(operatorOf(request).session, request.params.id, 'revoked')
      if (!isEnded) throw new Problem('unknown-path', 'no such session')
      return reply.code(204).send(null)
    },
  })
}

function view(operator: SignedInOperator, { municipalities }: CentreServices): CentreSession {
  const { municipality, id, name, role, isLocked } = operator
  const session: SessionRow = operator.session
  return {
    municipality: { id: municipality, name: municipalities.name(municipality) },
    operator: { id, name, role },
    startedAt: isoInstant(session.startedAt),
    idleEndsAt: isoInstant(idleEndOf(session)),
    endsAt: isoInstant(session.endsAt),
    mustChangePin: session.mustChange === 1,
    isLocked,
  }
}

function refused({ code, figure }: SignInRefusal): Problem {
  const retry = code === 'locked-out' && figure !== undefined ? { retryAfter: figure } : {}
  return new Problem(code, 'this code opens nothing', {
    ...retry,
    ...(figure === undefined ? {} : { details: { figure } }),
  })
}
