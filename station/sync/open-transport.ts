import type { CentrePath } from '../config/configuration.ts'
import { readSecret } from '../config/read-configuration-file.ts'
import type { OutboxTransport } from './transport.ts'
import { HttpsTransport } from './transports/https-transport.ts'

/** The first path that this program can run; undefined where the configuration names none. */
export async function openTransport(
  paths: readonly CentrePath[],
  stationId: string,
): Promise<OutboxTransport | undefined> {
  const path = paths.find((candidate) => candidate.kind === 'https')
  if (path === undefined) return undefined
  const optional = async (secret: typeof path.ca): Promise<string | undefined> =>
    secret === undefined ? undefined : await readSecret(secret)
  return new HttpsTransport(
    {
      url: path.url,
      token: await readSecret(path.token),
      ca: await optional(path.ca),
      clientCert: await optional(path.clientCert),
      clientKey: await optional(path.clientKey),
    },
    stationId,
  )
}
