/** An alarm receiving centre over our own SIP endpoint, which does with each document what the test says. */
import { readDocument } from '../../shared/scaip/read-document.ts'
import type { ScaipRequest } from '../../shared/scaip/document.ts'
import { openSipEndpoint } from '../../shared/sip/endpoint.ts'
import type {
  SipAnswer,
  SipEndpoint,
  SipIncoming,
  SipListenAddress,
} from '../../shared/sip/endpoint-types.ts'
import type { SipTls, SipTransportKind } from '../../shared/sip/net.ts'
import { sipMeans } from '../../station/sync/sip-means.ts'
import { waitUntil } from './wait-until.ts'

export interface Arrived {
  readonly request: ScaipRequest
  readonly incoming: SipIncoming
}

/** What happens to one document: the SIP answer, given before or after `answerWith` was called. */
export type Treatment = (arrived: Arrived, receiver: ScaipReceiverPeer) => SipAnswer | Promise<SipAnswer>

/** 200, and an `mrs` of its own with this number. */
export function says(snu: number): Treatment {
  return (arrived, receiver) => {
    void receiver.answer(arrived, snu)
    return { status: 200 }
  }
}

export class ScaipReceiverPeer {
  readonly arrived: Arrived[] = []
  treatment: Treatment = says(0)
  #endpoint: SipEndpoint | undefined

  static async open(kind: SipTransportKind, port = 0, tls?: SipTls): Promise<ScaipReceiverPeer> {
    const receiver = new ScaipReceiverPeer()
    receiver.#endpoint = await openSipEndpoint(
      { ...sipMeans, listen: [{ kind, host: '127.0.0.1', port }], tls },
      (incoming) => receiver.#take(incoming),
    )
    return receiver
  }

  get address(): SipListenAddress {
    const address = this.#endpoint?.listening[0]
    if (address === undefined) throw new Error('the receiver does not listen')
    return address
  }

  get uri(): string {
    const { kind, port } = this.address
    return `sip:sentral@127.0.0.1:${port};transport=${kind}`
  }

  /** The references in the order of their coming. */
  get references(): string[] {
    return this.arrived.map(({ request }) => request.ref)
  }

  /** Sends the `mrs`; `from` may be another receiver, as where a proxy stands between. */
  async answer({ request, incoming }: Arrived, snu: number, ref = request.ref): Promise<void> {
    await this.#endpoint?.request({
      uri: incoming.fromUri,
      peer: incoming.peer,
      from: incoming.toUri,
      to: incoming.fromUri,
      contentType: 'application/scaip+xml',
      body: `<mrs><ref>${ref}</ref><snu>${snu}</snu></mrs>`,
    })
  }

  async sees(count: number): Promise<readonly Arrived[]> {
    await waitUntil(
      () => this.arrived.length >= count,
      () => `${this.arrived.length} documents came`,
    )
    return this.arrived
  }

  async close(): Promise<void> {
    await this.#endpoint?.close()
  }

  #take(incoming: SipIncoming): SipAnswer | Promise<SipAnswer> {
    const read = readDocument(incoming.body)
    if (read.kind !== 'mrq') return { status: 400 }
    const arrived = { request: read.request, incoming }
    this.arrived.push(arrived)
    return this.treatment(arrived, this)
  }
}
