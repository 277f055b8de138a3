/** What the SIP endpoint needs of this machine: sockets, hashes, chance, timers. */
import { createHash, randomBytes } from 'node:crypto'
import * as dgram from 'node:dgram'
import * as net from 'node:net'
import * as tls from 'node:tls'
import type { SipEndpointParts } from '../../shared/sip/endpoint-types.ts'
import { nodeSipNet } from '../../shared/sip/node-net.ts'

export const sipMeans: Pick<SipEndpointParts, 'net' | 'hash' | 'randomHex' | 'after'> = {
  net: nodeSipNet({ dgram, net, tls }),
  hash: (algorithm, text) => createHash(algorithm).update(text).digest('hex'),
  randomHex: (bytes) => randomBytes(bytes).toString('hex'),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}
