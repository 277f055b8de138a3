/** What listens with TLS on loopback, as plain text for the questions of a test, whatever its certificate says. */
import { createServer, type AddressInfo } from 'node:net'
import { connect, type ConnectionOptions } from 'node:tls'
import type { CleanUp } from './clean-up.ts'

/** Gives the address. `own`: the certificate that the test itself shows. */
export async function plainFront(
  cleanUp: CleanUp,
  port: number,
  own: Pick<ConnectionOptions, 'cert' | 'key'> = {},
): Promise<string> {
  const server = createServer((near) => {
    const far = connect({ ...own, port, host: '127.0.0.1', rejectUnauthorized: false })
    near.pipe(far).pipe(near)
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  cleanUp.add(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
      }),
  )
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}
