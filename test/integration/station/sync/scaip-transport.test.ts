/** The twelve checks of scaip.md §13, as far as they are the sender's; against a receiver over real sockets. */
import { createSocket } from 'node:dgram'
import { readFile } from 'node:fs/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { readDocument } from '../../../../shared/scaip/read-document.ts'
import { answerTo } from '../../../../shared/sip/build-message.ts'
import { DigestGuard } from '../../../../shared/sip/digest-guard.ts'
import type { SipTls } from '../../../../shared/sip/net.ts'
import { readMessage } from '../../../../shared/sip/read-message.ts'
import { decodeUtf8, encodeUtf8 } from '../../../../shared/sip/utf8.ts'
import { writeMessage } from '../../../../shared/sip/write-message.ts'
import type { StationMessage } from '../../../../shared/wire/centre-messages.ts'
import { sipMeans } from '../../../../station/sync/sip-means.ts'
import type { SendResult } from '../../../../station/sync/transport.ts'
import {
  heartbeatOf,
  messageOf,
  openStationEnd,
  RESIDENT_CID,
  STATION_CID,
  type StationEnd,
} from '../../../fakes/scaip-path.ts'
import { Authority } from '../../../support/certificates.ts'
import { CleanUp, temporaryFolder } from '../../../support/clean-up.ts'
import { freePort } from '../../../support/free-port.ts'
import { namedAtLast } from '../../../support/named-at-last.ts'
import { says, ScaipReceiverPeer, type Treatment } from '../../../support/scaip-receiver.ts'
import { waitUntil } from '../../../support/wait-until.ts'

/** What does not come: long enough that all that does come has, also on a busy machine. */
const GIVEN_UP_MS = 1_000

const cleanUp = new CleanUp()
afterEach(() => cleanUp.run())

async function openReceiver(
  kind: 'udp' | 'tcp' = 'udp',
  treatment: Treatment = says(0),
): Promise<ScaipReceiverPeer> {
  const receiver = await ScaipReceiverPeer.open(kind)
  receiver.treatment = treatment
  cleanUp.add(() => receiver.close())
  return receiver
}

function send(
  { transport }: StationEnd,
  messages: readonly StationMessage[],
  limitMs = 5_000,
): Promise<SendResult> {
  return transport.send({ messages, handled: [] }, limitMs)
}

const taken = (...ids: string[]): SendResult => ({
  ok: true,
  reply: { acknowledged: ids, rejected: [], commands: [] },
})
const failing = (code: string, retryAfterMs?: number): unknown => ({ ok: false, code, retryAfterMs })

describe.each(['udp', 'tcp'] as const)('over %s', (kind) => {
  test('a fall is one document with the resident’s cid, also in From, and the mrs of the centre delivers it', async () => {
    const receiver = await openReceiver(kind)
    const station = openStationEnd(cleanUp, { uri: receiver.uri })
    expect(await send(station, [messageOf('m-1')])).toEqual(taken('m-1'))
    const [first] = receiver.arrived
    expect(first?.incoming.fromUser).toBe(RESIDENT_CID)
    expect(first?.request).toMatchObject({
      mty: 'ME',
      cid: RESIDENT_CID,
      dty: 5,
      did: 'R204B',
      stc: 9,
      lco: 11,
      ite: 'tv1 alarm-of-m-1 1 raised m-1 critical fall',
    })
  })

  test('a heartbeat is a PI of the station', async () => {
    const receiver = await openReceiver(kind)
    const station = openStationEnd(cleanUp, { uri: receiver.uri })
    expect(await send(station, [heartbeatOf('h-1')])).toEqual(taken('h-1'))
    expect(receiver.arrived[0]?.request).toMatchObject({ mty: 'PI', cid: STATION_CID, dty: 2 })
  })

  test('check 4: a 200 without an mrs is no delivery', async () => {
    const receiver = await openReceiver(kind, () => ({ status: 200 }))
    const station = openStationEnd(cleanUp, { uri: receiver.uri })
    expect(await send(station, [messageOf('m-1')], GIVEN_UP_MS)).toEqual(failing('timeout'))
    expect(receiver.references).toHaveLength(1)
  })

  test('check 5: an mrs before the 200 counts', async () => {
    const receiver = await openReceiver(kind, async (arrived, peer) => {
      await peer.answer(arrived, 0)
      return { status: 200 }
    })
    const station = openStationEnd(cleanUp, { uri: receiver.uri })
    expect(await send(station, [messageOf('m-1')])).toEqual(taken('m-1'))
  })

  test('check 6: an mrs for a document that nobody sent goes to the log and has no effect', async () => {
    const receiver = await openReceiver(kind, async (arrived, peer) => {
      await peer.answer(arrived, 0, 'UNKNOWN1')
      return { status: 200 }
    })
    const station = openStationEnd(cleanUp, { uri: receiver.uri })
    expect(await send(station, [messageOf('m-1')], GIVEN_UP_MS)).toEqual(failing('timeout'))
    expect(station.log.join('\n')).toContain('an answer to a document that nobody sent')
    expect(station.unasked).toEqual([])
    expect(station.strays()).toBeGreaterThan(0)
  })

  test('check 7: a receiver that asks for a digest gets it, and the log has the document but no secret', async () => {
    const guard = new DigestGuard({ realm: 'sentral', secret: () => 'x', ...sipMeans })
    const receiver = await openReceiver(kind, (arrived, peer) => {
      const verdict = guard.check('MESSAGE', arrived.incoming.authorization, () => 'hemmelig', 1000)
      if (!verdict.ok) return { status: 401, headers: guard.challenges(1000, false) }
      return says(0)(arrived, peer)
    })
    const station = openStationEnd(cleanUp, { uri: receiver.uri, username: 'tun', password: 'hemmelig' })
    expect(await send(station, [messageOf('m-1')])).toEqual(taken('m-1'))
    const [first, second] = receiver.arrived
    expect(second?.incoming.callId).toBe(first?.incoming.callId)
    const log = station.log.join('\n')
    expect(log).toContain('<mrq>')
    expect(log).toContain('<mrs>')
    expect(log).not.toMatch(/hemmelig|Digest|nonce/)
    const stranger = openStationEnd(cleanUp, { uri: receiver.uri })
    expect(await send(stranger, [messageOf('m-2')])).toEqual(failing('unauthorised'))
  })

  test('a late mrs is told when it comes', async () => {
    let late: (() => Promise<void>) | undefined
    const receiver = await openReceiver(kind, (arrived, peer) => {
      late = () => peer.answer(arrived, 0)
      return { status: 200 }
    })
    const station = openStationEnd(cleanUp, { uri: receiver.uri })
    expect(await send(station, [messageOf('m-1')], GIVEN_UP_MS)).toEqual(failing('timeout'))
    await late?.()
    expect(station.unasked).toEqual([{ acknowledged: ['m-1'], rejected: [], commands: [] }])
    await late?.()
    expect(station.unasked).toHaveLength(1)
  })
})

test('an mrs in the body of the 200 counts, as one maker sends it', async () => {
  const socket = createSocket('udp4')
  cleanUp.add(() => socket.close())
  socket.on('message', (bytes, from) => {
    const read = readMessage(bytes)
    if (!read.ok || read.message.type !== 'request') return
    const document = readDocument(decodeUtf8(read.message.body))
    if (document.kind !== 'mrq') return
    const peer = { host: from.address, port: from.port }
    const fields = [{ name: 'content-type', value: 'application/scaip+xml' }]
    const answer = answerTo(read.message, peer, { status: 200, fields, toTag: 't' })
    const body = encodeUtf8(`<mrs><ref>${document.request.ref}</ref><snu>0</snu></mrs>`)
    socket.send(writeMessage({ ...answer, body }), from.port, from.address)
  })
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound))
  const station = openStationEnd(cleanUp, {
    uri: `sip:sentral@127.0.0.1:${socket.address().port};transport=udp`,
  })
  expect(await send(station, [messageOf('m-1')])).toEqual(taken('m-1'))
})

test('an mrs from another address, as behind a proxy, counts', async () => {
  const elsewhere = await openReceiver()
  const receiver = await openReceiver('udp', (arrived) => {
    void elsewhere.answer(arrived, 0)
    return { status: 200 }
  })
  const station = openStationEnd(cleanUp, { uri: receiver.uri })
  expect(await send(station, [messageOf('m-1')])).toEqual(taken('m-1'))
})

describe('the status number of the centre (scaip.md §6.11)', () => {
  test.each([
    [4, failing('overloaded', 10_000)],
    [5, failing('not-handled')],
    [6, failing('overloaded')],
    [99, failing('not-handled')],
    [4711, failing('not-handled')],
  ])('%d: the next way at once', async (snu, result) => {
    const receiver = await openReceiver('udp', says(snu))
    const station = openStationEnd(cleanUp, { uri: receiver.uri })
    expect(await send(station, [messageOf('m-1')])).toEqual(result)
  })

  test.each([2, 3, 7])('%d: refused, with the number for the technician', async (snu) => {
    const receiver = await openReceiver('udp', says(snu))
    const station = openStationEnd(cleanUp, { uri: receiver.uri })
    const result = await send(station, [messageOf('m-1')])
    const refusal = { id: 'm-1', index: 0, code: `snu-${snu}` }
    expect(result).toMatchObject({ ok: true, reply: { acknowledged: [], rejected: [refusal] } })
  })

  test('1: the same document again at once without its texts, under the same reference', async () => {
    const receiver = await openReceiver('udp', (arrived, peer) =>
      says(arrived.request.ite === undefined ? 0 : 1)(arrived, peer),
    )
    const station = openStationEnd(cleanUp, { uri: receiver.uri })
    expect(await send(station, [messageOf('m-1')])).toEqual(taken('m-1'))
    expect(new Set(receiver.references).size).toBe(1)
    expect(receiver.arrived.map(({ request }) => request.ite)).toEqual([expect.any(String), undefined])
  })

  test.each([
    // A redirect leads where nobody was agreed on.
    [302, failing('not-handled')],
    [403, failing('unauthorised')],
    [404, failing('not-handled')],
    [500, failing('not-handled')],
    [503, failing('overloaded', 7_000)],
    [603, failing('not-handled')],
  ])('SIP %d is the end of this try at once', async (status, result) => {
    const receiver = await openReceiver('udp', () => ({
      status,
      headers: status === 503 ? [['Retry-After', '7']] : [],
    }))
    const station = openStationEnd(cleanUp, { uri: receiver.uri })
    expect(await send(station, [messageOf('m-1')])).toEqual(result)
  })
})

describe('many at once', () => {
  test('messages of one alarm come one after the other, each after the answer to the one before', async () => {
    const receiver = await openReceiver('tcp')
    const station = openStationEnd(cleanUp, { uri: receiver.uri })
    const steps = [1, 2, 3].map((sequence) =>
      messageOf(`m-${sequence}`, { alarmId: 'a', sequence, type: 'alarm.note' }),
    )
    expect(await send(station, steps)).toEqual(taken('m-1', 'm-2', 'm-3'))
    expect(receiver.arrived.map(({ request }) => request.ite?.split(' ')[2])).toEqual(['1', '2', '3'])
  })

  test('where the first of an alarm fails the next stays behind; other alarms go, and the failure is told when it comes again', async () => {
    const receiver = await openReceiver('tcp', (arrived, peer) =>
      arrived.request.ite?.includes(' silent ') === true ? { status: 200 } : says(0)(arrived, peer),
    )
    const station = openStationEnd(cleanUp, { uri: receiver.uri })
    const stuck = [1, 2].map((sequence) => messageOf(`s-${sequence}`, { alarmId: 'silent', sequence }))
    expect(await send(station, [...stuck, messageOf('m-1')], GIVEN_UP_MS)).toEqual(taken('m-1'))
    expect(receiver.arrived).toHaveLength(2)
    expect(await send(station, stuck, GIVEN_UP_MS)).toEqual(failing('timeout'))
    expect(receiver.arrived).toHaveLength(2)
  })

  test('check 11: a thousand heartbeats and one fall: the fall leaves before all but those already on their way', async () => {
    const receiver = await openReceiver('tcp')
    const station = openStationEnd(cleanUp, { uri: receiver.uri })
    const beats = Array.from({ length: 1000 }, (_, index) =>
      send(station, [heartbeatOf(`h-${index}`)], 30_000),
    )
    const fall = send(station, [messageOf('m-1')], 30_000)
    expect(await fall).toEqual(taken('m-1'))
    const place = receiver.arrived.findIndex(({ request }) => request.mty === 'ME')
    expect(place).toBeLessThanOrEqual(16)
    await Promise.all(beats)
    expect(new Set(receiver.references).size).toBe(1001)
  })
})

test('check 8: a receiver that is not there is known at once over TCP', async () => {
  const port = await freePort()
  const station = openStationEnd(cleanUp, { uri: `sip:sentral@127.0.0.1:${port};transport=tcp` })
  const startedAt = performance.now()
  expect(await send(station, [messageOf('m-1')], 10_000)).toEqual(failing('unreachable'))
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})

test('a receiver that asks for the station’s certificate names its want, and so does a name that leads nowhere', async () => {
  const authority = await Authority.made(await temporaryFolder(cleanUp))
  const own = await authority.sign('receiver')
  const ca = await readFile(authority.cert, 'utf8')
  const tls = { ca, cert: await readFile(own.cert, 'utf8'), key: await readFile(own.key, 'utf8') }
  const receiver = await ScaipReceiverPeer.open('tls', 0, tls)
  cleanUp.add(() => receiver.close())
  const stranger = await (await Authority.made(await temporaryFolder(cleanUp))).sign('stranger')
  const another = { cert: await readFile(stranger.cert, 'utf8'), key: await readFile(stranger.key, 'utf8') }
  const at = (given: SipTls): StationEnd => openStationEnd(cleanUp, { uri: receiver.uri, tls: given })
  const withoutOne = await namedAtLast(() => send(at({ ca }), [messageOf('m-1')]))
  expect(withoutOne).toEqual(failing('client-certificate'))
  // A receiver of Node's closes without an alert.
  expect(await send(at({ ca, ...another }), [messageOf('m-1')])).toEqual(failing('hung-up'))
  expect(await send(at(tls), [messageOf('m-1')])).toEqual(taken('m-1'))
  const nowhere = openStationEnd(cleanUp, { uri: 'sip:sentral@no-such-centre.invalid;transport=tcp' })
  // Some resolvers take their time to say no.
  expect(await send(nowhere, [messageOf('m-1')], 60_000)).toEqual(failing('dns'))
})

test('an address for answers that is taken is said, and tried again with the next message', async () => {
  const receiver = await openReceiver('tcp')
  const holder = await ScaipReceiverPeer.open('tcp')
  const listen = { ...holder.address }
  const station = openStationEnd(cleanUp, { uri: receiver.uri, listen })
  expect(await send(station, [messageOf('m-1')])).toEqual(failing('unreachable'))
  expect(station.log.join('\n')).toContain('EADDRINUSE')
  await holder.close()
  expect(await send(station, [messageOf('m-1')])).toEqual(taken('m-1'))
})

test('what comes and is no answer of a centre is refused and changes nothing', async () => {
  const receiver = await openReceiver('udp', (arrived, peer) => {
    void peer.answer(arrived, 0, '<broken')
    void peer.answer(arrived, 0)
    return { status: 200 }
  })
  const station = openStationEnd(cleanUp, { uri: receiver.uri })
  expect(await send(station, [messageOf('m-1')])).toEqual(taken('m-1'))
  await waitUntil(() => station.log.some((line) => line.includes('no answer of a centre')), 'not logged')
})
