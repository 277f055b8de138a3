/** The SCAIP receiver on its sockets. */
import { createHash, randomBytes } from 'node:crypto'
import dgram from 'node:dgram'
import net from 'node:net'
import tls from 'node:tls'
import type { Logger } from 'pino'
import { v7 as newId } from 'uuid'
import { SCAIP_MEDIA_TYPE } from '../../shared/scaip/document.ts'
import { readDocument } from '../../shared/scaip/read-document.ts'
import { DigestGuard } from '../../shared/sip/digest-guard.ts'
import { openSipEndpoint } from '../../shared/sip/endpoint.ts'
import type { SipEndpoint, SipIncoming } from '../../shared/sip/endpoint-types.ts'
import type { SipTls } from '../../shared/sip/net.ts'
import { nodeSipNet } from '../../shared/sip/node-net.ts'
import type { CentreMetrics } from '../api/metrics.ts'
import type { StationLimits } from '../intake/station-limits.ts'
import { errorFields } from '../log.ts'
import type { CentreServices } from '../services.ts'
import type { Callers } from './callers.ts'
import { DocumentDesk } from './document-desk.ts'
import { documentFields } from './document-log.ts'
import { openOnOnePort } from './one-port.ts'
import { sipAddressText, type SipListen } from './listen-address.ts'
import { ScaipReceiver } from './receiver.ts'
import { replyAddress } from './reply-address.ts'

export interface ScaipOptions {
  readonly listen: SipListen
  readonly callers: Callers
  readonly anyFrom: boolean
  readonly tls: SipTls
  /** The same on every node, so that each knows the challenges of the others. */
  readonly secret: string
  /** What a station of ours may send, and what a device of another maker. */
  readonly stations: StationLimits
  readonly devices: StationLimits
}

export interface RunningReceiver {
  /** `sip:127.0.0.1:5060`, as the ready line says it. */
  readonly address: string
  /** Answers what has been taken, then closes. */
  close(): Promise<void>
}

type ReceiverServices = Pick<CentreServices, 'store' | 'intake' | 'watch' | 'clock' | 'log'> & {
  readonly metrics: Pick<CentreMetrics, 'scaipDocuments'>
}

const REALM = 'tryggvakt'
/** What knows MD5 alone looks at the first challenge and gives up at any other (seen with SIPp). */
const ALGORITHMS = ['MD5', 'SHA-256'] as const
/** A device that does not answer the answer sends its document again. */
const REPLY_LIMIT_MS = 10_000

/** Rejects with the socket's error when an address cannot be listened on. */
export async function startScaipReceiver(
  options: ScaipOptions,
  services: ReceiverServices,
): Promise<RunningReceiver> {
  const { store, intake, watch, clock, log, metrics } = services
  const { callers, anyFrom, secret, stations, devices } = options
  const hash = (algorithm: 'md5' | 'sha256', text: string): string =>
    createHash(algorithm).update(text).digest('hex')
  const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex')
  const opened: { endpoint?: SipEndpoint } = {}

  const receiver = new ScaipReceiver({
    callers,
    anyFrom,
    stations,
    devices,
    guard: new DigestGuard({ realm: REALM, secret, hash, randomHex, algorithms: ALGORITHMS }),
    now: clock.now,
    desk: new DocumentDesk({
      writes: store.writes,
      intake,
      watch,
      now: clock.now,
      newId,
      onFailure: (error) => log.error(errorFields(error), 'a document could not be stored'),
    }),
    reply: (to, body) => {
      if (opened.endpoint !== undefined) void reply(opened.endpoint, to, body, log)
    },
    onDocument: (fate, { peer }, read) => {
      metrics.scaipDocuments.inc({ fate })
      log.info(documentFields(peer, read, fate), 'scaip document in')
    },
  })
  const { endpoint, port } = await openOnOnePort(options.listen, (listen) =>
    openSipEndpoint(
      { net: nodeSipNet({ dgram, net, tls }), hash, randomHex, after, listen, tls: options.tls },
      (incoming) => receiver.take(incoming),
    ),
  )
  opened.endpoint = endpoint
  return {
    address: sipAddressText({ ...options.listen, port }),
    close: async () => {
      await receiver.idle()
      await endpoint.close()
    },
  }
}

async function reply(endpoint: SipEndpoint, to: SipIncoming, body: string, log: Logger): Promise<void> {
  const outcome = await endpoint.request({
    uri: replyAddress(to),
    peer: to.peer,
    from: to.toUri,
    to: to.fromUri,
    contentType: SCAIP_MEDIA_TYPE,
    body,
    limitMs: REPLY_LIMIT_MS,
  })
  const isTaken = outcome.ok && outcome.status < 300
  const fate = isTaken ? 'sent' : String(outcome.ok ? outcome.status : outcome.code)
  const fields = documentFields(to.peer, readDocument(body), fate)
  if (isTaken) log.info(fields, 'scaip answer out')
  else log.warn(fields, 'a scaip answer was not taken')
}

function after(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms)
  return () => clearTimeout(timer)
}
