/** The station's server over a station in memory, with a page to serve; all of it ends with each test. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { startHttpServer, type HttpServer } from '../../../../station/api/http-server.ts'
import { newToken } from '../../../../station/api/token.ts'
import { apiClient } from '../../../fakes/api-client.ts'
import { apiStation, type ApiStation } from '../../../fakes/api-station.ts'

type Client = ReturnType<typeof apiClient>['api']

export class ServedStation {
  readonly #token = newToken()
  readonly #closers: (() => unknown)[] = []
  #folder = ''
  #started: { readonly station: ApiStation; readonly server: HttpServer } | null = null

  /** For the tests of one file: each begins with a page that is built and nothing started. */
  static forEachTest(): ServedStation {
    const served = new ServedStation()
    beforeEach(() => served.#buildPage())
    afterEach(() => served.#end())
    return served
  }

  /** Where the page lies. */
  get folder(): string {
    return this.#folder
  }

  get station(): ApiStation {
    return this.#running().station
  }

  get server(): HttpServer {
    return this.#running().server
  }

  async start(options: { training?: boolean; limits?: object } = {}): Promise<void> {
    const station = apiStation(options)
    const server = await startHttpServer({
      listen: { host: '127.0.0.1', port: 0 },
      rendererFolder: this.#folder,
      router: station.router,
      token: this.#token,
      connections: station.people.parts.sessions,
      health: () => station.state.health,
      metrics: {
        contentType: 'text/plain; version=0.0.4; charset=utf-8',
        text: () => Promise.resolve('tryggvakt_up 1\n'),
      },
      log: station.log,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    })
    this.#started = { station, server }
  }

  /** @param params of its connection, beside the token */
  client(origin?: string, token = this.#token, params: Record<string, string> = {}): Client {
    const made = apiClient(this.server.url, token, origin, params)
    this.#closers.push(() => made.close())
    return made.api
  }

  /** The first message of the board. */
  subscribed(board: Client['board'], input: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.endsWithTest(board.changes.subscribe(input as never, { onData: resolve, onError: reject }))
    })
  }

  endsWithTest(subscription: { unsubscribe(): void }): void {
    this.#closers.push(() => subscription.unsubscribe())
  }

  async closeClients(): Promise<void> {
    for (const close of this.#closers.splice(0)) await close()
  }

  #running(): { readonly station: ApiStation; readonly server: HttpServer } {
    if (this.#started === null) throw new Error('this test has started no station')
    return this.#started
  }

  async #buildPage(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'tryggvakt-'))
    await mkdir(join(this.#folder, 'assets'))
    await writeFile(join(this.#folder, 'index.html'), '<!doctype html><title>Tryggvakt</title>')
    await writeFile(join(this.#folder, 'assets', 'board.js'), 'export {}')
  }

  async #end(): Promise<void> {
    await this.closeClients()
    await this.#started?.server.close()
    this.#started = null
    await rm(this.#folder, { recursive: true, force: true })
  }
}
