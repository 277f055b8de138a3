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
import { withoutPlus, type Callers } from './callers.ts'
import { DocumentDesk } from './document-desk.ts'
import { documentFields, peerText } from './document-log.ts'
import type { DocumentKeeper } from './document-keeper.ts'
import type { HeardDevices } from './heard-devices.ts'
import { openOnOnePort } from './one-port.ts'
import { sipAddressText, type SipListen } from './listen-address.ts'
import { ScaipReceiver, type DocumentFate } from './receiver.ts'
import { replyAddress } from './reply-address.ts'

export interface ScaipOptions {
  readonly listen: SipListen
  readonly callers: Callers
  readonly anyFrom: () => boolean
  readonly tls: SipTls
  /** The same on every node, so that each knows the challenges of the others. */
  readonly secret: () => string
  readonly keeper: DocumentKeeper
  /** What a station of ours may send, and what a device of another maker. */
  readonly stations: StationLimits
  readonly devices: StationLimits
  /** Of all receivers and the watch over silence together. */
  readonly heard: HeardDevices
}

export interface RunningReceiver {
  /** `sip:127.0.0.1:5060`, as the ready line says it. */
  readonly address: string
  /** Shows these certificates from now on. */
  renew(tls: SipTls): void
  /** Answers what has been taken, then closes. */
  close(): Promise<void>
}

type ReceiverServices = Pick<CentreServices, 'intake' | 'watch' | 'clock' | 'log'> & {
  readonly metrics: Pick<CentreMetrics, 'scaipDocuments' | 'scaipAnswers' | 'addSip'>
}

/** Of a caller who was let in; what others say is no matter of anybody's municipality. */
const KEPT: ReadonlySet<DocumentFate> = new Set<DocumentFate>(['taken', 'refused', 'stray'])

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
  const { intake, watch, clock, log, metrics } = services
  const { callers, anyFrom, secret, stations, devices, keeper, heard } = options
  const hash = (algorithm: 'md5' | 'sha256', text: string): string =>
    createHash(algorithm).update(text).digest('hex')
  const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex')
  const opened: { endpoint?: SipEndpoint } = {}
  /** `body`: what came, or what was answered to it. */
  const keep = (
    direction: 'in' | 'out',
    { peer, ...from }: SipIncoming,
    body: string,
    fate: string,
  ): void => {
    const asked = readDocument(from.body)
    const cid = asked.kind === 'mrq' ? asked.request.cid : withoutPlus(from.fromUser)
    const station = callers.of(cid)?.station
    if (station === undefined) return
    const isBeat = asked.kind === 'mrq' && asked.request.mty === 'PI'
    keeper.keep({ at: clock.now(), station, cid, direction, peer: peerText(peer), fate, isBeat, body })
  }

  const receiver = new ScaipReceiver({
    callers,
    anyFrom,
    stations,
    devices,
    guard: new DigestGuard({ realm: REALM, secret, hash, randomHex, algorithms: ALGORITHMS }),
    now: clock.now,
    desk: new DocumentDesk({
      intake,
      watch,
      heard,
      now: clock.now,
      newId,
      onFailure: (error) => log.error(errorFields(error), 'a document could not be stored'),
    }),
    reply: (to, body, share) => {
      if (opened.endpoint === undefined) return
      void reply(opened.endpoint, { to, body, share }, log).then((fate) => {
        metrics.scaipAnswers.inc({ fate })
        keep('out', to, body, fate)
      })
    },
    onDocument: (fate, incoming, read) => {
      metrics.scaipDocuments.inc({ fate })
      log.info(documentFields(incoming.peer, read, fate), 'scaip document in')
      if (KEPT.has(fate)) keep('in', incoming, incoming.body, fate)
    },
  })
  const { endpoint, port } = await openOnOnePort(options.listen, (listen) =>
    openSipEndpoint(
      { net: nodeSipNet({ dgram, net, tls }), hash, randomHex, after, listen, tls: options.tls },
      (incoming) => receiver.take(incoming),
    ),
  )
  opened.endpoint = endpoint
  metrics.addSip(() => endpoint.counts())
  return {
    address: sipAddressText({ ...options.listen, port }),
    renew: (renewed) => endpoint.renew(renewed),
    close: async () => {
      await receiver.idle()
      await endpoint.close()
    },
  }
}

interface Reply {
  readonly to: SipIncoming
  readonly body: string
  readonly share: string
}

/** Gives what became of it. */
async function reply(endpoint: SipEndpoint, { to, body, share }: Reply, log: Logger): Promise<string> {
  const outcome = await endpoint.request({
    uri: replyAddress(to),
    peer: to.peer,
    from: to.toUri,
    to: to.fromUri,
    contentType: SCAIP_MEDIA_TYPE,
    body,
    limitMs: REPLY_LIMIT_MS,
    share,
  })
  const isTaken = outcome.ok && outcome.status < 300
  const fate = isTaken ? 'sent' : String(outcome.ok ? outcome.status : outcome.code)
  const fields = documentFields(to.peer, readDocument(body), fate)
  if (isTaken) log.info(fields, 'scaip answer out')
  else log.warn(fields, 'a scaip answer was not taken')
  return fate
}

function after(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms)
  return () => clearTimeout(timer)
}
