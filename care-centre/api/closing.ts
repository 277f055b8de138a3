import type { Api } from './server.ts'

const SWEEP_EVERY_MS = 50
/** What has not been answered by then was not taken: a station sends again, a page asks another node. */
const LONGEST_CLOSE_MS = 5000

/**
 * A server that closes ends connections that are idle at that moment. One that was being answered is idle only
 * afterwards and would be kept alive for 72 s; one that has not asked anything yet is none of the idle ones.
 */
export function closePromptly(api: Api): void {
  api.addHook('preClose', (done) => {
    const { server } = api
    if (server.listening) {
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS)
      const end = setTimeout(() => server.closeAllConnections(), LONGEST_CLOSE_MS)
      server.once('close', () => {
        clearInterval(sweep)
        clearTimeout(end)
      })
    }
    done()
  })
}
