import { describe, expect, test } from 'vitest'
import { message, startCentre } from './centre-harness.ts'

interface Page {
  readonly alarms: readonly {
    readonly id: string
    readonly state: string
    readonly station: string
    readonly code?: string
  }[]
  readonly next: string | null
}

type Centre = Awaited<ReturnType<typeof startCentre>>

async function page(centre: Centre, query: string, token = 'one'): Promise<Page> {
  const answer = await centre.call(`/v1/alarms?${query}`, token)
  if (answer.status !== 200) throw new Error(`answered ${answer.status}`)
  return answer.body as Page
}

function raised(...alarms: string[]) {
  return alarms.map((alarm) => message(alarm, 1, 'raised'))
}

describe('the list of alarms', () => {
  test('pages give every alarm once while others are added and closed', async () => {
    const centre = await startCentre()
    const first = Array.from({ length: 25 }, (_, at) => `early-${at}`)
    await centre.tell(raised(...first))
    const seen: string[] = []
    let after = ''
    for (let round = 0; ; round += 1) {
      const { alarms, next } = await page(centre, `limit=10${after}`)
      seen.push(...alarms.map((alarm) => alarm.id))
      if (next === null) break
      after = `&after=${next}`
      await centre.tell([...raised(`late-${round}`), message('early-0', round + 2, 'note')])
    }
    expect(seen.slice(0, 25)).toEqual(first)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.slice(25)).toEqual(['late-0', 'late-1'])
  })

  test('what was found comes with the alarm as the station calls it, also where its first message came late', async () => {
    const centre = await startCentre()
    const data = { code: 'nobody-back' }
    const door = { cause: 'door', data }
    await centre.tell([{ ...message('a-1', 1, 'raised'), ...door }, message('a-2', 1, 'raised')])
    await centre.tell([{ ...message('a-3', 2, 'acknowledged'), cause: 'door' }])
    await centre.tell([{ ...message('a-3', 1, 'raised'), ...door }])
    await centre.tell([{ ...message('a-1', 2, 'repeated'), cause: 'door' }])
    const codes = (await page(centre, 'state=open')).alarms.map(({ id, code }) => [id, code])
    expect(codes).toEqual([
      ['a-1', 'nobody-back'],
      ['a-2', undefined],
      ['a-3', 'nobody-back'],
    ])
  })

  test('open is neither resolved nor cancelled', async () => {
    const centre = await startCentre()
    await centre.tell([
      ...raised('ringing', 'taken', 'done', 'gone'),
      message('taken', 2, 'acknowledged'),
      message('done', 2, 'resolved'),
      message('gone', 2, 'cancelled'),
    ])
    const ids = async (query: string) => (await page(centre, query)).alarms.map((alarm) => alarm.id)
    expect(await ids('state=open')).toEqual(['ringing', 'taken'])
    expect(await ids('state=closed')).toEqual(['done', 'gone'])
    expect(await ids('')).toHaveLength(4)
    await centre.tell([message('done', 3, 'reopened')])
    expect(await ids('state=open')).toEqual(['ringing', 'taken', 'done'])
  })

  test('a story that is read while steps arrive has the state of its last step', async () => {
    const centre = await startCentre()
    const steps = 60
    await centre.tell([message('a-1', 1, 'raised')])
    let told = 1
    const telling = (async () => {
      for (; told < steps; told += 1) await centre.tell([message('a-1', told + 1, 'repeated')])
    })()
    const read: unknown[] = []
    while (told < steps) read.push((await centre.call('/v1/alarms/a-1')).body)
    await telling
    const stories = read as { count: number; sequence: number; timeline: unknown[] }[]
    expect(new Set(stories.map(({ count }) => count)).size).toBeGreaterThan(5)
    for (const { count, sequence, timeline } of stories) {
      expect([count, sequence]).toEqual([timeline.length, timeline.length])
    }
  })

  test('a station sees its own, who may read all sees all or one', async () => {
    const centre = await startCentre()
    await centre.tell(raised('mine'))
    await centre.post('/v1/stations/st-2/messages', { messages: raised('theirs') }, 'two')
    expect((await page(centre, '')).alarms).toMatchObject([{ id: 'mine', station: 'st-1' }])
    expect((await page(centre, '', 'all')).alarms).toHaveLength(2)
    expect((await page(centre, 'station=st-2', 'all')).alarms).toMatchObject([{ id: 'theirs' }])
    expect((await centre.call('/v1/alarms?station=st-2', 'one')).status).toBe(403)
    expect((await centre.call('/v1/alarms/theirs', 'one')).status).toBe(404)
  })

  test.each([
    'limit=0',
    'limit=1001',
    'limit=ten',
    'limit=',
    'after=x',
    'after=-1',
    'state=sad',
    'limit=1&limit=2',
  ])('%s is refused', async (query) => {
    const centre = await startCentre()
    expect(await centre.call(`/v1/alarms?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'bad-input' },
    })
  })
})

describe('commands', () => {
  test('travel in every answer until the station says what it did', async () => {
    const centre = await startCentre()
    await centre.tell(raised('a-1'))
    const given = await centre.post('/v1/alarms/a-1/commands', { type: 'assign', by: 'op-1', to: 'kari' })
    expect(given.status).toBe(201)
    const { id } = given.body as { id: string }
    const wanted = { id, type: 'assign', alarmId: 'a-1', by: 'op-1', to: 'kari' }
    expect((await centre.tell([])).commands).toMatchObject([wanted])
    expect((await centre.tell(raised('a-2'))).commands).toMatchObject([wanted])
    const elsewhere = await centre.post(
      '/v1/stations/st-2/messages',
      { messages: [], handled: [{ id, result: 'done' }] },
      'two',
    )
    expect(elsewhere.body).toMatchObject({ commands: [] })
    expect((await centre.call('/metrics')).body).toContain('tryggvakt_centre_unknown_commands_total 1')
    expect((await centre.tell([])).commands).toMatchObject([wanted])

    const handled = [{ id, result: 'refused', code: 'unknown-person' }]
    expect((await centre.tell([], handled)).commands).toEqual([])
    expect((await centre.tell([], [{ id, result: 'done' }])).commands).toEqual([])
    // Said again, after an answer that was lost: no reason to be suspicious.
    expect((await centre.call('/metrics')).body).toContain('tryggvakt_centre_unknown_commands_total 1')
    expect((await centre.call('/v1/alarms/a-1')).body).toMatchObject({
      commands: [{ id, type: 'assign', by: 'op-1', to: 'kari', result: 'refused', code: 'unknown-person' }],
    })
  })

  test('survive a restart, in the order they were given', async () => {
    const centre = await startCentre()
    await centre.tell(raised('a-1'))
    await centre.post('/v1/alarms/a-1/commands', { type: 'note', by: 'op-1', text: 'er underveis' })
    await centre.post('/v1/alarms/a-1/commands', { type: 'acknowledge', by: 'op-1' })
    await centre.close()
    const again = await startCentre({ database: centre.database })
    expect((await again.tell([])).commands).toMatchObject([
      { type: 'note', text: 'er underveis' },
      { type: 'acknowledge' },
    ])
  })

  test.each([
    { type: 'sing', by: 'op-1' },
    { type: 'acknowledge' },
    { type: 'assign', by: 'op-1' },
    { type: 'note', by: 'op-1' },
    { type: 'note', by: 'op-1', text: '' },
  ])('%j is refused', async (command) => {
    const centre = await startCentre()
    await centre.tell(raised('a-1'))
    expect((await centre.post('/v1/alarms/a-1/commands', command)).status).toBe(400)
  })

  test('are for alarms that are there, and not from a station to itself', async () => {
    const centre = await startCentre()
    const command = { type: 'acknowledge', by: 'op-1' }
    expect((await centre.post('/v1/alarms/none/commands', command)).status).toBe(404)
    await centre.post('/v1/stations/st-3/messages', { messages: raised('a-3') }, 'three')
    expect((await centre.post('/v1/alarms/a-3/commands', command, 'three')).status).toBe(403)
    expect((await centre.post('/v1/alarms/a-3/commands', command, 'all')).status).toBe(201)
  })
})

test('who listens hears of the fall, of each step and of commands, and only of their own', async () => {
  const centre = await startCentre()
  const response = await fetch(`${centre.url}/v1/stream`, { headers: { authorization: 'Bearer one' } })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  const hear = async (text: string) => {
    while (!heard.includes(text)) {
      const chunk = await reader?.read()
      if (chunk === undefined || chunk.done) throw new Error('the stream ended')
      heard += chunk.value
    }
  }
  await hear(': connected')
  await centre.post('/v1/stations/st-2/messages', { messages: raised('theirs') }, 'two')
  await centre.tell(raised('mine'))
  await hear('"state":"raised"')
  await centre.tell([message('mine', 2, 'acknowledged')])
  await hear('"state":"acknowledged"')
  await centre.post('/v1/alarms/mine/commands', { type: 'acknowledge', by: 'op-1' })
  await hear('event: command')
  expect(heard).not.toContain('theirs')
  await centre.close()
  await expect(hear('never said')).rejects.toThrow()
})

test('the description names every call of the contract', async () => {
  const centre = await startCentre()
  const { status, body } = await centre.call('/openapi.json', 'none needed')
  expect(status).toBe(200)
  const { paths, openapi } = body as { openapi: string; paths: Record<string, Record<string, unknown>> }
  expect(openapi).toMatch(/^3\.1/)
  expect(Object.keys(paths).sort()).toEqual([
    '/healthz',
    '/metrics',
    '/v1/alarms',
    '/v1/alarms/{id}',
    '/v1/alarms/{id}/commands',
    '/v1/alarms/{id}/release',
    '/v1/alarms/{id}/take',
    '/v1/figures',
    '/v1/history',
    '/v1/municipalities',
    '/v1/operators',
    '/v1/scaip/documents',
    '/v1/session',
    '/v1/session/pin',
    '/v1/session/touch',
    '/v1/sessions',
    '/v1/sessions/{id}',
    '/v1/sound/paused',
    '/v1/stations',
    '/v1/stations/{stationId}/messages',
    '/v1/stream',
  ])
  expect(JSON.stringify(paths['/v1/stations/{stationId}/messages'])).toContain('residentRef')
})
