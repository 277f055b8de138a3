import { describe, expect, onTestFinished, test } from 'vitest'
import { ConfigurationSchema } from '../../../care-centre/configuration-schema.ts'
import { parseSipListen } from '../../../care-centre/scaip/listen-address.ts'
import { verifyAudit } from '../../../care-centre/store/audit-rows.ts'
import { openReading } from '../../../care-centre/store/open-reading.ts'
import type { AlarmView } from '../../../shared/api/centre/alarms.ts'
import { ScaipDevice } from '../../support/scaip-device.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { heartbeat, message } from './centre-harness.ts'
import { CONFIGURATION, PIN_HASH, startTwoMunicipalities } from './operators-harness.ts'

const raised = (alarm: string, more: Record<string, unknown> = {}) => message(alarm, 1, 'raised', more)
const ids = (body: unknown) => (body as { alarms: AlarmView[] }).alarms.map(({ id }) => id)

describe('an alarm at the centre', () => {
  test('of two who take it at once the first has it, both see who, and the station is asked once', async () => {
    const centre = await startTwoMunicipalities()
    await centre.say('solbakken', [raised('a-1')])
    const ola = await centre.signIn('operator-5001', '5001')
    const ase = await centre.signIn('second-5001', '5001')
    const stream = await ase.listen()
    await stream.hear('event: beat')
    const answers = await Promise.all([ola.post('/v1/alarms/a-1/take'), ase.post('/v1/alarms/a-1/take')])
    const won = answers.find(({ status }) => status === 200)?.body as { alarm: AlarmView }
    const lost = answers.find(({ status }) => status === 409)?.body
    expect(lost).toMatchObject({
      code: 'already-taken',
      takenBy: won.alarm.takenBy,
      takenAt: won.alarm.takenAt,
    })
    expect(won.alarm.answeredAt).toBe(won.alarm.takenAt)
    await stream.hear(`"takenBy":${JSON.stringify(won.alarm.takenBy)}`)
    const { commands } = await centre.say('solbakken', [])
    expect(commands).toMatchObject([{ type: 'acknowledge', by: won.alarm.takenBy?.id }])

    const [holder, other] = won.alarm.takenBy?.id === 'operator-5001' ? [ola, ase] : [ase, ola]
    expect((await other.post('/v1/alarms/a-1/release')).body).toMatchObject({ code: 'already-taken' })
    expect((await holder.post('/v1/alarms/a-1/release')).body).toMatchObject({
      alarm: { takenBy: null, answeredAt: null },
    })
    expect((await centre.say('solbakken', [])).commands.at(-1)).toMatchObject({
      type: 'release',
      alarmId: 'a-1',
      by: won.alarm.takenBy?.id,
    })
    expect((await other.post('/v1/alarms/a-1/take')).status).toBe(200)
    expect((await centre.say('solbakken', [])).commands.map(({ type }) => type)).toEqual([
      'acknowledge',
      'release',
      'acknowledge',
    ])
    const story = (await other.get('/v1/alarms/a-1')).body as { takes: { type: string }[] }
    expect(story.takes.map(({ type }) => type)).toEqual(['taken', 'released', 'taken'])
  })

  test('what somebody at the station has meanwhile is not let go of there', async () => {
    const centre = await startTwoMunicipalities()
    await centre.say('solbakken', [raised('a-1'), raised('a-2')])
    const ola = await centre.signIn('operator-5001', '5001')
    await ola.post('/v1/alarms/a-1/take')
    await centre.say('solbakken', [message('a-1', 2, 'on-the-way', { data: { by: 'kari' } })])
    await ola.post('/v1/alarms/a-1/release')
    await ola.post('/v1/alarms/a-2/take')
    await ola.post('/v1/alarms/a-2/commands', { type: 'assign', to: 'kari' })
    await ola.post('/v1/alarms/a-2/release')
    const { commands } = await centre.say('solbakken', [])
    expect(commands.map(({ type }) => type)).toEqual(['acknowledge', 'acknowledge', 'assign'])
  })

  test('a lead lets go of what somebody who has gone home still has, and the station is told whose it was', async () => {
    const centre = await startTwoMunicipalities()
    await centre.say('solbakken', [raised('a-1')])
    const ola = await centre.signIn('operator-5001', '5001')
    await ola.post('/v1/alarms/a-1/take')
    const lead = await centre.signIn('lead-5001', '5001')
    expect((await lead.post('/v1/alarms/a-1/release')).status).toBe(200)
    expect((await centre.say('solbakken', [])).commands.at(-1)).toMatchObject({
      type: 'release',
      by: 'lead-5001',
      from: 'operator-5001',
    })
  })

  test('a command is in the name of whoever is signed in, whatever the page says', async () => {
    const centre = await startTwoMunicipalities()
    await centre.say('solbakken', [raised('a-1')])
    const page = await centre.signIn('operator-5001', '5001')
    const given = await page.post('/v1/alarms/a-1/commands', {
      type: 'request',
      by: 'second-5001',
      text: 'Ring datteren',
    })
    expect(given).toMatchObject({
      status: 201,
      body: { type: 'request', by: 'operator-5001', text: 'Ring datteren' },
    })
    const resolve = { type: 'resolve', outcome: 'false-alarm', falseCause: 'sat-or-lay-down' }
    expect((await page.post('/v1/alarms/a-1/commands', { type: 'resolve' })).status).toBe(400)
    expect((await page.post('/v1/alarms/a-1/commands', { ...resolve, falseCause: undefined })).status).toBe(
      400,
    )
    expect((await page.post('/v1/alarms/a-1/commands', resolve)).status).toBe(201)
    expect((await centre.say('solbakken', [])).commands).toMatchObject([{ type: 'request' }, resolve])
  })

  test('the story names who only wrote a note, by the people of its own municipality', async () => {
    const person = (name: string) => ({ id: 'eva', name, role: 'operator' as const, pin: PIN_HASH })
    const [first, second] = CONFIGURATION.municipalities
    if (first === undefined || second === undefined) throw new Error('two municipalities')
    const configuration = ConfigurationSchema.parse({
      municipalities: [
        { ...first, operators: [person('Eva Lund')] },
        { ...second, operators: [person('Eva Moe')] },
      ],
    })
    const centre = await startTwoMunicipalities({ configuration })
    for (const [side, house, name] of [
      ['5001', 'solbakken', 'Eva Lund'],
      ['4601', 'fjellhus', 'Eva Moe'],
    ] as const) {
      await centre.say(house, [raised('a-1')])
      const page = await centre.signIn('eva', side)
      await page.post('/v1/alarms/a-1/commands', { type: 'note', text: 'x' })
      const { body } = await page.get('/v1/alarms/a-1')
      expect(body).toMatchObject({ commands: [{ by: 'eva', byName: name }], takes: [] })
      expect(JSON.stringify(body)).not.toContain(name === 'Eva Lund' ? 'Eva Moe' : 'Eva Lund')
    }
  })

  test('whose life is at the centre is taken and resolved there at once', async () => {
    const listen = parseSipListen('127.0.0.1:0')
    if (typeof listen === 'string') throw new Error(listen)
    const [municipality] = CONFIGURATION.municipalities
    const configuration = ConfigurationSchema.parse({
      municipalities: [
        {
          ...municipality,
          stations: [{ id: 'solbakken', token: 'token-of-solbakken', cids: ['4790000204'] }],
        },
      ],
    })
    const centre = await startTwoMunicipalities({ configuration, sip: [listen] })
    const pendant = await ScaipDevice.open({ centre: centre.sip, cid: '4790000204' })
    onTestFinished(() => pendant.close())
    const pressed = '<mrq><ref>A1</ref><cid>4790000204</cid><dty>0003</dty><stc>0010</stc></mrq>'
    expect((await pendant.report(pressed)).snu).toBe(0)
    const page = await centre.signIn('operator-5001', '5001')
    const [alarm = ''] = ids((await page.get('/v1/alarms?state=open')).body)
    expect((await page.post(`/v1/alarms/${alarm}/take`)).body).toMatchObject({
      alarm: {
        state: 'acknowledged',
        origin: 'scaip',
        takenBy: { id: 'operator-5001', name: 'Ola operator' },
      },
    })
    expect((await page.post(`/v1/alarms/${alarm}/commands`, { type: 'request', text: 'Hei' })).status).toBe(
      409,
    )
    await page.post(`/v1/alarms/${alarm}/commands`, { type: 'note', text: 'Ringte tilbake' })
    await page.post(`/v1/alarms/${alarm}/commands`, { type: 'resolve', outcome: 'helped-unhurt' })
    const story = await page.get(`/v1/alarms/${alarm}`)
    expect(story.body).toMatchObject({
      state: 'resolved',
      outcome: 'helped-unhurt',
      timeline: [
        { type: 'alarm.raised' },
        { type: 'alarm.acknowledged' },
        { type: 'alarm.note' },
        { type: 'alarm.resolved' },
      ],
      commands: [
        { type: 'note', text: 'Ringte tilbake', result: 'done' },
        { type: 'resolve', result: 'done' },
      ],
    })
    expect((await page.post(`/v1/alarms/${alarm}/take`)).body).toMatchObject({ code: 'not-in-this-state' })
    expect((await centre.say('solbakken', [])).commands).toEqual([])
  })

  test('stands in the list by urgency, then by age, over any number of pages', async () => {
    const centre = await startTwoMunicipalities()
    const priorities = ['low', 'critical', 'high', 'critical', 'medium', 'high'] as const
    await centre.say(
      'solbakken',
      priorities.map((priority, at) => raised(`a-${String(at)}`, { priority })),
    )
    const page = await centre.signIn('operator-5001', '5001')
    const seen: string[] = []
    for (let after = ''; ;) {
      const { body } = await page.get(`/v1/alarms?state=open&order=priority&limit=2${after}`)
      seen.push(...ids(body))
      const { next } = body as { next: string | null }
      if (next === null) break
      after = `&after=${next}`
    }
    expect(seen).toEqual(['a-1', 'a-3', 'a-2', 'a-5', 'a-4', 'a-0'])
    expect((await page.get('/v1/alarms?order=priority&after=7')).status).toBe(400)
    expect((await page.get('/v1/alarms?after=1.7')).status).toBe(400)
  })

  test('that waited at the station is shown as late, with why; a clock years off is marked and nothing is lost', async () => {
    const centre = await startTwoMunicipalities()
    const late = { since: '2026-11-21T01:00:00.000Z', reason: 'dns' }
    const waited = raised('a-1', { sentAt: '2026-11-21T05:40:01.000Z' })
    await centre.say('solbakken', [waited, { ...heartbeat, data: { ...heartbeat.data, waiting: 7 } }], {
      late,
    })
    const page = await centre.signIn('operator-5001', '5001')
    const { body } = await page.get('/v1/alarms')
    expect(body).toMatchObject({ alarms: [{ lateSeconds: 7200, lateReason: 'dns' }] })
    const lines = await shownStation(page, ({ waiting }) => waiting !== null)
    expect(lines).toMatchObject({ waiting: 7, late: { reason: 'dns' }, state: 'online', openAlarms: 1 })
    expect(lines.clockOffSeconds).not.toBeNull()
    const { body: metrics } = await centre.call('/metrics', 'none needed')
    expect(metrics).toContain(
      `tryggvakt_centre_station_clock_off_seconds{station="solbakken"} ${String(lines.clockOffSeconds)}`,
    )
  })
})

interface ShownStation {
  readonly waiting: number | null
  readonly clockOffSeconds: number | null
  readonly slowed: number
  readonly rejected: number
}

/** The first station, once it is shown so: the reports of stations are written every two seconds. */
function shownStation(
  page: { get: (where: string) => Promise<{ body: unknown }> },
  isSo: (shown: ShownStation) => boolean,
): Promise<ShownStation> {
  return waitUntil(
    async () => {
      const { stations } = (await page.get('/v1/stations')).body as { stations: [ShownStation] }
      return isSo(stations[0]) ? stations[0] : undefined
    },
    'the station is not shown so',
    { everyMs: 50 },
  )
}

test('history is found by cause, time and words, whatever their case, and the search is in the audit log', async () => {
  const centre = await startTwoMunicipalities()
  await centre.say('solbakken', [raised('a-1'), raised('a-2', { cause: 'smoke' }), raised('a-3')])
  await centre.say('fjellhus', [raised('b-1')])
  const lead = await centre.signIn('lead-5001', '5001')
  await lead.post('/v1/alarms/a-2/commands', { type: 'note', text: 'Røyk på KJØKKENET, 100% sikkert' })
  expect(ids((await lead.get('/v1/history')).body)).toEqual(['a-3', 'a-2', 'a-1'])
  expect(ids((await lead.get('/v1/history?cause=fall&limit=1')).body)).toEqual(['a-3'])
  expect(ids((await lead.get(`/v1/history?text=${encodeURIComponent('røyk på kjøkken')}`)).body)).toEqual([
    'a-2',
  ])
  expect(ids((await lead.get(`/v1/history?text=${encodeURIComponent('100_')}`)).body)).toEqual([])
  expect(ids((await lead.get('/v1/history?to=2020-01-01T00:00:00.000Z')).body)).toEqual([])
  expect(ids((await lead.get('/v1/history?resident=r-204&after=2')).body)).toEqual(['a-1'])
  const reading = await openReading(centre.database)
  onTestFinished(() => reading.close())
  const { query } = reading
  const read = await query<{ data: string }>(`SELECT data FROM audit_entry WHERE action = 'history.read'`)
  expect(read).toHaveLength(5)
  expect(JSON.stringify(read)).not.toMatch(/røyk|kjøkken/)
  expect(await verifyAudit(query)).toMatchObject({ ok: true })

  await lead.post('/v1/alarms/a-1/take')
  const period = 'from=2020-01-01T00:00:00.000Z&to=2090-01-01T00:00:00.000Z'
  const { body } = await lead.get(`/v1/figures?${period}`)
  expect(body).toMatchObject({ alarms: 3, answered: 1, within60: 1, within180: 1 })
  expect((body as { medianSeconds: number | null }).medianSeconds).toBeLessThan(60)
})

test('who paused the sound of a page, when and for how long, stands in the audit log of their municipality', async () => {
  const centre = await startTwoMunicipalities()
  const ola = await centre.signIn('operator-5001', '5001')
  const began = Date.now()
  const paused = (seconds: number, agoMs = 0) => ola.post('/v1/sound/paused', { seconds, agoMs })
  expect((await paused(120)).status).toBe(204)
  // A key that is held down, and one that was told while the centre was away.
  await paused(119)
  await paused(30, 600_000)
  expect((await paused(121)).body).toMatchObject({ code: 'bad-input' })
  expect((await ola.call('POST', '/v1/sound/paused', { seconds: 1, agoMs: 0 }, {})).status).toBe(403)
  expect((await centre.post('/v1/sound/paused', { seconds: 1, agoMs: 0 }, 'token-of-solbakken')).status).toBe(
    403,
  )

  const reading = await openReading(centre.database)
  onTestFinished(() => reading.close())
  const entries = await reading.query<{ at: number }>(
    `SELECT at, municipality, "actorKind" AS kind, actor, data FROM audit_entry
     WHERE action = 'operator.sound-paused' ORDER BY position`,
  )
  const by = { municipality: '5001', kind: 'operator', actor: 'operator-5001' }
  expect(entries).toMatchObject([
    { ...by, data: '{"seconds":120}' },
    { ...by, data: '{"seconds":30}' },
  ])
  expect(entries[0]?.at).toBeGreaterThanOrEqual(began)
  expect(entries[1]?.at).toBeLessThan(began)
  expect(await verifyAudit(reading.query)).toMatchObject({ ok: true })
})

test('a station that floods is slowed alone, and seen to be', async () => {
  const configuration = {
    ...structuredClone(CONFIGURATION),
    limits: { bodiesPerSecond: 1, messagesPerSecond: 100 },
  }
  const centre = await startTwoMunicipalities({ configuration })
  const flood = await Promise.all(
    Array.from({ length: 30 }, () =>
      centre.post('/v1/stations/solbakken/messages', { messages: [] }, 'token-of-solbakken'),
    ),
  )
  const refused = flood.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(10)
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  await centre.say('fjellhus', [raised('b-1')])
  const page = await centre.signIn('operator-5001', '5001')
  // A report may have been written in the middle of the flood.
  const shown = await shownStation(page, ({ slowed }) => slowed >= refused.length)
  expect(shown.slowed).toBe(refused.length)
})
