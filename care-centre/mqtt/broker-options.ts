/** How a node speaks with its broker. */
import { randomBytes } from 'node:crypto'
import type { IClientOptions } from 'mqtt'
import type { BrokerAddress } from './broker-address.ts'

const KEEP_ALIVE_SECONDS = 30
const CONNECT_LIMIT_MS = 5_000
/** Nodes that lost the same broker come back between one and three seconds later, not in step. */
const SHORTEST_RECONNECT_MS = 1_000
const RECONNECT_JITTER_MS = 2_000
/** Messages that this node may hold without a receipt: about what one transaction takes. */
const MOST_IN_HAND = 200
/** Larger ones the broker keeps to itself; up to here they are answered by `too-large`. */
const LONGEST_PACKET_BYTES = 4 * 1024 * 1024

export interface BrokerOptions extends BrokerAddress {
  /** The authority's certificate, PEM; left out: those that the system trusts. */
  readonly ca: string | undefined
}

export function clientOptions({ username, password, ca }: BrokerOptions): IClientOptions {
  return {
    protocolVersion: 5,
    clientId: `tryggvakt-centre-${randomBytes(8).toString('hex')}`,
    // A node that is gone leaves nothing behind; what it held goes to the others, and stations ask again.
    clean: true,
    keepalive: KEEP_ALIVE_SECONDS,
    connectTimeout: CONNECT_LIMIT_MS,
    reconnectPeriod: SHORTEST_RECONNECT_MS + Math.round(Math.random() * RECONNECT_JITTER_MS),
    reconnectOnConnackError: true,
    resubscribe: false,
    queueQoSZero: false,
    properties: { receiveMaximum: MOST_IN_HAND, maximumPacketSize: LONGEST_PACKET_BYTES },
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ca }),
  }
}
