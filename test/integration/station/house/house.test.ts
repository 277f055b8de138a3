/** The station set up on screen: the ladder, who is on call, the way to the centre; kept over a restart until the file changes. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PathDraft, PathHealth } from '../../../../shared/api/centre-paths.ts'
import { raiseStationFault } from '../../../../station/alarms/station-fault.ts'
import { markRejected } from '../../../../station/store/outbox-rows.ts'
import { escalate } from '../../../../station/alarms/escalation.ts'
import { CONFIGURATION, hasKeyStore, ResidentsHouse } from '../residents/residents-house.ts'
import { codeOf } from '../technician/technician-house.ts'

const QUICK = [
  { calls: 'on-duty', holdsSeconds: 30 },
  { calls: 'on-call', holdsSeconds: 45 },
  { calls: 'everyone', holdsSeconds: 60 },
] as const
const CRITICAL = { by: 'anne', priority: 'critical', category: 'care' } as const
const NIGHTS = { days: [1, 2, 3, 4, 5, 6, 7], hours: { from: 22 * 60, to: 7 * 60 } }
const HTTPS = {
  key: null,
  kind: 'https',
  words: { url: 'https://centre.example.no' },
  files: {},
  secrets: { token: 'a token that nobody sees' },
} as const
const SCAIP = {
  key: null,
  kind: 'scaip',
  words: { uri: 'sip:sentral@192.0.2.10:5061;transport=tls', cid: '4790000017' },
  files: {},
  secrets: {},
} as const
const centreWith = (...paths: readonly PathDraft[]) => ({
  by: 'anne',
  paths: [...paths],
  heartbeatSeconds: 30,
})

let house: ResidentsHouse

beforeEach(async () => {
  house = await ResidentsHouse.open()
})
afterEach(() => house.end())

const view = async () => (await house.as('anne')).house.view()
const ladderOf = async () => {
  const { ladder } = await view()
  return ladder.find(({ priority, category }) => priority === 'critical' && category === 'care')?.rungs
}
const audit = () =>
  house.rows<{ line: string }>(
    `SELECT actor_id || ' ' || action AS line FROM audit_entries
     WHERE action IN ('ladder.changed', 'on-call.changed', 'station.changed', 'centre.changed', 'call.refused')
     ORDER BY position`,
  )

test('another ladder holds at once for a fall that rings, after a restart as well, and is noted', async () => {
  await house.says('204', 'fall')
  const anne = await house.as('anne')
  house.clock.pass(20_000)
  await anne.house.setLadder({ ...CRITICAL, rungs: [...QUICK] })
  expect(await ladderOf()).toEqual(QUICK)
  const [due] = await house.rows<{ left: number }>(
    `SELECT due_at - ${String(house.clock.wall())} AS left FROM alarm_deadlines WHERE done_at IS NULL`,
  )
  expect(due).toEqual({ left: 30_000 })
  await house.restart()
  expect(await ladderOf()).toEqual(QUICK)
  expect(await audit()).toEqual([{ line: 'anne ladder.changed' }])
  expect(await house.auditIsWhole()).toBe(true)
})

test('a ladder that ends in nothing, or does not begin with those on duty, is refused and noted', async () => {
  const anne = await house.as('anne')
  const before = await ladderOf()
  const wrong = [
    [],
    [{ calls: 'on-call', holdsSeconds: 60 }],
    [QUICK[0], { calls: 'everyone', holdsSeconds: null }],
    [QUICK[0], { calls: 'handover', holdsSeconds: 60 }],
  ] as const
  for (const rungs of wrong) {
    expect(await codeOf(anne.house.setLadder({ ...CRITICAL, rungs: [...rungs] }))).toBe('ladder-not-whole')
  }
  expect(await ladderOf()).toEqual(before)
  await house.parts.state.writeQueue.run('routine', () => Promise.resolve())
  expect(await audit()).toEqual([{ line: 'anne call.refused' }])
})

test('a manager says who is on call; they are called in that order, at their hours', async () => {
  const mona = await house.as('mona')
  const plan = [
    { personId: 'anne', ...NIGHTS },
    { personId: 'kari', ...NIGHTS },
  ]
  await mona.house.setOnCall({ by: 'mona', plan })
  // 04:40 in Norway.
  expect((await view()).onCallNow).toEqual(['anne', 'kari'])
  await house.says('204', 'fall')
  const { state, room } = house.parts
  const [fall] = [...state.book.open()]
  if (fall === undefined) throw new Error('no fall is open')
  const reach = { shifts: room.parts.shifts, hasCentre: false }
  const called = escalate(fall, 'answer', state.deadlines.ladder, reach, house.clock.wall())
  expect(called).toMatchObject({ action: { data: { calls: 'on-call', to: 'anne' } } })
  house.clock.pass(4 * 3_600_000)
  expect((await view()).onCallNow).toEqual([])
  await house.restart()
  expect((await view()).onCall).toEqual(plan)
})

test('on call on no day, or somebody nobody knows, is refused', async () => {
  const mona = await house.as('mona')
  const noDay = [{ personId: 'kari', ...NIGHTS, days: [] }]
  expect(await codeOf(mona.house.setOnCall({ by: 'mona', plan: noDay }))).toBe('turn-without-days')
  const nobody = [{ personId: 'nobody', ...NIGHTS }]
  expect(await codeOf(mona.house.setOnCall({ by: 'mona', plan: nobody }))).toBe('unknown-person')
})

test('whoever leaves is not called, and is on the plan again when they are taken in again', async () => {
  const anne = await house.as('anne')
  await anne.house.setOnCall({ by: 'anne', plan: [{ personId: 'kari', ...NIGHTS }] })
  await anne.people.leave({ by: 'anne', personId: 'kari' })
  expect(await view()).toMatchObject({ onCall: [], onCallNow: [] })
  await anne.people.return({ by: 'anne', personId: 'kari' })
  expect(await view()).toMatchObject({ onCallNow: ['kari'] })
})

test('the station’s name and language hold until the file changes', async () => {
  const anne = await house.as('anne')
  await anne.house.setStation({ by: 'anne', name: 'Furutun', locale: 'en' })
  await house.restart()
  expect((await view()).station).toEqual({ id: 'solbakken', name: 'Furutun', locale: 'en' })
  await house.restart({ ...CONFIGURATION, station: { ...CONFIGURATION.station, name: 'Granli' } })
  expect((await view()).station).toMatchObject({ name: 'Granli', locale: 'nb' })
})

const OTHER_ID = { by: 'anne', id: 'furutun-2', name: 'Furutun', locale: 'nb' } as const
const WAY: PathHealth = {
  key: 'k1',
  kind: 'https',
  name: 'https centre.example.no',
  state: 'up',
  isInUse: true,
  isDeaf: false,
  isRefusing: false,
  lastContactAt: 1,
  lastFault: null,
}
const TURNED_AWAY: PathHealth = { ...WAY, state: 'failing', lastFault: { code: 'unauthorised', at: 2 } }

/** A fall that is over; what it told the centre waits in the outbox. */
async function fallThatWasHandled(anne: Awaited<ReturnType<ResidentsHouse['as']>>): Promise<void> {
  const [fall] = await house.parts.view.openCards()
  const { alarmId = '' } = fall ?? {}
  await anne.alarm.acknowledge({ alarmId, by: 'anne', seenRevision: 1 })
  const outcome = { kind: 'helped-unhurt', words: null } as const
  await anne.alarm.resolve({ alarmId, by: 'anne', seenRevision: 2, outcome })
}

test('with another id the station is another one for the centre: only while nothing is open, and the ways begin anew', async () => {
  const anne = await house.as('anne')
  await anne.house.setCentre(centreWith(HTTPS))
  await house.says('204', 'fall')
  expect(await codeOf(anne.house.setStation(OTHER_ID))).toBe('station-id-busy')
  expect((await view()).station.id).toBe('solbakken')
  expect(house.parts.waysUnder).toEqual(['furutun-2 ready', 'furutun-2 dropped'])
  await fallThatWasHandled(anne)
  await anne.house.setStation(OTHER_ID)
  expect(house.parts.waysUnder.slice(2)).toEqual(['furutun-2 ready', 'furutun-2 taken'])
  await house.restart()
  expect((await view()).station).toEqual({ id: 'furutun-2', name: 'Furutun', locale: 'nb' })
  const [entry] = await house.rows<{ data: string }>(
    "SELECT data FROM audit_entries WHERE action = 'station.changed'",
  )
  expect(JSON.parse(entry?.data ?? '{}')).toEqual({ locale: 'nb', before: 'solbakken', id: 'furutun-2' })
})

test('while a message waits for the centre the id stays; what the centre has rejected is no hindrance', async () => {
  const anne = await house.as('anne')
  await house.says('204', 'fall')
  await fallThatWasHandled(anne)
  house.parts.ways.now = [WAY]
  expect(await codeOf(anne.house.setStation(OTHER_ID))).toBe('station-id-busy')
  await anne.house.setStation({ ...OTHER_ID, id: 'solbakken' })
  const waiting = await house.rows<{ id: string }>('SELECT id FROM outbox_messages')
  expect(waiting.length).toBeGreaterThan(0)
  await house.parts.state.writeQueue.run('routine', async ({ manager }) => {
    for (const { id } of waiting) await markRejected(manager, id, 'unknown-device', 0)
  })
  await anne.house.setStation(OTHER_ID)
  expect((await view()).station.id).toBe('furutun-2')
})

test('where the centre turns a wrong id away, it is put right although messages wait and the centre is lost', async () => {
  const anne = await house.as('anne')
  await house.says('204', 'fall')
  await fallThatWasHandled(anne)
  await raiseStationFault(house.parts.alarms.deskParts, 'centre-lost', 'unauthorised')
  house.parts.ways.now = [TURNED_AWAY, WAY]
  expect(await codeOf(anne.house.setStation(OTHER_ID))).toBe('station-id-busy')
  house.parts.ways.now = [TURNED_AWAY]
  await anne.house.setStation(OTHER_ID)
  expect((await view()).station.id).toBe('furutun-2')
  // Once a centre knows of that alarm it ends there before the station becomes another one.
  await house.parts.state.writeQueue.run('routine', ({ manager }) =>
    manager.query('UPDATE outbox_messages SET acknowledged_at = 1'),
  )
  expect(await codeOf(anne.house.setStation({ ...OTHER_ID, id: 'furutun-3' }))).toBe('station-id-busy')
})

test('an alarm that is raised while the ways are made ready keeps the id: it is not told under two', async () => {
  const anne = await house.as('anne')
  house.parts.ways.meanwhile = () => house.says('204', 'fall')
  expect(await codeOf(anne.house.setStation(OTHER_ID))).toBe('station-id-busy')
  expect(house.parts.waysUnder).toEqual(['furutun-2 ready', 'furutun-2 dropped'])
  expect(house.parts.state.setup.station.id).toBe('solbakken')
})

test('the ways to the centre: checked as the file is, no secret is ever shown, in their order, in effect at once', async () => {
  const anne = await house.as('anne')
  const noCertificate = join(house.folder, 'words.pem')
  await writeFile(noCertificate, 'no certificate')
  const refusals = [
    [{ ...HTTPS, words: { url: 'http://centre.example.no' } }, 'centre-address-invalid'],
    [{ ...HTTPS, words: { url: 'centre' } }, 'centre-address-invalid'],
    [{ ...HTTPS, secrets: {} }, 'centre-token-missing'],
    [{ ...HTTPS, files: { ca: join(house.folder, 'no-such.pem') } }, 'centre-file-unusable'],
    [{ ...HTTPS, files: { ca: 'relative.pem' } }, 'centre-file-unusable'],
    [{ ...HTTPS, files: { ca: noCertificate } }, 'centre-file-unusable'],
    [{ ...HTTPS, words: { ...HTTPS.words, pinSha256: 'short' } }, 'centre-field-invalid'],
    [{ ...HTTPS, words: { ...HTTPS.words, proxy: 'http://me:word@proxy.example' } }, 'centre-field-invalid'],
    [{ ...SCAIP, words: { ...SCAIP.words, uri: 'sip:sentral@192.0.2.10' } }, 'centre-sip-address-invalid'],
    [{ ...SCAIP, words: { uri: SCAIP.words.uri } }, 'centre-field-invalid'],
  ] as const
  for (const [path, code] of refusals) expect(await codeOf(anne.house.setCentre(centreWith(path)))).toBe(code)
  expect(await codeOf(anne.house.setCentre(centreWith(HTTPS, HTTPS)))).toBe('centre-path-twice')
  await anne.house.setCentre(centreWith(HTTPS, SCAIP))
  const { centre } = await view()
  expect(centre.heartbeatSeconds).toBe(30)
  expect(centre.paths).toMatchObject([
    { words: HTTPS.words, secrets: ['token'], health: { name: 'https centre.example.no', state: 'untried' } },
    { words: SCAIP.words, secrets: [], health: { name: 'scaip 192.0.2.10:5061' } },
  ])
  expect(house.parts.changedTo).toEqual([['https', 'scaip']])
  expect(JSON.stringify([centre, await house.rows('SELECT * FROM audit_entries')])).not.toContain(
    HTTPS.secrets.token,
  )
})

test('heartbeats come at least once a minute: more is refused, and what was once taken is bounded', async () => {
  const anne = await house.as('anne')
  const tooRare = { ...centreWith(HTTPS), heartbeatSeconds: 61 }
  await expect(anne.house.setCentre(tooRare)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await anne.house.setCentre({ ...centreWith(HTTPS), heartbeatSeconds: 60 })
  await house.parts.state.writeQueue.run('routine', ({ manager }) =>
    manager.query(
      "UPDATE settings SET value = json_set(value, '$.careCentre.heartbeatSeconds', 86400) WHERE key = 'setup'",
    ),
  )
  await house.restart()
  expect((await view()).centre.heartbeatSeconds).toBe(60)
})

test('a path keeps its secret where none is written, also after a restart and in another place', async () => {
  const anne = await house.as('anne')
  await anne.house.setCentre(centreWith(HTTPS, SCAIP))
  await house.restart()
  const [first, second] = (await view()).centre.paths.map(({ health }) => health.key)
  const again = await house.as('anne')
  const moved = { ...HTTPS, key: first ?? null, words: { url: 'https://other.example.no' }, secrets: {} }
  await again.house.setCentre(centreWith({ ...SCAIP, key: second ?? null }, moved))
  expect(house.parts.state.setup.careCentre?.paths).toMatchObject([
    { kind: 'scaip' },
    { url: 'https://other.example.no', token: HTTPS.secrets.token },
  ])
  await again.house.setCentre(centreWith())
  expect((await view()).centre.paths).toEqual([])
  expect(await codeOf(again.house.testPath({ key: first ?? '' }))).toBe('centre-path-unknown')
})

test('where the machine has a key store, a secret stands there and only its name in the database', async () => {
  hasKeyStore.now = true
  try {
    const anne = await house.as('anne')
    await anne.house.setCentre(centreWith(HTTPS))
    const { kept, state } = house.parts
    const [name] = kept.keys()
    expect([...kept.values()]).toEqual([HTTPS.secrets.token])
    expect(state.setup.careCentre?.paths).toMatchObject([{ token: { keyring: name } }])
    expect(JSON.stringify(await house.rows('SELECT * FROM settings'))).not.toContain(HTTPS.secrets.token)
    const [path] = (await view()).centre.paths
    expect(path?.secrets).toEqual(['token'])
    await anne.house.setCentre(centreWith())
    expect(kept.size).toBe(0)
  } finally {
    hasKeyStore.now = false
  }
})
