/** The station's SCAIP path against a party that nobody here wrote: SIPp as alarm receiving centre. */
import { afterEach, describe, expect, test } from 'vitest'
import type { SendResult } from '../../../../station/sync/transport.ts'
import { messageOf, openStationEnd, type StationEnd } from '../../../fakes/scaip-path.ts'
import { CleanUp } from '../../../support/clean-up.ts'
import { SippCentre } from '../../../support/sipp.ts'
import { waitUntil } from '../../../support/wait-until.ts'

const cleanUp = new CleanUp()
afterEach(() => cleanUp.run())

const CREDENTIALS = { username: 'tun', password: 'hemmelig' }
const done = { code: 0, signal: null }

function send({ transport }: StationEnd, id: string, limitMs = 30_000): Promise<SendResult> {
  return transport.send({ messages: [messageOf(id)], handled: [] }, limitMs)
}

const taken = (id: string): unknown => ({
  ok: true,
  reply: { acknowledged: [id], rejected: [], commands: [] },
})
const failing = (code: string): unknown => ({ ok: false, code, retryAfterMs: undefined })

describe.each(['udp', 'tcp'] as const)('over %s', (kind) => {
  test('documents are taken: 200, then an mrs of its own', async () => {
    const centre = await SippCentre.started(cleanUp, 'accept', kind, 2)
    const station = openStationEnd(cleanUp, { uri: centre.uri })
    expect(await send(station, 'm-1')).toEqual(taken('m-1'))
    expect(await send(station, 'm-2')).toEqual(taken('m-2'))
    expect(await centre.ended).toEqual(done)
  })

  test('a digest is asked for and found right', async () => {
    const centre = await SippCentre.started(cleanUp, 'digest', kind)
    const station = openStationEnd(cleanUp, { uri: centre.uri, ...CREDENTIALS })
    expect(await send(station, 'm-1')).toEqual(taken('m-1'))
    expect(await centre.ended).toEqual(done)
  })
})

test('a wrong password is said', async () => {
  const centre = await SippCentre.started(cleanUp, 'digest', 'udp')
  const station = openStationEnd(cleanUp, { uri: centre.uri, ...CREDENTIALS, password: 'feil' })
  expect(await send(station, 'm-1')).toEqual(failing('unauthorised'))
})

test('a centre whose alarm desk is silent has not taken it', async () => {
  const centre = await SippCentre.started(cleanUp, 'silence', 'udp')
  const station = openStationEnd(cleanUp, { uri: centre.uri })
  expect(await send(station, 'm-1', 400)).toEqual(failing('timeout'))
  expect(await centre.ended).toEqual(done)
})

test('a busy centre is known at once', async () => {
  const centre = await SippCentre.started(cleanUp, 'busy', 'tcp')
  const station = openStationEnd(cleanUp, { uri: centre.uri })
  expect(await send(station, 'm-1')).toEqual(failing('overloaded'))
  expect(await centre.ended).toEqual(done)
})

test.each([
  ['busy-here', '486', undefined],
  ['unavailable', '503 with a time', 7_000],
])('a receiver that is %s is known at once: %s', async (scenario, _status, retryAfterMs) => {
  const centre = await SippCentre.started(cleanUp, scenario, 'udp')
  const station = openStationEnd(cleanUp, { uri: centre.uri })
  expect(await send(station, 'm-1')).toEqual({ ok: false, code: 'overloaded', retryAfterMs })
  expect(await centre.ended).toEqual(done)
})

test('an answer with a document type and entities is none', async () => {
  const centre = await SippCentre.started(cleanUp, 'garbage', 'udp')
  const station = openStationEnd(cleanUp, { uri: centre.uri })
  expect(await send(station, 'm-1', 400)).toEqual(failing('timeout'))
  await waitUntil(() => station.log.join('\n').includes('no answer of a centre'), 'the answer was not read')
  expect(await centre.ended).toEqual(done)
})
