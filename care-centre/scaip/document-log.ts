/**
 * A document as the text log has it: codes and identities with time and peer; no text, no number to call. The whole of
 * it is kept in the database (scaip.md §9.11).
 */
import type { ReadDocument } from '../../shared/scaip/document.ts'
import type { SipPeer } from '../../shared/sip/endpoint-types.ts'

export function documentFields(peer: SipPeer, read: ReadDocument, fate: string): Record<string, unknown> {
  const from = { peer: peerText(peer), fate }
  switch (read.kind) {
    case 'refused':
      return { ...from, ref: read.ref, snu: read.snu, why: read.ste }
    case 'mrs':
      return { ...from, ref: read.response.ref, snu: read.response.snu }
    case 'mrq': {
      const { ref, mty, cid, dty, did, stc, lco } = read.request
      const odd = read.oddities.length === 0 ? {} : { oddities: read.oddities }
      return { ...from, ref, mty, cid, dty, did, stc, lco, ...odd }
    }
  }
}

/** `tls:192.0.2.7:49152` */
export function peerText({ kind, host, port }: SipPeer): string {
  return `${kind}:${host}:${String(port)}`
}
