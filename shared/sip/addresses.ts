/** SIP addresses: URIs (RFC 3261 19.1), the name and address of From and To, and Via. */
import { listOf, splitOutsideQuotes, type SipMessage } from './message.ts'
import type { SipAddress, SipTransportKind } from './net.ts'

export interface SipUri {
  readonly scheme: 'sip' | 'sips'
  /** Percent signs undone; empty where there is none. */
  readonly user: string
  /** Lower case; IPv6 without its brackets. */
  readonly host: string
  readonly port: number | undefined
  readonly parameters: ReadonlyMap<string, string>
}

export interface NameAddress {
  readonly uri: string
  readonly parameters: ReadonlyMap<string, string>
}

export interface Via {
  readonly transport: string
  readonly host: string
  readonly port: number | undefined
  readonly parameters: ReadonlyMap<string, string>
}

const HOST_AND_PORT = /^(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?:\s*:\s*([0-9]{1,5}))?$/

export function parseSipUri(text: string): SipUri | undefined {
  const match = /^(sips?):(?:([^@]*)@)?([^;?]*)((?:;[^?]*)?)(?:\?.*)?$/i.exec(text.trim())
  if (match === null) return undefined
  const [, scheme = '', userInfo = '', hostAndPort = '', parameters = ''] = match
  const place = parseHostAndPort(hostAndPort)
  if (place === undefined) return undefined
  return {
    scheme: scheme.toLowerCase() === 'sips' ? 'sips' : 'sip',
    user: unescapeUser(userInfo.split(':', 1)[0] ?? ''),
    ...place,
    parameters: parseParameters(parameters.split(';').slice(1)),
  }
}

/** Where requests to this address go. No port: 5060, with TLS 5061 (RFC 3261 19.1.2). */
export function destinationOf(uri: SipUri): (SipAddress & { readonly kind: SipTransportKind }) | undefined {
  const asked = uri.parameters.get('transport')?.toLowerCase()
  const kind = uri.scheme === 'sips' ? 'tls' : (asked ?? 'udp')
  if (kind !== 'udp' && kind !== 'tcp' && kind !== 'tls') return undefined
  return { kind, host: uri.host, port: uri.port ?? (kind === 'tls' ? 5061 : 5060) }
}

/** `"Name" <sip:a@b;x>;tag=1` or `sip:a@b;tag=1`, where the parameters are the field's (RFC 3261 20.10). */
export function parseNameAddress(value: string): NameAddress | undefined {
  const [address = '', ...parameters] = splitOutsideQuotes(value, ';')
  const bracket = /^(?:"(?:[^"\\]|\\.)*"\s*|[^"<]*)<([^<>]*)>$/.exec(address)
  const uri = bracket === null ? address : (bracket[1] ?? '')
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*$/.test(uri)
    ? { uri, parameters: parseParameters(parameters) }
    : undefined
}

/** The user of a SIP address, or the number of a `tel:` one; empty where there is none. */
export function userOf(uri: string): string {
  const number = /^tel:([^;]*)/i.exec(uri)
  return number === null ? (parseSipUri(uri)?.user ?? '') : (number[1] ?? '')
}

export function parseVia(value: string): Via | undefined {
  const [start = '', ...parameters] = splitOutsideQuotes(value, ';')
  const match = /^SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z0-9-]+)\s+(.+)$/i.exec(start)
  if (match === null) return undefined
  const [, transport = '', sentBy = ''] = match
  const place = parseHostAndPort(sentBy.trim())
  return place === undefined
    ? undefined
    : { transport: transport.toUpperCase(), ...place, parameters: parseParameters(parameters) }
}

/** The Via of whoever sent the message last. */
export function topVia(message: SipMessage): Via | undefined {
  return parseVia(listOf(message, 'via')[0] ?? '')
}

/** A host for a URI or a Via: IPv6 in brackets. */
export function writtenHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

function parseHostAndPort(
  text: string,
): { readonly host: string; readonly port: number | undefined } | undefined {
  const match = HOST_AND_PORT.exec(text.trim())
  if (match === null) return undefined
  const [, host = '', port] = match
  const number = port === undefined ? undefined : Number(port)
  if (number !== undefined && (number < 1 || number > 65_535)) return undefined
  return { host: host.replace(/^\[|\]$/g, '').toLowerCase(), port: number }
}

function parseParameters(parts: readonly string[]): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  for (const part of parts) {
    const equals = part.indexOf('=')
    const name = (equals === -1 ? part : part.slice(0, equals)).trim().toLowerCase()
    const value = equals === -1 ? '' : part.slice(equals + 1).trim()
    if (name !== '' && !parameters.has(name)) parameters.set(name, value)
  }
  return parameters
}

function unescapeUser(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Not well formed: what stands there is the name.
    return text
  }
}
