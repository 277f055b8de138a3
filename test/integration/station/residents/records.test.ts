/** Records of residents over a real database, as their screens ask for them. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ResidentDetails } from '../../../../shared/api/residents.ts'
import { codeOf } from '../technician/technician-house.ts'
import { CONFIGURATION, ResidentsHouse } from './residents-house.ts'

let house: ResidentsHouse

beforeEach(async () => {
  house = await ResidentsHouse.open()
})
afterEach(() => house.end())

const ASTRID: ResidentDetails = {
  name: 'Astrid Haugen',
  birthYear: 1938,
  address: 'Solbakken 2',
  unit: '301',
  floor: '3',
  phone: '+47 900 00 301',
  cid: null,
  language: 'nordsamisk',
  hearing: 'høreapparat venstre øre',
  aids: 'rullator',
  dog: true,
  oxygen: true,
  notes: 'Står ikke opp uten hjelp.',
  contacts: [
    { name: 'Mona Haugen', relation: 'datter', phone: '+47 900 00 001' },
    { name: 'Per Haugen', relation: 'sønn', phone: '90000002' },
  ],
  consent: { to: ['alarm', 'sensors'], by: 'resident', on: '2026-10-01' },
}

/** A fall in a bathroom, through to its alarm. */
async function fall(unit = '204'): Promise<string> {
  await house.says(unit, 'fall')
  const [alarm] = await house.rows<{ id: string }>('SELECT id FROM alarms ORDER BY id DESC LIMIT 1')
  return alarm?.id ?? ''
}

describe('a manager', () => {
  test('adds somebody whose record stands as it was written, over a restart and a changed file', async () => {
    const mona = await house.as('mona')
    const { residentId } = await mona.residents.add({ by: 'mona', details: ASTRID })
    await house.restart({ ...CONFIGURATION, residents: CONFIGURATION.residents.slice(0, 1) })
    const again = await house.as('mona')
    const record = await again.residents.record({ by: 'mona', residentId })
    expect(record).toMatchObject({ details: ASTRID, leftAt: null, devices: [], hasDoorCode: false })
    const { residents } = await again.residents.list()
    expect(residents.map(({ id, leftAt }) => [id, leftAt === null])).toEqual([
      [residentId, true],
      ['r-204', true],
      ['r-205', false],
    ])
    expect(await house.told()).toEqual([
      `mona resident.added ${residentId}`,
      `mona resident.record-seen ${residentId}`,
    ])
    const [added] = await house.rows<{ lacks: string }>(
      "SELECT json_extract(data, '$.lacks') AS lacks FROM audit_entries WHERE action = 'resident.added'",
    )
    expect(added).toEqual({ lacks: 'devices' })
    expect(await house.auditIsWhole()).toBe(true)
  })

  test('is told what is missing where somebody has no contacts, devices or consent', async () => {
    const { residents } = await (await house.as('mona')).residents.list()
    expect(residents.map(({ id, lacks }) => [id, lacks])).toEqual([
      ['r-204', ['contacts', 'consent']],
      ['r-205', ['contacts', 'devices', 'consent']],
    ])
  })

  test('who saw an older state changes nothing; what a screen changed wins until the file changes', async () => {
    const mona = await house.as('mona')
    const { details, revision } = await mona.residents.record({ by: 'mona', residentId: 'r-204' })
    const change = { by: 'mona', residentId: 'r-204', seenRevision: revision } as const
    await mona.residents.change({
      ...change,
      details: { ...details, unit: '310', phone: '900 00 204', contacts: ASTRID.contacts },
    })
    const [audited] = await house.rows<{ data: string }>(
      "SELECT data FROM audit_entries WHERE action = 'resident.changed'",
    )
    expect(JSON.parse(audited?.data ?? '')).toEqual({ fields: 'unit phone contacts', lacks: 'consent' })
    expect(await codeOf(mona.residents.change({ ...change, details }))).toBe('record-changed')
    await house.restart()
    const same = await house.as('mona')
    expect((await same.residents.record({ by: 'mona', residentId: 'r-204' })).details.unit).toBe('310')
    await house.restart({ ...CONFIGURATION, station: { ...CONFIGURATION.station, name: 'Solbakken 2' } })
    const changed = await (await house.as('mona')).residents.record({ by: 'mona', residentId: 'r-204' })
    expect(changed.details).toMatchObject({ unit: '204', phone: '900 00 204', contacts: ASTRID.contacts })
  })

  test('takes somebody out of the service: the device is free, events and alarms stay theirs', async () => {
    const alarmId = await fall()
    const mona = await house.as('mona')
    const rule = { residentId: 'r-204', ruleId: 'no-sign-of-life', isOn: true, profiles: [] }
    await house.parts.timeRules.desk.switch('mona', rule)
    await mona.residents.leave({ by: 'mona', residentId: 'r-204', why: 'moved' })
    expect(await codeOf(mona.residents.leave({ by: 'mona', residentId: 'r-204', why: 'moved' }))).toBe(
      'already-left',
    )
    expect(
      await house.rows("SELECT device_id, until_at FROM device_assignments WHERE resident_id = 'r-204'"),
    ).toEqual([{ device_id: 'radar-204', until_at: house.clock.wall() }])
    expect(await house.rows('SELECT * FROM resident_rules')).toEqual([])
    expect(await house.rows(`SELECT resident_id FROM alarms WHERE id = '${alarmId}'`)).toEqual([
      { resident_id: 'r-204' },
    ])
    await mona.residents.return({ by: 'mona', residentId: 'r-204' })
    expect(await mona.residents.record({ by: 'mona', residentId: 'r-204' })).toMatchObject({
      leftAt: null,
      devices: [],
    })
  })
})

describe('door code and key box', () => {
  test('are in no record, list or card, and told to a responder for an alarm of that resident alone', async () => {
    const mona = await house.as('mona')
    await mona.residents.setKeys({
      by: 'mona',
      residentId: 'r-204',
      doorCode: '4711#',
      keyBox: 'bak blomsterkassen',
    })
    const alarmId = await fall()
    const kari = await house.as('kari')
    const { card } = await kari.residents.card({ by: 'kari', alarmId })
    expect(card).toMatchObject({ residentId: 'r-204', hasDoorCode: true, hasKeyBox: true })
    const seen = [
      card,
      await mona.residents.record({ by: 'mona', residentId: 'r-204' }),
      await kari.residents.list(),
    ]
    expect(JSON.stringify(seen)).not.toContain('4711')

    const asked = { why: 'alarm', by: 'kari', residentId: 'r-204', alarmId } as const
    expect(await kari.residents.keys(asked)).toEqual({ doorCode: '4711#', keyBox: 'bak blomsterkassen' })
    expect(await codeOf(kari.residents.keys({ ...asked, residentId: 'r-205' }))).toBe('no-reason-for-keys')
    expect(await codeOf(kari.residents.keys({ why: 'record', by: 'kari', residentId: 'r-204' }))).toBe(
      'no-reason-for-keys',
    )
    expect((await house.told()).slice(1)).toEqual([
      'kari resident.card-seen r-204',
      'mona resident.record-seen r-204',
      'kari resident.keys-seen r-204',
      'kari resident.keys-refused r-205',
      'kari resident.keys-refused r-204',
    ])
    expect(JSON.stringify(await house.rows('SELECT * FROM audit_entries'))).not.toContain('4711')
  })

  test('stay as they are where only one is changed, and can be forgotten', async () => {
    const mona = await house.as('mona')
    const own = { by: 'mona', residentId: 'r-204' } as const
    await mona.residents.setKeys({ ...own, doorCode: '4711', keyBox: '0815' })
    await mona.residents.setKeys({ ...own, doorCode: null })
    expect(await mona.residents.keys({ why: 'record', ...own })).toEqual({ doorCode: null, keyBox: '0815' })
  })

  test('are not told twelve hours after the alarm was closed', async () => {
    const alarmId = await fall()
    const kari = await house.as('kari')
    const actor = { kind: 'person', id: 'kari' } as const
    const outcome = { kind: 'helped-unhurt', words: null } as const
    await house.parts.alarms.desk.take(alarmId, { type: 'resolved', actor, seenRevision: 1, outcome })
    const asked = { why: 'alarm', by: 'kari', residentId: 'r-204', alarmId } as const
    await kari.residents.keys(asked)
    house.clock.pass(12 * 3_600_000)
    expect(await codeOf(kari.residents.keys(asked))).toBe('no-reason-for-keys')
  })
})

test('twelve hours after the alarm the card is for whoever keeps records; who asks in vain is noted', async () => {
  const alarmId = await fall()
  const actor = { kind: 'person', id: 'kari' } as const
  const outcome = { kind: 'helped-unhurt', words: null } as const
  const kari = await house.as('kari')
  house.clock.pass(12 * 3_600_000)
  const stillOpen = await kari.residents.card({ by: 'kari', alarmId })
  expect(stillOpen.card?.residentId).toBe('r-204')
  await house.parts.alarms.desk.take(alarmId, { type: 'resolved', actor, seenRevision: 9, outcome })
  expect(await codeOf(kari.residents.card({ by: 'kari', alarmId }))).toBe('no-reason-for-card')
  const { card } = await (await house.as('mona')).residents.card({ by: 'mona', alarmId })
  expect(card?.residentId).toBe('r-204')
  expect(await house.told()).toEqual([
    'kari resident.card-seen r-204',
    'kari resident.card-refused r-204',
    'mona resident.card-seen r-204',
  ])
})

test('a technician sees nobody’s record, card or keys, a caregiver no record', async () => {
  const alarmId = await fall()
  const tuva = await house.as('tuva')
  const kari = await house.as('kari')
  expect(await codeOf(tuva.residents.list())).toBe('not-allowed')
  expect(await codeOf(tuva.residents.card({ by: 'tuva', alarmId }))).toBe('not-allowed')
  expect(await codeOf(kari.residents.record({ by: 'kari', residentId: 'r-204' }))).toBe('not-allowed')
})

test('the card says the last movement and the three alarms before this one', async () => {
  const [first, second] = [await fall(), await fall('205')]
  await house.says('204', 'presence', true)
  await house.says('204', 'presence', false)
  const { card } = await (await house.as('kari')).residents.card({ by: 'kari', alarmId: second })
  expect(card).toMatchObject({ residentId: 'r-205', lastMovement: null, lastAlarms: [] })
  const own = await (await house.as('kari')).residents.card({ by: 'kari', alarmId: first })
  expect(own.card?.lastMovement).toMatchObject({ kind: 'presence', placement: 'bathroom' })
})

describe('the list on paper', () => {
  const paper = () => readFile(join(house.folder, 'residents.html'), 'utf8')

  test('lies in the data folder for the station’s user alone, and keys stand in it only where that is on', async () => {
    const mona = await house.as('mona')
    await mona.residents.add({ by: 'mona', details: ASTRID })
    await mona.residents.setKeys({ by: 'mona', residentId: 'r-204', doorCode: '4711#' })
    await house.parts.residents.paper.look()
    expect(await paper()).toContain('Astrid Haugen')
    expect(await paper()).toContain('href="tel:+4790000001"')
    expect(await paper()).not.toContain('4711')
    expect((await stat(join(house.folder, 'residents.html'))).mode & 0o777).toBe(0o600)

    expect(await codeOf(mona.residents.setPaperKeys({ by: 'mona', withKeys: true }))).toBe('not-allowed')
    const anne = await house.as('anne')
    await anne.residents.setPaperKeys({ by: 'anne', withKeys: true })
    expect(await paper()).toContain('4711#')
    await anne.residents.setPaperKeys({ by: 'anne', withKeys: false })
    expect(await paper()).not.toContain('4711')
  })

  test('is without keys until an administrator has answered whether they stand there, either way', async () => {
    const anne = await house.as('anne')
    expect(await anne.residents.paper()).toMatchObject({ withKeys: false, isDecided: false })
    await anne.residents.setPaperKeys({ by: 'anne', withKeys: false })
    expect(await anne.residents.paper()).toMatchObject({ withKeys: false, isDecided: true })
    await house.restart()
    expect(await (await house.as('mona')).residents.paper()).toMatchObject({ isDecided: true })
    expect(await house.told()).toContain('anne paper.keys-set station')
  })

  test('is written anew when the evening has come, and after a change', async () => {
    const { paper: keeper } = house.parts.residents
    await keeper.look()
    const first = (await keeper.state()).writtenAt
    house.clock.pass(60_000)
    await keeper.look()
    expect((await keeper.state()).writtenAt).toBe(first)
    house.clock.wallNow = Date.parse('2026-11-21T19:00:00Z')
    await keeper.look()
    expect((await keeper.state()).writtenAt).toBe(house.clock.wall())
    house.clock.pass(60_000)
    await (await house.as('mona')).residents.leave({ by: 'mona', residentId: 'r-205', why: 'deceased' })
    await keeper.look()
    expect(await paper()).not.toContain('Olav Berg')
  })
})
