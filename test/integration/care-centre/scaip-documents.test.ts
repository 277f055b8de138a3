/** What devices said is kept whole, for whom it concerns and no longer; and nothing of it is lost or told twice. */
import { createSocket } from 'node:dgram'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { ConfigurationSchema } from '../../../care-centre/configuration-schema.ts'
import { DocumentKeeper } from '../../../care-centre/scaip/document-keeper.ts'
import { parseSipListen } from '../../../care-centre/scaip/listen-address.ts'
import {
  BEAT_KEPT_MS,
  DOCUMENT_KEPT_MS,
  forgetDocuments,
  insertDocuments,
  readDocuments,
  shareOf,
} from '../../../care-centre/store/document-rows.ts'
import { openReading } from '../../../care-centre/store/open-reading.ts'
import { openStore } from '../../../care-centre/store/open-store.ts'
import { LONGEST_BODY_BYTES } from '../../../shared/wire/centre-messages.ts'
import { ScaipDevice } from '../../support/scaip-device.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { temporaryFolder } from './centre-harness.ts'
import { CONFIGURATION, startTwoMunicipalities } from './operators-harness.ts'

const CID = '4790000204'
const FALL = `<mrq><ref>F1</ref><cid>${CID}</cid><dty>0005</dty><did>A1</did><stc>0009</stc><lte>Badet hos Ingrid</lte></mrq>`

/** Each municipality's house has a controller of its own. */
const configuration = ConfigurationSchema.parse({
  municipalities: CONFIGURATION.municipalities.map((municipality, index) => ({
    ...municipality,
    stations: municipality.stations.map((station) => ({ ...station, cids: [String(Number(CID) + index)] })),
  })),
})

interface Kept {
  readonly documents: { readonly direction: string; readonly body: string; readonly fate: string }[]
}

async function startWithDevice() {
  const listen = parseSipListen('127.0.0.1:0')
  if (typeof listen === 'string') throw new Error(listen)
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const centre = await startTwoMunicipalities({ configuration, sip: [listen], log })
  const device = await ScaipDevice.open({ centre: centre.sip, cid: CID })
  onTestFinished(() => device.close())
  return { centre, device, lines }
}

test('an administrator reads what came and what was answered, word for word; the text log has none of the words', async () => {
  const { centre, device, lines } = await startWithDevice()
  expect(await device.report(FALL)).toMatchObject({ snu: 0 })
  const page = await centre.signIn('administrator-5001', '5001')
  const read = async (): Promise<Kept['documents']> =>
    ((await page.get(`/v1/scaip/documents?cid=${CID}`)).body as Kept).documents
  await waitUntil(async () => (await read()).length === 2, 'the documents are not kept')
  expect(await read()).toMatchObject([
    { direction: 'out', fate: 'sent', body: '<mrs><ref>F1</ref><snu>0</snu><mre>0</mre></mrs>' },
    { direction: 'in', fate: 'taken', body: FALL },
  ])
  expect(lines.join('')).toContain('"ref":"F1"')
  expect(lines.join('')).not.toContain('Ingrid')

  for (const role of ['operator', 'lead']) {
    const other = await centre.signIn(`${role}-5001`, '5001')
    expect((await other.get('/v1/scaip/documents')).status).toBe(403)
  }
  const neighbour = await centre.signIn('administrator-4601', '4601')
  expect((await neighbour.get(`/v1/scaip/documents?cid=${CID}`)).body).toEqual({ documents: [], next: null })

  const reading = await openReading(centre.database)
  onTestFinished(() => reading.close())
  expect(
    await reading.query(
      "SELECT DISTINCT municipality, actor, data FROM audit_entry WHERE action = 'documents.read' ORDER BY municipality DESC",
    ),
  ).toEqual([
    { municipality: '5001', actor: 'administrator-5001', data: `{"station":null,"cid":"${CID}"}` },
    { municipality: '4601', actor: 'administrator-4601', data: `{"station":null,"cid":"${CID}"}` },
  ])
})

test('whatever was no document, no call or not allowed is refused with a code, and counted where the operations look', async () => {
  const { centre, device } = await startWithDevice()
  const [, host = '', port = ''] = centre.sip.split(':')
  const garbage = createSocket('udp4')
  onTestFinished(() => void garbage.close())
  garbage.send('\u0000 no SIP at all', Number(port), host)
  const entities = FALL.replace('<mrq>', '<!DOCTYPE a [<!ENTITY b "c">]><mrq>')
  expect(await device.report(entities)).toMatchObject({ snu: 2 })
  const call = async (where: string, body: string, token = 'token-of-solbakken'): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(`${centre.url}${where}`, { method: 'POST', headers, body })
    return [answer.status, ((await answer.json()) as { code: string }).code]
  }
  const own = '/v1/stations/solbakken/messages'
  expect(await call(own, '{')).toEqual([400, 'bad-body'])
  expect(await call(own, ' '.repeat(LONGEST_BODY_BYTES + 1))).toEqual([413, 'too-large'])
  expect(await call(own, '{"messages":[]}', 'forged')).toEqual([401, 'not-allowed'])
  expect(await call('/v1/nowhere', '{}')).toEqual([404, 'unknown-path'])
  const counted = async (): Promise<string> => await (await fetch(`${centre.url}/metrics`)).text()
  await waitUntil(
    async () => (await counted()).includes('sip_total{what="garbage"} 1'),
    'garbage is not counted',
  )
  const text = await counted()
  for (const code of ['bad-body', 'too-large', 'not-allowed', 'unknown-path']) {
    expect(text).toContain(`tryggvakt_centre_refused_total{code="${code}"} 1`)
  }
  expect(text).toContain('tryggvakt_centre_scaip_documents_total{fate="refused"} 1')
})

test('an alarm is found by what the device said of it', async () => {
  const { centre, device } = await startWithDevice()
  await device.report(FALL)
  await device.report(FALL.replace('F1', 'F2').replace('A1', 'A2').replace('Badet hos Ingrid', 'Kjelleren'))
  const page = await centre.signIn('lead-5001', '5001')
  const found = async (text: string): Promise<(string | null)[]> => {
    const { body } = await page.get(`/v1/history?text=${encodeURIComponent(text)}`)
    return (body as { alarms: { device: string | null }[] }).alarms.map(({ device: id }) => id)
  }
  expect(await found('badet HOS')).toEqual(['A1'])
  expect(await found('kjeller')).toEqual(['A2'])
  expect(await found('loftet')).toEqual([])
  const neighbour = await centre.signIn('lead-4601', '4601')
  expect((await neighbour.get('/v1/history?text=badet')).body).toMatchObject({ alarms: [] })
})

test('documents are kept for their time and up to a number, heartbeats for a day', async () => {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  const now = 100 * DOCUMENT_KEPT_MS
  const kept = (ref: string, ageMs: number, isBeat = false) => ({
    at: now - ageMs,
    station: 'homes',
    cid: CID,
    direction: 'in' as const,
    peer: 'udp:127.0.0.1:5060',
    fate: 'taken',
    isBeat,
    body: ref,
  })
  const left = async (most?: number): Promise<string[]> => {
    await store.writes.run((transaction) => forgetDocuments(transaction, now, most))
    const asked = { stations: ['homes'], cid: undefined, after: undefined, limit: 10 }
    return (await readDocuments(store.reading.query, asked)).documents.map(({ body }) => body)
  }
  await store.writes.run((transaction) =>
    insertDocuments(transaction, [
      kept('old', DOCUMENT_KEPT_MS),
      kept('old beat', BEAT_KEPT_MS, true),
      kept('of yesterday', BEAT_KEPT_MS),
      kept('beat', 1_000, true),
      kept('new', 0),
    ]),
  )
  expect(await left()).toEqual(['new', 'beat', 'of yesterday'])
  expect(await left(2)).toEqual(['new', 'of yesterday'])
  expect(await left(1)).toEqual(['new'])
})

test('an alarm of four weeks ago is still there, however many heartbeats came and went since', async () => {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  const from = {
    station: 'homes',
    cid: CID,
    direction: 'in',
    peer: 'udp:127.0.0.1:1',
    fate: 'taken',
  } as const
  const day = 24 * 3_600_000
  await store.writes.run((transaction) =>
    insertDocuments(transaction, [{ ...from, at: 0, isBeat: false, body: 'alarm' }]),
  )
  for (let today = 1; today <= 28; today += 1) {
    const beats = [1, 2, 3].map((at) => ({ ...from, at: today * day + at, isBeat: true, body: 'beat' }))
    await store.writes.run(async (transaction) => {
      await insertDocuments(transaction, beats)
      await forgetDocuments(transaction, today * day + 4, 20)
    })
  }
  const asked = { stations: ['homes'], cid: undefined, after: undefined, limit: 100 }
  const { documents } = await readDocuments(store.reading.query, asked)
  expect(documents.map(({ body }) => body)).toContain('alarm')
})

test('documents that the database does not take are counted, and the next ones are kept', async () => {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  const lines: string[] = []
  let works = false
  const keeper = new DocumentKeeper(
    { run: (work) => (works ? store.writes.run(work) : Promise.reject(new Error('disk full'))) },
    pino({}, { write: (line: string) => void lines.push(line) }),
  )
  const document = {
    at: 1,
    station: 'homes',
    cid: CID,
    direction: 'in',
    peer: 'udp:127.0.0.1:1',
    fate: 'taken',
    isBeat: false,
  } as const
  for (let index = 0; index < 3_000; index += 1) keeper.keep({ ...document, body: 'lost' })
  await keeper.close()
  expect(lines.join('')).toContain('"documents":3000')
  works = true
  keeper.keep({ ...document, body: `a\0b${'x'.repeat(20_000)}` })
  await keeper.close()
  const asked = { stations: ['homes'], cid: undefined, after: undefined, limit: 10 }
  const { documents } = await readDocuments(store.reading.query, asked)
  expect(documents.map(({ body }) => [body.slice(0, 4), body.length])).toEqual([['a\uFFFDbx', 8_192]])
})

test('documents of one station push out its own alone, waiting to be kept and kept', async () => {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  const keeper = new DocumentKeeper(store.writes, pino({ level: 'silent' }))
  const document = (station: string, body: string) => ({
    at: 1,
    station,
    cid: CID,
    direction: 'in' as const,
    peer: 'udp:127.0.0.1:1',
    fate: 'refused',
    isBeat: false,
    body,
  })
  for (let index = 0; index < 3_000; index += 1) keeper.keep(document('noisy', 'refused'))
  for (const body of ['fall', 'answer', 'step']) keeper.keep(document('calm', body))
  await keeper.close()
  await store.writes.run((transaction) => forgetDocuments(transaction, 2, 10))
  const kept = async (station: string): Promise<string[]> => {
    const asked = { stations: [station], cid: undefined, after: undefined, limit: 100 }
    return (await readDocuments(store.reading.query, asked)).documents.map(({ body }) => body)
  }
  expect(await kept('calm')).toEqual(['step', 'answer', 'fall'])
  expect(await kept('noisy')).toHaveLength(7)
})

test.each([
  [[3, 4], 10, Number.POSITIVE_INFINITY],
  [[3, 100], 10, 7],
  [[100, 100, 2], 12, 5],
  [[], 5, Number.POSITIVE_INFINITY],
])('of %j documents by station and room for %i each may keep %d', (counts, most, share) => {
  expect(shareOf(counts, most)).toBe(share)
})
