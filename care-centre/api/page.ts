/** The operator page: files of the build, and headers that let a page load itself and nothing else. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { pagePolicy } from '../../shared/api/page-policy.ts'
import { Problem } from './problem.ts'
import { EVERYBODY } from './rights.ts'
import type { Api } from './server.ts'

/** A year, in seconds: a browser that has once come by TLS does not come without. */
const STRICT_TRANSPORT = 'max-age=31536000'

export interface PageOptions {
  /** Folder of the built page; a node without one only takes messages. */
  readonly folder: string | undefined
  readonly isTls: boolean
}

export function addPageHeaders(api: Api, { isTls }: PageOptions): void {
  const headers = { ...pagePolicy(), ...(isTls ? { 'strict-transport-security': STRICT_TRANSPORT } : {}) }
  api.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers)
    done()
  })
}

export async function registerPage(api: Api, { folder }: PageOptions): Promise<void> {
  const config = { access: EVERYBODY }
  if (folder === undefined || !existsSync(join(folder, 'index.html'))) {
    api.route({
      method: 'GET',
      url: '/',
      config,
      schema: { hide: true },
      handler: () => {
        throw new Problem('unknown-path', 'this care centre was built without its page; run: npm run build')
      },
    })
    return
  }
  // One route of our own with who may call it; the plugin only sends.
  await api.register(fastifyStatic, { root: folder, serve: false, cacheControl: false, dotfiles: 'deny' })
  api.route({
    method: 'GET',
    url: '/*',
    config,
    schema: { hide: true },
    handler: (request, reply) => {
      const { '*': path = '' } = request.params as { readonly '*'?: string }
      return reply.sendFile(path === '' ? 'index.html' : path)
    },
  })
}
