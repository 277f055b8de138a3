import { request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { MOST_WAITING_OF_STATION } from '../../../care-centre/intake/station-limits.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { heartbeat, message, startCentre } from './centre-harness.ts'

const MESSAGES = '/v1/stations/st-1/messages'

describe('what a station reports', () => {
  test('is acknowledged, is there, and is there after a restart', async () => {
    const centre = await startCentre()
    const steps = [message('a-1', 1, 'raised'), message('a-1', 2, 'acknowledged', { data: { by: 'kari' } })]
    expect(await centre.tell(steps)).toEqual({ acknowledged: ['a-1-1', 'a-1-2'], rejected: [], commands: [] })
    const before = (await centre.call('/v1/alarms/a-1')).body
    await centre.close()

    const again = await startCentre({ database: centre.database })
    const after = (await again.call('/v1/alarms/a-1')).body
    expect(after).toEqual(before)
    expect(after).toMatchObject({ state: 'acknowledged', timeline: [{ id: 'a-1-1' }, { id: 'a-1-2' }] })
    expect((await again.tell(steps)).acknowledged).toEqual(['a-1-1', 'a-1-2'])
    expect((await again.call('/v1/alarms/a-1')).body).toEqual(before)
  })

  test('is stored once, however often it is sent', async () => {
    const centre = await startCentre()
    const fall = message('a-1', 1, 'raised')
    const later = { ...fall, sentAt: '2026-11-21T05:00:00.000Z' }
    expect((await centre.tell([fall, later])).acknowledged).toEqual(['a-1-1', 'a-1-1'])
    const answers = await Promise.all(Array.from({ length: 20 }, () => centre.tell([later])))
    expect(answers.every((answer) => answer.acknowledged[0] === 'a-1-1')).toBe(true)
    expect((await centre.call('/v1/alarms/a-1')).body).toMatchObject({
      timeline: [{ id: 'a-1-1', sentAt: fall.sentAt }],
    })
  })

  test('an id used again for something else is refused and changes nothing', async () => {
    const centre = await startCentre()
    await centre.tell([message('a-1', 1, 'raised')])
    const other = message('a-1', 1, 'raised', { placement: 'kitchen' })
    expect(await centre.tell([message('a-1', 2, 'note'), other])).toMatchObject({
      acknowledged: ['a-1-2'],
      rejected: [{ id: 'a-1-1', index: 1, code: 'id-reused' }],
    })
    expect((await centre.call('/v1/alarms/a-1')).body).toMatchObject({ placement: 'bathroom' })
  })

  test('the same id from two stations is two messages', async () => {
    const centre = await startCentre()
    await centre.tell([message('a-1', 1, 'raised')])
    const theirs = message('a-1', 1, 'raised', { placement: 'kitchen' })
    const answer = await centre.post('/v1/stations/st-2/messages', { messages: [theirs] }, 'two')
    expect(answer.body).toMatchObject({ acknowledged: ['a-1-1'], rejected: [] })
    expect((await centre.call('/v1/alarms/a-1', 'one')).body).toMatchObject({ placement: 'bathroom' })
    expect((await centre.call('/v1/alarms/a-1', 'two')).body).toMatchObject({ placement: 'kitchen' })
    expect(await centre.call('/v1/alarms/a-1', 'all')).toMatchObject({ status: 409 })
    expect((await centre.call('/v1/alarms/a-1?station=st-2', 'all')).body).toMatchObject({ station: 'st-2' })
  })

  test('a message that does not fit is named, the good ones beside it are stored', async () => {
    const centre = await startCentre()
    const bad = message('a-2', 1, 'raised', { priority: 'urgent' })
    const reply = await centre.tell([message('a-1', 1, 'raised'), bad, 7, heartbeat])
    expect(reply.acknowledged).toEqual(['a-1-1', 'beat-1'])
    expect(reply.rejected).toMatchObject([
      { id: 'a-2-1', index: 1, code: 'does-not-fit' },
      { id: null, index: 2, code: 'not-an-object' },
    ])
    expect((await centre.call('/v1/alarms')).body).toMatchObject({ alarms: [{ id: 'a-1' }] })
  })

  test('a station that leaves out whom and what an alarm is about means nobody', async () => {
    const centre = await startCentre()
    const { residentRef, deviceId, placement, ...rest } = message('a-1', 1, 'raised')
    expect([residentRef, deviceId, placement]).not.toContain(undefined)
    expect((await centre.tell([rest])).acknowledged).toEqual(['a-1-1'])
    expect((await centre.call('/v1/alarms/a-1')).body).toMatchObject({
      resident: null,
      device: null,
      placement: null,
    })
    const same = { ...rest, residentRef: null, deviceId: null, placement: null }
    expect((await centre.tell([same])).acknowledged).toEqual(['a-1-1'])
  })

  test('a type of a newer station is a timeline entry', async () => {
    const centre = await startCentre()
    await centre.tell([message('a-1', 1, 'raised'), message('a-1', 2, 'sung-to', { data: { song: 4 } })])
    expect((await centre.call('/v1/alarms/a-1')).body).toMatchObject({
      state: 'raised',
      timeline: [{ type: 'alarm.raised' }, { type: 'alarm.sung-to', data: { song: 4 } }],
    })
  })

  test('messages that come late do not take the alarm back', async () => {
    const centre = await startCentre()
    await centre.tell([message('a-1', 4, 'resolved', { data: { outcome: 'helped-unhurt' } })])
    await centre.tell([message('a-1', 3, 'on-site')])
    expect((await centre.call('/v1/alarms/a-1')).body).toMatchObject({
      timeline: [{ sequence: 3 }, { sequence: 4 }],
      timelineComplete: false,
    })
    await centre.tell([message('a-1', 2, 'acknowledged'), message('a-1', 1, 'raised')])
    const { body } = await centre.call('/v1/alarms/a-1')
    expect(body).toMatchObject({ timelineComplete: true })
    expect(body).toMatchObject({ state: 'resolved', outcome: 'helped-unhurt', sequence: 4 })
    expect(body).toMatchObject({ timeline: [1, 2, 3, 4].map((sequence) => ({ sequence })) })
  })

  test('a false alarm keeps its cause in the timeline', async () => {
    const centre = await startCentre()
    const data = { by: 'kari', outcome: 'false-alarm', falseCause: 'sat-or-lay-down' }
    await centre.tell([message('a-1', 1, 'raised'), message('a-1', 2, 'resolved', { data })])
    expect((await centre.call('/v1/alarms/a-1')).body).toMatchObject({
      outcome: 'false-alarm',
      timeline: [{ type: 'alarm.raised' }, { type: 'alarm.resolved', data }],
    })
  })

  test('a thousand bodies at once are all stored, some when told to come again; nobody else waits for it', async () => {
    const centre = await startCentre()
    const tell = async (at: number): Promise<void> => {
      const body = { messages: [message(`a-${at}`, 1, 'raised')] }
      for (;;) {
        const answer = await centre.post(MESSAGES, body)
        if (answer.status === 200) return
        expect(answer).toMatchObject({ status: 429, body: { code: 'overloaded' } })
        await setTimeout(Number(answer.headers.get('retry-after')) * 1000)
      }
    }
    const flood = Array.from({ length: 1000 }, (_, at) => tell(at))
    const other = { messages: [message('b-1', 1, 'raised')] }
    expect(await centre.post('/v1/stations/st-2/messages', other, 'two')).toMatchObject({ status: 200 })
    await Promise.all(flood)
    expect((await centre.call('/v1/alarms?limit=1000')).body).toMatchObject({ next: null })
    expect((await centre.call('/healthz')).body).toMatchObject({ openAlarms: 1001 })
  })

  test('does not say where its alarm came from: that is the centre’s word', async () => {
    const centre = await startCentre()
    await centre.tell([message('a-1', 1, 'raised', { data: { origin: 'centre', count: 1 } })])
    expect((await centre.call('/v1/alarms/a-1')).body).toMatchObject({
      origin: 'station',
      timeline: [{ data: { count: 1 } }],
    })
  })
})

describe('answers that are not 200', () => {
  test('400 for what is no JSON or has no messages, and only for that', async () => {
    const centre = await startCentre()
    for (const body of ['', '{"messages":', '[]', '{}', '{"messages":{}}']) {
      expect(await centre.post(MESSAGES, body)).toMatchObject({ status: 400, body: { code: 'bad-body' } })
    }
    for (const type of ['text/plain', 'no type']) {
      const headers = { authorization: 'Bearer one', 'content-type': type }
      const plain = { method: 'POST', headers, body: '{"messages":[],"handled":9,"more":true}' }
      expect((await centre.call(MESSAGES, 'one', plain)).status).toBe(200)
    }
  })

  test('401 without a token, with a wrong one and with that of another station', async () => {
    const centre = await startCentre()
    const body = { messages: [message('a-1', 1, 'raised')] }
    expect((await centre.post(MESSAGES, body, 'wrong')).status).toBe(401)
    expect((await centre.post(MESSAGES, body, 'two')).status).toBe(401)
    expect((await centre.call(MESSAGES, 'one', { method: 'POST', headers: {} })).status).toBe(401)
    for (const path of ['/v1/alarms', '/v1/alarms/a-1', '/v1/stream']) {
      expect((await centre.call(path, 'wrong')).status).toBe(401)
    }
    expect((await centre.call('/v1/alarms', 'all')).body).toEqual({ alarms: [], next: null })
  })

  test('404 for what can be no station', async () => {
    const centre = await startCentre()
    expect((await centre.post('/v1/stations/a%20b/messages', { messages: [] }, 'all')).status).toBe(404)
  })

  test('413 from the first byte over 1 MiB', async () => {
    const centre = await startCentre()
    const empty = JSON.stringify({ messages: [], padding: '' })
    const body = (bytes: number) =>
      JSON.stringify({ messages: [], padding: 'x'.repeat(bytes - empty.length) })
    expect((await centre.post(MESSAGES, body(1_048_576))).status).toBe(200)
    expect((await centre.post(MESSAGES, body(1_048_577))).status).toBe(413)
  })

  test('429 with Retry-After when more waits than fits, and 200 again later', async () => {
    const centre = await startCentre({ limits: { bodies: 3, bytes: 1_000_000 } })
    const burst = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        centre.post(MESSAGES, { messages: [message(`a-${at}`, 1, 'raised')] }),
      ),
    )
    const refused = burst.filter((answer) => answer.status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.headers.get('retry-after')).toBe('1')
    const taken = burst.filter((answer) => answer.status === 200).length
    expect(taken + refused.length).toBe(60)
    expect((await centre.call('/healthz')).body).toMatchObject({ openAlarms: taken })
    expect((await centre.tell([message('late', 1, 'raised')])).acknowledged).toEqual(['late-1'])
  })

  test('bodies as large as they may be, from one station: it is slowed and counted, another is not', async () => {
    const centre = await startCentre()
    const data = { text: 'x'.repeat(1_000_000) }
    const large = (at: number) =>
      centre.post(MESSAGES, { messages: [message(`a-${String(at)}`, 1, 'raised', { data })] })
    const flood = Array.from({ length: 24 }, (_, at) => large(at))
    const other = { messages: [message('b-1', 1, 'raised')] }
    expect(await centre.post('/v1/stations/st-2/messages', other, 'two')).toMatchObject({ status: 200 })
    const statuses = (await Promise.all(flood)).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
    expect((await centre.call('/metrics')).body).toMatch(/slowed_total [1-9]/)
    await waitUntil(async () => (await large(99)).status === 200, 'nothing is taken any more')
  })

  test('bodies that never end take the share of their own station and nobody else’s, and leave it when they break off', async () => {
    const centre = await startCentre()
    const { port } = new URL(centre.url)
    const begin = `POST ${MESSAGES} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer one\r\nContent-Length: 99\r\n\r\n{`
    const sockets = Array.from({ length: MOST_WAITING_OF_STATION }, () => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write(begin)
      return socket
    })
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
    })
    const body = { messages: [message('a-1', 1, 'raised')] }
    await waitUntil(async () => (await centre.post(MESSAGES, body)).status === 429, 'their share has no end')
    const other = { messages: [message('b-1', 1, 'raised')] }
    expect(await centre.post('/v1/stations/st-2/messages', other, 'two')).toMatchObject({ status: 200 })
    for (const socket of sockets) socket.destroy()
    await waitUntil(
      async () => (await centre.post(MESSAGES, body)).status === 200,
      'nothing is taken any more',
    )
  })

  test('a body that breaks off stores nothing and hurts nobody', async () => {
    const centre = await startCentre()
    await new Promise<void>((resolve) => {
      const headers = { authorization: 'Bearer one', 'content-length': 5000 }
      const half = request(`${centre.url}${MESSAGES}`, { method: 'POST', headers })
      half.on('error', () => resolve())
      half.write('{"messages":[', () => half.destroy())
    })
    expect((await centre.tell([heartbeat])).acknowledged).toEqual(['beat-1'])
  })
})

test('a heartbeat is acknowledged, makes the station heard and is no alarm', async () => {
  const time = { now: Date.UTC(2026, 10, 21, 3, 40), monotonic: 0 }
  const clock = { now: () => time.now, monotonic: () => time.monotonic }
  const centre = await startCentre({ clock })
  const station = async () => {
    const { body } = await centre.call('/healthz')
    return (body as { stations: { id: string }[] }).stations.find(({ id }) => id === 'st-1')
  }
  expect(await station()).toEqual({ id: 'st-1', lastHeardAt: null, silent: false, stopped: false })
  expect(await centre.tell([heartbeat])).toMatchObject({ acknowledged: ['beat-1'] })
  expect(await station()).toMatchObject({
    lastHeardAt: '2026-11-21T03:40:00.000Z',
    silent: false,
    stopped: false,
  })
  expect((await centre.call('/v1/alarms')).body).toMatchObject({ alarms: [] })

  time.now += 90_000
  time.monotonic += 90_000
  expect(await station()).toMatchObject({ silent: true })
  expect((await centre.call('/healthz')).body).toMatchObject({ status: 'degraded' })
  expect((await centre.call('/metrics')).body).toContain('tryggvakt_centre_station_silent{station="st-1"} 1')
})
