/** A SCAIP device over our own SIP endpoint: sends documents and keeps what is answered to it. */
import { createHash, randomBytes } from 'node:crypto'
import dgram from 'node:dgram'
import net from 'node:net'
import tls from 'node:tls'
import type { ScaipResponse } from '../../shared/scaip/document.ts'
import { readDocument } from '../../shared/scaip/read-document.ts'
import { openSipEndpoint } from '../../shared/sip/endpoint.ts'
import type { SipCredentials, SipEndpoint, SipOutcome } from '../../shared/sip/endpoint-types.ts'
import type { SipTls, SipTransportKind } from '../../shared/sip/net.ts'
import { nodeSipNet } from '../../shared/sip/node-net.ts'
import { waitUntil } from './wait-until.ts'

export interface DeviceOptions {
  /** The centre: `sip:127.0.0.1:5060`. */
  readonly centre: string
  readonly cid: string
  readonly kind?: SipTransportKind
  readonly credentials?: SipCredentials
  readonly tls?: SipTls
}

export class ScaipDevice {
  /** Every `mrs` in the order of its coming, as it was written. */
  readonly answers: string[] = []
  #endpoint: SipEndpoint | undefined

  private constructor(private readonly options: DeviceOptions) {}

  static async open(options: DeviceOptions): Promise<ScaipDevice> {
    const device = new ScaipDevice(options)
    const kind = options.kind ?? 'udp'
    device.#endpoint = await openSipEndpoint(
      {
        net: nodeSipNet({ dgram, net, tls }),
        hash: (algorithm, text) => createHash(algorithm).update(text).digest('hex'),
        randomHex: (bytes) => randomBytes(bytes).toString('hex'),
        after: (ms, callback) => {
          const timer = setTimeout(callback, ms)
          return () => clearTimeout(timer)
        },
        listen: kind === 'udp' ? [{ kind, host: '127.0.0.1', port: 0 }] : [],
        tls: options.tls,
      },
      ({ body }) => {
        device.answers.push(body)
        return { status: 200 }
      },
    )
    return device
  }

  /** The final answer of SIP: that the document arrived, no more. `from`: another user than its own `cid`. */
  send(body: string, from = this.options.cid): Promise<SipOutcome> {
    const { centre, kind = 'udp', credentials } = this.options
    const [place = ''] = centre.split(';')
    if (this.#endpoint === undefined) throw new Error('the device is not open')
    return this.#endpoint.request({
      uri: `${place.replace('sip:', 'sip:sentral@')};transport=${kind}`,
      from: `sip:${from}@device.example`,
      to: place.replace('sip:', 'sip:sentral@'),
      contentType: 'application/scaip+xml',
      body,
      ...(credentials === undefined ? {} : { credentials }),
    })
  }

  /** What the centre says of this document; the SIP answer must have been 200. */
  async report(body: string): Promise<ScaipResponse> {
    const before = this.answers.length
    const outcome = await this.send(body)
    if (!outcome.ok || outcome.status !== 200) throw new Error(`answered ${JSON.stringify(outcome)}`)
    await waitUntil(() => this.answers.length > before, 'the answer of the alarm centre')
    const read = readDocument(this.answers[before] ?? '')
    if (read.kind !== 'mrs') throw new Error(`no answer: ${JSON.stringify(read)}`)
    return read.response
  }

  async close(): Promise<void> {
    await this.#endpoint?.close()
  }
}
