/** Who calls: by a station's token, an operator's cookie, or from where; looked at before the body is read. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PAGE_HEADER } from '../../shared/api/centre/session.ts'
import type { OperatorRole } from '../../shared/domain/operator-role.ts'
import { hashOfToken, sessionState, type SessionRow } from '../people/session.ts'
import type { CentreServices } from '../services.ts'
import { findSession } from '../store/sign-in-rows.ts'
import { Problem } from './problem.ts'
import { refusalOf, type Access, type Caller } from './rights.ts'

/** The cookie of a session; no script can read it, and another site's page does not send it. */
export const SESSION_COOKIE = 'tryggvakt-session'

export interface SignedInOperator {
  readonly municipality: string
  readonly id: string
  readonly name: string
  readonly role: OperatorRole
  readonly session: SessionRow
  readonly isLocked: boolean
}

/** What a caller reaches; everything read or done is narrowed by it. */
export interface Scope {
  readonly callers: readonly Caller[]
  /** `undefined`: every station. */
  readonly stations: ReadonlySet<string> | undefined
  /** Those it may command. */
  readonly commands: ReadonlySet<string> | undefined
  readonly operator: SignedInOperator | undefined
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
}

const NOTHING: ReadonlySet<string> = new Set()
const scopes = new WeakMap<FastifyRequest, Scope>()

/** The scope that was found; without one nothing is reached. */
export function scopeOf(request: FastifyRequest): Scope {
  return scopes.get(request) ?? { callers: [], stations: NOTHING, commands: NOTHING, operator: undefined }
}

/** For routes that only operators reach. */
export function operatorOf(request: FastifyRequest): SignedInOperator {
  const { operator } = scopeOf(request)
  if (operator === undefined) throw new Problem('sign-in-required', 'nobody has signed in')
  return operator
}

/** The hook before everything; a route that says nothing of who may call it lets nobody in. */
export function guard(services: CentreServices) {
  return (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void => {
    const access = request.routeOptions.config.access
    // No such path: the answer is the same for everybody.
    if (access === undefined && request.is404) {
      done()
      return
    }
    const decide = (scope: Scope): void => done(refused(services, request, access, scope))
    const shown = scopeShown(services, request)
    // Stations wait for nothing here: theirs is the call that comes by the thousand.
    if (shown !== undefined) decide(shown)
    // Also what deciding throws ends in an answer, not in the end of the node.
    else scopeOfCookie(services, request).then(decide).catch(done)
  }
}

/** What the caller is told; `undefined`: it may go on, with this scope. */
function refused(
  services: CentreServices,
  request: FastifyRequest,
  access: Access | undefined,
  scope: Scope,
): Problem | undefined {
  const { operator } = scope
  const code = refusalOf(access ?? { may: [] }, {
    callers: scope.callers,
    session:
      operator === undefined
        ? undefined
        : { isLocked: operator.isLocked, mustChangePin: operator.session.mustChange === 1 },
    changes: request.method !== 'GET' && request.method !== 'HEAD',
    isFromPage: request.headers[PAGE_HEADER] === '1',
  })
  if (code === undefined) {
    scopes.set(request, scope)
    return undefined
  }
  if (code === 'not-allowed' && operator !== undefined)
    services.refusals.note(operator, `${request.method} ${request.routeOptions.url ?? ''}`)
  return isTokenWrong(request, scope)
    ? new Problem('not-allowed', 'no token, or a wrong one', { statusCode: 401 })
    : new Problem(code, 'this caller may not do this')
}

/** By the token that the call carries; `undefined` where it opens nothing. */
function scopeShown(services: CentreServices, request: FastifyRequest): Scope | undefined {
  const { authorization } = request.headers
  const found = authorization === undefined ? undefined : scopeOfToken(services, authorization)
  return found && { ...found, callers: [...found.callers, ...callersHere(request)] }
}

async function scopeOfCookie(services: CentreServices, request: FastifyRequest): Promise<Scope> {
  // Who shows a token does not act as whoever sits at the same browser.
  const cookie = request.headers.authorization === undefined ? request.cookies[SESSION_COOKIE] : undefined
  const operator = cookie === undefined ? undefined : await operatorOfCookie(services, cookie)
  if (operator !== undefined) {
    const stations = services.municipalities.stationsOf(operator.municipality, services.watch.ids())
    return { callers: [operator.role], stations, commands: stations, operator }
  }
  const callers: Caller[] = ['signed-out', ...callersHere(request)]
  return { callers, stations: NOTHING, commands: NOTHING, operator: undefined }
}

function callersHere(request: FastifyRequest): Caller[] {
  return isFromThisMachine(request) ? ['operations'] : []
}

/** What needs no sign-in needs no token either: a wrong one is told only where one is needed. */
function isTokenWrong({ headers }: FastifyRequest, { callers }: Scope): boolean {
  return headers.authorization !== undefined && callers.includes('signed-out')
}

function scopeOfToken({ tokens }: CentreServices, authorization: string): Scope | undefined {
  if (tokens.isOfOperations(authorization)) {
    return { callers: ['operations'], stations: NOTHING, commands: NOTHING, operator: undefined }
  }
  const found = tokens.scopeOf(authorization)
  if (found === undefined) return undefined
  const { kind, stations, commands } = found
  return { callers: [kind], stations, commands, operator: undefined }
}

async function operatorOfCookie(
  { store, municipalities, clock }: CentreServices,
  cookie: string,
): Promise<SignedInOperator | undefined> {
  const session = await findSession(store.reading.query, hashOfToken(cookie))
  if (session === undefined) return undefined
  const state = sessionState(session, clock.now())
  // Role and name are the configuration's of now: who has left it has no session either.
  const known = municipalities.operator(session.municipality, session.operator)
  if (state === 'over' || known === undefined) return undefined
  const { id, name, role } = known
  return { municipality: session.municipality, id, name, role, session, isLocked: state === 'locked' }
}

/** A proxy on this machine speaks for others, and says so. */
function isFromThisMachine({ socket, headers }: FastifyRequest): boolean {
  const address = socket.remoteAddress ?? ''
  const isLoopback = address === '::1' || /^(::ffff:)?127\./.test(address)
  return isLoopback && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined
}
