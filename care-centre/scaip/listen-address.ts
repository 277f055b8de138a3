/** `--sip HOST:PORT[;transport=udp|tcp|tls]`; pure. */
import type { SipTransportKind } from '../../shared/sip/net.ts'

export interface SipListen {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** Without a transport both that go unencrypted, as SIP servers do. */
  readonly kinds: readonly SipTransportKind[]
}

/** Words when it will not do. */
export function parseSipListen(text: string): SipListen | string {
  const match = /^(?:\[([^\]]+)\]|([^:;]+)):(\d{1,5})(?:;transport=([a-z]+))?$/i.exec(text)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  const kinds = kindsOf(match?.[4]?.toLowerCase())
  if (host === undefined || !(port <= 65_535) || kinds === undefined) {
    return 'is HOST:PORT, perhaps with ;transport=udp, tcp or tls behind it; for example 127.0.0.1:5060'
  }
  if (!kinds.includes('tls') && !isLoopback(host)) {
    return 'only this machine is listened to without TLS; add ;transport=tls'
  }
  return { host, port, kinds }
}

/** As the ready line says it. */
export function sipAddressText(listen: SipListen): string {
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host
  const [only, ...others] = listen.kinds
  const transport = only === undefined || others.length > 0 ? '' : `;transport=${only}`
  return `sip:${host}:${String(listen.port)}${transport}`
}

function kindsOf(transport: string | undefined): readonly SipTransportKind[] | undefined {
  switch (transport) {
    case undefined:
      return ['udp', 'tcp']
    case 'udp':
    case 'tcp':
    case 'tls':
      return [transport]
    default:
      return undefined
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
