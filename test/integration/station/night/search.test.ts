/** Search over what is stored: every word narrows, in any order, open ones first. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ReportDesk } from '../../../../station/alarms/report-desk.ts'
import { foundDevices, foundResidents, soughtAlarms, type House } from '../../../../station/night/search.ts'
import { searchAlarms } from '../../../../station/store/search-rows.ts'
import { newFolder, openCore, removeFolder, says, type StationCore } from '../station-core.ts'

const house: House = {
  residents: [
    { id: 'r-204', name: 'Ingrid Solberg', unit: '204' },
    { id: 'r-205', name: 'Åse Berg', unit: '205' },
    { id: 'r-7', name: 'Olav Lie', unit: '7' },
  ],
  devices: [
    { id: 'radar-204', placement: 'bathroom', address: null, protocol: 'mr60fda', residentId: 'r-204' },
    { id: 'radar-205', placement: 'hall', address: '01825dab', protocol: 'mr60fda', residentId: 'r-205' },
    { id: 'radar-7', placement: 'hall', address: null, protocol: 'mr60fda', residentId: 'r-7' },
  ],
  people: [{ id: 'kari', name: 'Kari Nordmann' }],
}
const term = (text: string, more: object = {}) => ({ text, causes: [], placements: [], ...more })

let folder: string
let core: StationCore
let closed: string
let place: string

beforeAll(async () => {
  folder = await newFolder()
  core = await openCore(folder)
  await core.intake.take([says('204', 'fall')])
  closed = [...core.book.open()][0]?.id ?? ''
  await core.desk.take(closed, {
    type: 'resolved',
    actor: { kind: 'person', id: 'kari' },
    seenRevision: 1,
    outcome: { kind: 'helped-unhurt', words: null },
  })
  await core.intake.take([says('204', 'help-call'), says('205', 'fall')])
  const report = { cause: 'fall', residentId: null, place: 'Korridor 2. etg.' } as const
  place = (await new ReportDesk(core.parts).report(report, null, { kind: 'person', id: 'kari' })).id
})
afterAll(async () => {
  await core.close()
  await removeFolder(folder)
})

const found = (...terms: ReturnType<typeof term>[]) =>
  searchAlarms(core.store.reader.manager, soughtAlarms(terms, house), 50)

test('a name, a flat and a device lead to the alarms of that home, open ones first', async () => {
  const all = await found(term('ingrid'))
  expect(all).toHaveLength(2)
  expect(all.at(-1)).toBe(closed)
  expect(await found(term('204'))).toEqual(all)
  expect(await found(term('radar-205'))).toHaveLength(1)
})

test('every word narrows; a cause is sought in the language of whoever asks', async () => {
  const fall = term('falt', { causes: ['fall'] })
  expect(await found(term('Solberg'), fall)).toEqual([closed])
  expect(await found(fall, term('Solberg'))).toEqual([closed])
  expect(await found(term('Solberg'), term('Berg'), term('Åse'))).toEqual([])
})

test('who had it, where it was and its number are found as well', async () => {
  expect(await found(term('kari'))).toEqual([closed])
  expect(await found(term('korridor'))).toEqual([place])
  expect(await found(term(closed))).toEqual([closed])
  expect(await found(term("'; DROP TABLE alarms"))).toEqual([])
})

test('residents and devices are found by what stands on them', () => {
  expect(foundResidents([term('ÅSE')], house).map(({ id }) => id)).toEqual(['r-205'])
  expect(foundDevices([term('bad', { placements: ['bathroom'] })], house).map(({ id }) => id)).toEqual([
    'radar-204',
  ])
  expect(foundDevices([term('åse'), term('mr60')], house).map(({ id }) => id)).toEqual(['radar-205'])
})

test('a single digit is a flat, and none of the many ids that it stands in', async () => {
  expect(foundResidents([term('7')], house).map(({ id }) => id)).toEqual(['r-7'])
  expect(foundDevices([term('7')], house).map(({ id }) => id)).toEqual(['radar-7'])
  const here = (await core.rows<{ id: string }>("SELECT id FROM alarms WHERE resident_id = 'r-205'")).map(
    ({ id }) => id,
  )
  const digits = ['0', '1', '2', '4', '5']
  expect(await Promise.all(digits.map((digit) => found(term(digit))))).toEqual(digits.map(() => []))
  await core.store.writer.query("INSERT OR IGNORE INTO residents (id, name) VALUES ('r-7', 'Olav Lie')")
  const report = { cause: 'fall', residentId: 'r-7', place: null } as const
  const kari = { kind: 'person', id: 'kari' } as const
  const { id } = await new ReportDesk(core.parts).report(report, null, kari)
  expect(await found(term('7'))).toEqual([id])
  expect(await found(term('205'))).toEqual(here)
})
