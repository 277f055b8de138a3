import type { FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'
import type { Scope, Tokens } from './tokens.ts'

const scopes = new WeakMap<FastifyRequest, Scope>()

/** Reads the token before the body: a stranger's megabyte is not worth parsing. */
export function signedIn(tokens: Tokens) {
  return (request: FastifyRequest, _reply: unknown, done: (error?: Error) => void): void => {
    const scope = tokens.scopeOf(request.headers.authorization)
    if (scope === undefined) {
      done(new Problem('not-allowed', 'no token, or a wrong one', 401))
      return
    }
    scopes.set(request, scope)
    done()
  }
}

/** The scope that `signedIn` found; a route without it is a mistake and refuses everybody. */
export function scopeOf(request: FastifyRequest): Scope {
  return scopes.get(request) ?? { stations: new Set(), commands: new Set() }
}
