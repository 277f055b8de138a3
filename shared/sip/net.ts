/**
 * The sockets as the endpoint sees them. `node-net.ts` makes them of Node's own modules, which each room gives in;
 * tests may bring others.
 */

export type SipTransportKind = 'udp' | 'tcp' | 'tls'

export interface SipAddress {
  readonly host: string
  readonly port: number
}

/** PEM texts. Certificates of the other side are always checked; there is no way to leave that out. */
export interface SipTls {
  /** Whom to trust instead of the system's authorities. A listening side that has it asks callers for a certificate. */
  readonly ca?: string | undefined
  readonly cert?: string | undefined
  readonly key?: string | undefined
  /** Of a listening side: a caller that shows no certificate is let in all the same; one that shows another is not. */
  readonly isCallerFree?: boolean | undefined
}

/** Why a socket could not be opened or ended. */
export type SipNetFailure =
  | 'unreachable'
  | 'dns'
  | 'closed'
  /** Closed before it brought a byte: of a TLS connection perhaps for want of a certificate. */
  | 'hung-up'
  | 'certificate-expired'
  | 'certificate-name'
  | 'certificate-untrusted'
  /** The other side wants a certificate of ours, or does not take the one it was shown. */
  | 'client-certificate'
  | 'tls'

export interface SipUdpPort {
  readonly address: SipAddress
  /** Never throws; what cannot be sent is told to `onFailure`. */
  send(bytes: Uint8Array, to: SipAddress, onFailure: (code: SipNetFailure) => void): void
  close(): Promise<void>
}

export interface SipStreamEvents {
  readonly onOpen: () => void
  readonly onBytes: (bytes: Uint8Array) => void
  /** Once, at the end; also where the stream never opened. */
  readonly onClose: (code: SipNetFailure) => void
}

export interface SipStream {
  readonly local: SipAddress
  readonly remote: SipAddress
  /** Bytes written that the other side has not taken yet. */
  readonly unsentBytes: number
  write(bytes: Uint8Array): void
  destroy(): void
}

export interface SipListener {
  readonly address: SipAddress
  /** Shows these from the next handshake on; over TCP there is nothing to show. */
  renew(tls: SipTls): void
  close(): Promise<void>
}

export interface SipNet {
  openUdp(address: SipAddress, onDatagram: (bytes: Uint8Array, from: SipAddress) => void): Promise<SipUdpPort>
  listen(
    kind: 'tcp' | 'tls',
    address: SipAddress,
    tls: SipTls,
    onStream: (stream: SipStream) => SipStreamEvents,
  ): Promise<SipListener>
  connect(kind: 'tcp' | 'tls', to: SipAddress, tls: SipTls, events: SipStreamEvents): SipStream
}
