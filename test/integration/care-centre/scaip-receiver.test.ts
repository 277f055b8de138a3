import { readFile } from 'node:fs/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { tokensOf } from '../../../care-centre/configuration.ts'
import { ConfigurationSchema } from '../../../care-centre/configuration-schema.ts'
import { parseSipListen } from '../../../care-centre/scaip/listen-address.ts'
import { heartbeatRequestOf, requestOf } from '../../../shared/scaip/message-document.ts'
import { writeRequest } from '../../../shared/scaip/write-document.ts'
import type { SipTransportKind } from '../../../shared/sip/net.ts'
import { AlarmMessageSchema, type MessagesReply } from '../../../shared/wire/centre-messages.ts'
import { Authority } from '../../support/certificates.ts'
import { ScaipDevice, type DeviceOptions } from '../../support/scaip-device.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { message, startCentre, temporaryFolder } from './centre-harness.ts'

const configuration = ConfigurationSchema.parse({
  municipalities: [
    {
      id: '5001',
      stations: [
        { id: 'homes', token: 'homes-door', cids: ['4790000017', '4790000018'] },
        {
          id: 'guarded',
          token: 'guarded-door',
          cids: ['4790000099'],
          sip: {
            username: 'guarded',
            password: 'riktig',
            voice: { media: 1, number: 'sip:svar12@sentral.example' },
          },
        },
      ],
    },
  ],
})
const tokens = [
  { station: 'homes', token: 'homes-door', trial: false },
  { station: 'guarded', token: 'guarded-door', trial: false },
]

async function startReceiver(options: Parameters<typeof startCentre>[0] = {}, where = '127.0.0.1:0') {
  const listen = parseSipListen(where)
  if (typeof listen === 'string') throw new Error(listen)
  return startCentre({ configuration, tokens, sip: [listen], ...options })
}

type Centre = Awaited<ReturnType<typeof startReceiver>>

async function device(centre: Centre, options: Partial<DeviceOptions> = {}): Promise<ScaipDevice> {
  const opened = await ScaipDevice.open({ centre: centre.sip, cid: '4790000017', ...options })
  onTestFinished(() => opened.close())
  return opened
}

interface Line {
  readonly id: string
  readonly state: string
  readonly cause: string
  readonly count: number
  readonly resident: string | null
  readonly device: string | null
  readonly placement: string | null
}

async function alarms(centre: Centre, token = 'homes-door'): Promise<Line[]> {
  const { body } = await centre.call('/v1/alarms?state=all', token)
  return (body as { alarms: Line[] }).alarms
}

async function timeline(
  centre: Centre,
  id: string,
): Promise<{ type: string; data: Record<string, unknown> }[]> {
  const { body } = await centre.call(`/v1/alarms/${id}`, 'homes-door')
  return (body as { timeline: { type: string; data: Record<string, unknown> }[] }).timeline
}

async function heardAt(centre: Centre, station: string): Promise<string | null> {
  const { body } = await centre.call('/healthz')
  const { stations } = body as { stations: { id: string; lastHeardAt: string | null }[] }
  return stations.find(({ id }) => id === station)?.lastHeardAt ?? null
}

function document(fields: Record<string, string>): string {
  const all = {
    ref: 'R1',
    mty: 'ME',
    cid: '4790000017',
    dty: '0005',
    did: 'F1000042',
    stc: '0009',
    ...fields,
  }
  return `<mrq>${Object.entries(all)
    .map(([tag, value]) => `<${tag}>${value}</${tag}>`)
    .join('')}</mrq>`
}

describe('a device of another maker', () => {
  test.each<SipTransportKind>(['udp', 'tcp'])(
    'its fall over %s is an alarm when it is told so',
    async (kind) => {
      const centre = await startReceiver()
      const answer = await (await device(centre, { kind })).report(document({ lco: '011' }))
      expect(answer).toEqual({ ref: 'R1', snu: 0, mre: 0 })
      expect(await alarms(centre)).toMatchObject([
        { state: 'raised', cause: 'fall', resident: '4790000017', device: 'F1000042', placement: 'bathroom' },
      ])
      const [alarm] = await alarms(centre)
      expect(await timeline(centre, alarm?.id ?? '')).toMatchObject([
        { type: 'alarm.raised', data: { origin: 'scaip', dty: '0005', stc: '0009' } },
      ])
    },
  )

  test('the same document twice is one alarm and two equal answers, also after a restart (check 3)', async () => {
    const first = await startReceiver()
    const before = await device(first)
    await before.report(document({}))
    await before.report(document({}))
    expect(before.answers[1]).toBe(before.answers[0])
    await first.close()

    const second = await startReceiver({ database: first.database })
    const after = await device(second)
    await after.report(document({}))
    expect(after.answers[0]).toBe(before.answers[0])
    expect(await alarms(second)).toMatchObject([{ count: 1 }])
  })

  test('a second fall rings on the alarm that stands open; what is over and who came are steps of it', async () => {
    const centre = await startReceiver()
    const sensor = await device(centre)
    await sensor.report(document({ ref: 'R1' }))
    await sensor.report(document({ ref: 'R2' }))
    await sensor.report(document({ ref: 'R3', mty: 'RE', stc: '0092' }))
    await sensor.report(document({ ref: 'R4', mty: 'IN', stc: '0088' }))
    const [alarm, ...others] = await alarms(centre)
    expect(others).toEqual([])
    expect(alarm).toMatchObject({ state: 'on-site', count: 2 })
    expect((await timeline(centre, alarm?.id ?? '')).map(({ type }) => type)).toEqual([
      'alarm.raised',
      'alarm.repeated',
      'alarm.restored',
      'alarm.on-site',
    ])
    await sensor.report(document({ ref: 'R5', mty: 'IN', stc: '0111' }))
    await sensor.report(document({ ref: 'R6' }))
    expect((await alarms(centre)).map(({ state }) => state)).toEqual(['resolved', 'raised'])
  })

  test('falls told in one breath, unanswered yet, are one alarm', async () => {
    const centre = await startReceiver()
    const sensor = await device(centre)
    const refs = Array.from({ length: 20 }, (_, at) => `R${at}`)
    await Promise.all(refs.map((ref) => sensor.send(document({ ref }))))
    await waitUntil(() => sensor.answers.length === 20, 'twenty answers')
    expect(await alarms(centre)).toMatchObject([{ count: 20 }])
  })

  test('heartbeats and tests raise nothing, whatever their status says', async () => {
    const centre = await startReceiver()
    const sensor = await device(centre)
    for (const stc of ['0009', '0102']) {
      expect(await sensor.report(document({ ref: `P${stc}`, mty: 'PI', stc }))).toMatchObject({
        snu: 0,
        mre: 0,
      })
    }
    expect(await sensor.report(document({ ref: 'T1', stc: '0102' }))).toMatchObject({ snu: 0 })
    expect(await alarms(centre)).toEqual([])
  })

  test('an answer that nobody asked for has no effect (check 6)', async () => {
    const centre = await startReceiver()
    const sensor = await device(centre)
    expect(await sensor.send('<mrs><ref>R1</ref><snu>0</snu></mrs>')).toMatchObject({ status: 200 })
    expect(await sensor.report(document({}))).toMatchObject({ snu: 0 })
    expect(sensor.answers).toHaveLength(1)
  })

  test('over TLS with the certificate of the configuration; who does not trust it says nothing (check 12)', async () => {
    const folder = await temporaryFolder()
    const authority = await Authority.made(folder)
    const tls = { ...(await authority.sign('centre')), clients: 'optional' } as const
    const secured = { ...configuration, tls }
    const centre = await startReceiver({ configuration: secured }, '127.0.0.1:0;transport=tls')
    expect(centre.sip).toContain(';transport=tls')
    const trusting = { ca: await readFile(authority.cert, 'utf8') }
    expect(await (await device(centre, { kind: 'tls', tls: trusting })).report(document({}))).toMatchObject({
      snu: 0,
    })
    const wary = await device(centre, { kind: 'tls' })
    expect(await wary.send(document({ ref: 'R2' }))).toEqual({ ok: false, code: 'certificate-untrusted' })
  })

  test('a port that is taken is said, and nothing stays open', async () => {
    const centre = await startReceiver()
    await expect(startReceiver({}, centre.sip.replace('sip:', ''))).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })

  test.each([
    ['<mrq><cid>4790000017</cid><dty>5</dty></mrq>', { ref: '0', snu: 7, ste: 'ref' }],
    ['<mrq><ref>R1</ref><cid>4790000017</cid></mrq>', { ref: 'R1', snu: 7, ste: 'dty' }],
    ['<mrq><ref>R1</ref><cid>4790000017', { ref: 'R1', snu: 2 }],
    ['<!DOCTYPE a><mrq><ref>R1</ref><cid>4790000017</cid><dty>5</dty></mrq>', { ref: 'R1', snu: 2 }],
  ])('%s is refused by its number', async (text, answer) => {
    const centre = await startReceiver()
    expect(await (await device(centre)).report(text)).toMatchObject(answer)
    expect(await alarms(centre)).toEqual([])
  })
})

describe('a station of ours, over HTTPS and SCAIP by turns', () => {
  const raised = message('a-1', 1, 'raised')
  const taken = message('a-1', 2, 'acknowledged', { data: { by: 'kari' } })
  const onSite = message('a-1', 3, 'on-site', { data: { by: 'kari' } })
  const over = (told: typeof raised): string => {
    const source = { ref: `R${told.sequence}`, cid: '4790000017', did: 'R204B' }
    return writeRequest(requestOf(AlarmMessageSchema.parse(told), source))
  }
  const https = async (centre: Centre, ...messages: unknown[]): Promise<MessagesReply> => {
    const { body } = await centre.post('/v1/stations/homes/messages', { messages }, 'homes-door')
    return body as MessagesReply
  }

  test('the line is cut after the raise: the steps go on over SCAIP, on the same alarm', async () => {
    const centre = await startReceiver()
    const station = await device(centre)
    await https(centre, raised)
    expect(await station.report(over(taken))).toMatchObject({ snu: 0 })
    expect(await station.report(over(onSite))).toMatchObject({ snu: 0 })
    expect(await alarms(centre)).toMatchObject([{ id: 'a-1', state: 'on-site', resident: 'r-204', count: 1 }])
  })

  test('an alarm that came over SCAIP is completed by what comes over HTTPS', async () => {
    const centre = await startReceiver()
    const station = await device(centre)
    await station.report(over(raised))
    expect(await alarms(centre)).toMatchObject([
      { id: 'a-1', resident: null, device: null, placement: 'bathroom' },
    ])
    expect(await https(centre, taken)).toMatchObject({ acknowledged: ['a-1-2'], rejected: [] })
    expect(await alarms(centre)).toMatchObject([
      { resident: 'r-204', device: 'radar-204-bath', state: 'acknowledged' },
    ])
  })

  test('the same message by both paths, in either order, is one and never refused', async () => {
    const centre = await startReceiver()
    const station = await device(centre)
    await station.report(over(raised))
    expect(await https(centre, raised, taken)).toMatchObject({
      acknowledged: ['a-1-1', 'a-1-2'],
      rejected: [],
    })
    expect(await station.report(over(taken))).toMatchObject({ snu: 0 })
    expect(await https(centre, raised, taken)).toMatchObject({ rejected: [] })
    const [alarm] = await alarms(centre)
    expect((await timeline(centre, alarm?.id ?? '')).map(({ type }) => type)).toEqual([
      'alarm.raised',
      'alarm.acknowledged',
    ])
  })

  test('its heartbeat is heard, and says what goes on there', async () => {
    const centre = await startReceiver()
    const station = await device(centre)
    const data = { openAlarms: 0, waiting: 0, status: 'ok' } as const
    const beat = heartbeatRequestOf(
      { id: 'h-1', type: 'heartbeat', sentAt: raised.sentAt, data },
      { ref: 'H1', cid: '4790000017' },
    )
    expect(await station.report(writeRequest(beat))).toEqual({ ref: 'H1', snu: 0, mre: 0 })
    expect(await heardAt(centre, 'homes')).not.toBeNull()
    expect(await heardAt(centre, 'guarded')).toBeNull()
  })

  test('a device of another maker at the same station says nothing of the station', async () => {
    const centre = await startReceiver()
    await (await device(centre)).report(document({}))
    expect(await heardAt(centre, 'homes')).toBeNull()
  })
})

describe('who may speak', () => {
  test('a controller that nobody configured, and one that speaks for another, are refused', async () => {
    const centre = await startReceiver()
    const stranger = await device(centre, { cid: '4711' })
    expect(await stranger.send(document({ cid: '4711' }))).toMatchObject({ status: 403 })
    expect(await stranger.send(document({}))).toMatchObject({ status: 403 })
    const neighbour = await device(centre, { cid: '4790000018' })
    expect(await neighbour.send(document({}))).toMatchObject({ status: 403 })
    expect(await alarms(centre)).toEqual([])
  })

  test('where the configuration says so, another user may send it', async () => {
    const centre = await startReceiver({ configuration: { ...configuration, sip: { anyFrom: true } } })
    const proxied = await device(centre, { cid: 'proxy' })
    expect(await proxied.report(document({}))).toMatchObject({ snu: 0 })
  })

  test('a station with a password is asked for it, and its speech is wanted', async () => {
    const centre = await startReceiver()
    const call = document({ cid: '4790000099', dty: '0003', stc: '0010' })
    const open = await device(centre, { cid: '4790000099' })
    expect(await open.send(call)).toMatchObject({ status: 401 })
    const wrong = await device(centre, {
      cid: '4790000099',
      credentials: { username: 'guarded', password: 'feil' },
    })
    expect(await wrong.send(call)).toMatchObject({ status: 401 })
    expect(await alarms(centre, 'guarded-door')).toEqual([])

    const right = await device(centre, {
      cid: '4790000099',
      credentials: { username: 'guarded', password: 'riktig' },
    })
    const wanted = { ref: 'R1', snu: 0, mre: 1, cre: 62, tnu: 'sip:svar12@sentral.example' }
    expect(await right.report(call)).toEqual(wanted)
    // While that call may be under way nobody is asked for a second one; the same document is answered as before.
    expect(await right.report(call.replace('R1', 'R2'))).toEqual({ ref: 'R2', snu: 0, mre: 0 })
    expect(await right.report(call)).toEqual(wanted)
    expect(await alarms(centre, 'guarded-door')).toHaveLength(1)
  })

  test('two municipalities may use the same user name, and neither opens the door of the other', async () => {
    const house = (id: string, cid: string, password: string) => ({
      id: `municipality-${id}`,
      stations: [{ id, token: `${id}-door`, cids: [cid], sip: { username: 'alarm', password } }],
    })
    const both = ConfigurationSchema.parse({
      municipalities: [house('solbakken', '4790000001', 'sol'), house('fjellhus', '4790000002', 'fjell')],
    })
    const centre = await startReceiver({ configuration: both, tokens: tokensOf(both) })
    const caller = (cid: string, password: string) =>
      device(centre, { cid, credentials: { username: 'alarm', password } })
    for (const [cid, own, other] of [
      ['4790000001', 'sol', 'fjell'],
      ['4790000002', 'fjell', 'sol'],
    ] as const) {
      expect(await (await caller(cid, other)).send(document({ cid }))).toMatchObject({ status: 401 })
      expect(await (await caller(cid, own)).report(document({ cid }))).toMatchObject({ snu: 0 })
    }
    expect(await alarms(centre, 'solbakken-door')).toMatchObject([{ resident: '4790000001' }])
    expect(await alarms(centre, 'fjellhus-door')).toMatchObject([{ resident: '4790000002' }])
  })

  test('a flood from one controller slows it alone', async () => {
    const limits = { bodiesPerSecond: 1, messagesPerSecond: 1 }
    const centre = await startReceiver({ configuration: { ...configuration, limits } })
    const flood = await device(centre)
    const refs = Array.from({ length: 40 }, (_, at) => `R${at}`)
    const outcomes = await Promise.all(refs.map((ref) => flood.send(document({ ref, stc: '0016' }))))
    const slowed = outcomes.filter((outcome) => outcome.ok && outcome.status === 503)
    expect(slowed.length).toBeGreaterThan(20)
    expect(slowed[0]).toMatchObject({ retryAfterMs: 1000 })
    const neighbour = await device(centre, { cid: '4790000018' })
    expect(await neighbour.report(document({ cid: '4790000018' }))).toMatchObject({ snu: 0 })
  })
})
