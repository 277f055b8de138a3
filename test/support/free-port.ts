import { createServer } from 'node:net'

/**
 * Below those that the system gives to connections and to whoever listens at any port (Linux: from 32768 on), so that
 * nobody takes one between this look at it and the start of the program that it is for.
 */
const FIRST = 16_384
/** Test processes run side by side: each has ports of its own, and gives none twice while it has others. */
const PROCESSES = 256
const OF_A_PROCESS = 64
let given = 0

/** A port on loopback where nobody listens now. */
export async function freePort(): Promise<number> {
  const first = FIRST + (process.pid % PROCESSES) * OF_A_PROCESS
  for (let tries = 0; tries < OF_A_PROCESS; tries += 1) {
    const port = first + (given % OF_A_PROCESS)
    given += 1
    if (await isFree(port)) return port
  }
  throw new Error('no free port')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
