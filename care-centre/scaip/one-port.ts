import type { SipEndpoint, SipListenAddress } from '../../shared/sip/endpoint-types.ts'
import type { SipListen } from './listen-address.ts'

/** Another program may take the second of two ports of one number; a few tries find one that is free for both. */
const MOST_TRIES = 5

/** Opens every transport of `listen` on one port, also where any free one will do. */
export async function openOnOnePort(
  { host, port, kinds }: SipListen,
  open: (listen: readonly SipListenAddress[]) => Promise<SipEndpoint>,
): Promise<{ readonly endpoint: SipEndpoint; readonly port: number }> {
  const [first, ...others] = kinds
  if (first === undefined) throw new Error('nothing to listen on')
  for (let tries = 1; ; tries += 1) {
    const probe = port === 0 && others.length > 0 ? await freePortOf(open, host, first) : port
    try {
      const endpoint = await open(kinds.map((kind) => ({ kind, host, port: probe })))
      return { endpoint, port: endpoint.listening[0]?.port ?? probe }
    } catch (error) {
      if (port !== 0 || tries >= MOST_TRIES) throw error
    }
  }
}

async function freePortOf(
  open: (listen: readonly SipListenAddress[]) => Promise<SipEndpoint>,
  host: string,
  kind: SipListenAddress['kind'],
): Promise<number> {
  const endpoint = await open([{ kind, host, port: 0 }])
  await endpoint.close()
  return endpoint.listening[0]?.port ?? 0
}
