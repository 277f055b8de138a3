/** Where an `mrs` goes where the connection that its document came over is gone: never by a lesser transport. Pure. */
import { parseSipUri, writtenHost } from '../../shared/sip/addresses.ts'
import type { SipIncoming } from '../../shared/sip/endpoint-types.ts'

export function replyAddress({ contact, fromUri, fromUser, peer }: SipIncoming): string {
  const uri = contact ?? fromUri
  const parsed = parseSipUri(uri)
  const transport = `;transport=${peer.kind}`
  if (parsed === undefined)
    return `sip:${encodeURIComponent(fromUser)}@${writtenHost(peer.host)}:${String(peer.port)}${transport}`
  if (parsed.scheme === 'sips' || parsed.parameters.get('transport')?.toLowerCase() === peer.kind) return uri
  const port = parsed.port === undefined ? '' : `:${String(parsed.port)}`
  const user = parsed.user === '' ? '' : `${encodeURIComponent(parsed.user)}@`
  return `sip:${user}${writtenHost(parsed.host)}${port}${transport}`
}
