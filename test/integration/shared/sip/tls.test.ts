/** Check 12 of scaip.md §13 on the wire: a certificate that is not good costs the message, never its secrecy. */
import { readFile } from 'node:fs/promises'
import * as net from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSipEndpoint } from '../../../../shared/sip/endpoint.ts'
import type { SipEndpoint, SipEndpointParts, SipOutcome } from '../../../../shared/sip/endpoint-types.ts'
import { sipMeans } from '../../../../station/sync/sip-means.ts'
import { Authority, type CertificateOptions } from '../../../support/certificates.ts'
import { CleanUp, temporaryFolder } from '../../../support/clean-up.ts'

const cleanUp = new CleanUp()
let authority: Authority
let ca: string

beforeAll(async () => {
  authority = await Authority.made(await temporaryFolder(cleanUp))
  ca = await readFile(authority.cert, 'utf8')
})
afterAll(() => cleanUp.run())

interface Pems {
  readonly cert: string
  readonly key: string
}

async function signed(name: string, options?: CertificateOptions): Promise<Pems> {
  const { cert, key } = await authority.sign(name, options)
  return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') }
}

async function open(parts: Partial<SipEndpointParts>, bodies: string[] = []): Promise<SipEndpoint> {
  const endpoint = await openSipEndpoint({ ...sipMeans, listen: [], ...parts }, ({ body }) => {
    bodies.push(body)
    return { status: 200 }
  })
  cleanUp.add(() => endpoint.close())
  return endpoint
}

const LISTEN = [{ kind: 'tls', host: '127.0.0.1', port: 0 }] as const

/** Sends a document over TLS through a tap that keeps every byte of the sender. */
async function sendTapped(
  station: SipEndpoint,
  port: number,
  limitMs = 5_000,
): Promise<{ readonly outcome: SipOutcome; readonly sent: string }> {
  const sent: Buffer[] = []
  const tap = net.createServer((socket) => {
    const behind = net.connect(port, '127.0.0.1')
    socket.on('data', (bytes) => sent.push(bytes))
    socket.pipe(behind).pipe(socket)
    for (const end of [socket, behind]) end.on('error', () => end.destroy())
  })
  await new Promise<void>((listening) => tap.listen(0, '127.0.0.1', listening))
  cleanUp.add(() => tap.close())
  const address = tap.address()
  const outcome = await station.request({
    uri: `sip:sentral@127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0};transport=tls`,
    from: 'sip:4790000017@127.0.0.1',
    to: 'sip:sentral@127.0.0.1',
    contentType: 'application/scaip+xml',
    body: '<mrq><ref>A1</ref></mrq>',
    limitMs,
  })
  return { outcome, sent: Buffer.concat(sent).toString('latin1') }
}

describe('over TLS', () => {
  it('a document goes to a receiver whose certificate our authority signed, and none of it can be read on the way', async () => {
    const bodies: string[] = []
    const centre = await open({ listen: LISTEN, tls: await signed('centre') }, bodies)
    const station = await open({ tls: { ca } })
    const { outcome, sent } = await sendTapped(station, centre.listening[0]?.port ?? 0)
    expect(outcome).toMatchObject({ ok: true, status: 200 })
    expect(bodies).toEqual(['<mrq><ref>A1</ref></mrq>'])
    expect(sent).not.toMatch(/MESSAGE|mrq/)
  })

  it.each([
    ['certificate-expired', 'one that has run out', { days: -1 }],
    ['certificate-name', 'one of another name', { names: 'DNS:elsewhere.example' }],
  ] as const)(
    '%s: a receiver with %s gets no document, not in the clear either',
    async (code, _what, options) => {
      const bodies: string[] = []
      const centre = await open({ listen: LISTEN, tls: await signed(code, options) }, bodies)
      const station = await open({ tls: { ca } })
      const { outcome, sent } = await sendTapped(station, centre.listening[0]?.port ?? 0)
      expect(outcome).toEqual({ ok: false, code })
      expect(bodies).toEqual([])
      expect(sent).not.toMatch(/MESSAGE|mrq/)
    },
  )

  it('a receiver that nobody we trust has signed gets none, nor does one that speaks no TLS', async () => {
    const bodies: string[] = []
    const centre = await open({ listen: LISTEN, tls: await signed('stranger') }, bodies)
    const plain = await open({ listen: [{ kind: 'tcp', host: '127.0.0.1', port: 0 }] }, bodies)
    const station = await open({})
    const untrusted = await sendTapped(station, centre.listening[0]?.port ?? 0)
    expect(untrusted.outcome).toEqual({ ok: false, code: 'certificate-untrusted' })
    const clear = await sendTapped(station, plain.listening[0]?.port ?? 0, 500)
    expect(clear.outcome).toEqual({ ok: false, code: 'timeout' })
    expect(bodies).toEqual([])
    expect(untrusted.sent + clear.sent).not.toMatch(/MESSAGE|mrq/)
  })

  it('a receiver that wants to know us takes our certificate and no stranger', async () => {
    const bodies: string[] = []
    const centre = await open({ listen: LISTEN, tls: { ...(await signed('strict')), ca } }, bodies)
    const { port = 0 } = centre.listening[0] ?? {}
    const known = await open({ tls: { ca, ...(await signed('station')) } })
    expect((await sendTapped(known, port)).outcome).toMatchObject({ ok: true, status: 200 })
    const unknown = await open({ tls: { ca } })
    expect((await sendTapped(unknown, port)).outcome).toMatchObject({ ok: false })
    expect(bodies).toHaveLength(1)
  })
})
