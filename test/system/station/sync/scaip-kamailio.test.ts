/** The station's SCAIP path over TLS to kamailio, which stands in front of two alarm receiving centres. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messageOf, openStationEnd, RESIDENT_CID } from '../../../fakes/scaip-path.ts'
import { Authority } from '../../../support/certificates.ts'
import { CleanUp, temporaryFolder } from '../../../support/clean-up.ts'
import { Kamailio } from '../../../support/kamailio.ts'
import { ScaipReceiverPeer } from '../../../support/scaip-receiver.ts'

const cleanUp = new CleanUp()
let first: ScaipReceiverPeer
let second: ScaipReceiverPeer
let proxy: Kamailio
let ca: string

beforeAll(async () => {
  const authority = await Authority.made(await temporaryFolder(cleanUp))
  ca = await readFile(authority.cert, 'utf8')
  first = await ScaipReceiverPeer.open('tcp')
  second = await ScaipReceiverPeer.open('tcp')
  cleanUp.add(() => Promise.all([first.close(), second.close()]))
  const centres = [first.address.port, second.address.port] as const
  proxy = await Kamailio.started(cleanUp, { certificate: await authority.sign('proxy'), centres })
})
afterAll(() => cleanUp.run())

test('documents go through the proxy, and the centre’s answer comes back over the station’s own connection', async () => {
  const { transport } = openStationEnd(cleanUp, { uri: proxy.uri, tls: { ca } })
  const messages = [messageOf('m-1'), messageOf('m-2')]
  expect(await transport.send({ messages, handled: [] }, 60_000)).toMatchObject({
    ok: true,
    reply: { acknowledged: ['m-1', 'm-2'] },
  })
  expect(first.arrived.map(({ incoming }) => incoming.fromUser)).toEqual([RESIDENT_CID, RESIDENT_CID])
})

test('a proxy that we do not trust gets nothing', async () => {
  const before = first.arrived.length
  const { transport } = openStationEnd(cleanUp, { uri: proxy.uri })
  expect(await transport.send({ messages: [messageOf('m-3')], handled: [] }, 60_000)).toEqual({
    ok: false,
    code: 'certificate-untrusted',
    retryAfterMs: undefined,
  })
  expect(first.arrived).toHaveLength(before)
})

test('with the first centre gone the second has the fall within the five seconds of a path', async () => {
  await first.close()
  const { transport } = openStationEnd(cleanUp, { uri: proxy.uri, tls: { ca } })
  const result = await transport.send({ messages: [messageOf('m-4')], handled: [] }, 5_000)
  expect(result).toMatchObject({ ok: true, reply: { acknowledged: ['m-4'] } })
  expect(second.references).toHaveLength(1)
})
