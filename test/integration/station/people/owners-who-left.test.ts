/** An alarm never stays with somebody who is out of service: nobody would be asked for it again. */
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventKind } from '../../../../shared/domain/device-event.ts'
import { says } from '../station-core.ts'
import { PeopleHouse, type HousePerson } from './people-house.ts'

const ANNE = { id: 'anne', role: 'administrator' } as const
const OLA = { id: 'ola', role: 'caregiver' } as const
const PEOPLE: readonly HousePerson[] = [ANNE, { id: 'kari', role: 'caregiver' }, OLA]

let house: PeopleHouse

beforeEach(async () => {
  house = await PeopleHouse.open(PEOPLE)
  for (const unit of ['204', '205']) {
    await house.write(`INSERT INTO residents (id, name) VALUES ('r-${unit}', 'Ingrid Solberg')`)
    await house.write(
      `INSERT INTO devices (id, protocol, lifecycle) VALUES ('radar-${unit}', 'mr60fda', 'commissioned')`,
    )
  }
})
afterEach(() => house.end())

async function alarmOf(unit: string, kind: EventKind): Promise<string> {
  const before = new Set([...house.book.open()].map(({ id }) => id))
  const arrival = says(unit, kind)
  await house.alarms.intake.take([{ ...arrival, event: { ...arrival.event, id: newId() } }])
  const alarm = [...house.book.open()].find(({ id }) => !before.has(id))
  if (alarm === undefined) throw new Error('no alarm was raised')
  return alarm.id
}

async function answered(
  alarmId: string,
  personId: string,
  type: 'acknowledged' | 'on-the-way' | 'on-site',
): Promise<void> {
  const actor = { kind: 'person', id: personId } as const
  const seenRevision = house.book.get(alarmId)?.revision ?? 0
  const result = await house.alarms.desk.take(alarmId, { type, actor, seenRevision })
  if (!result.ok) throw new Error(result.code)
}

const lastStep = async (alarmId: string) =>
  (
    await house.rows<object>(
      `SELECT type, reason, actor_kind AS kind, actor_id AS who FROM alarm_actions
       WHERE alarm_id = '${alarmId}' ORDER BY sequence DESC LIMIT 1`,
    )
  )[0]

async function takeOut(personId: string): Promise<void> {
  const { api } = house.screen()
  await api.session.signIn({ personId: 'anne' })
  await api.people.leave({ by: 'anne', personId })
}

test.each(['acknowledged', 'on-the-way'] as const)(
  'what somebody who is taken out of service had %s rings again at once, and says why',
  async (state) => {
    const alarmId = await alarmOf('204', 'fall')
    await answered(alarmId, 'kari', state)
    expect(house.book.get(alarmId)).toMatchObject({ state, ringing: false })
    await takeOut('kari')
    expect(house.book.get(alarmId)).toMatchObject({ state: 'raised', ownerId: null, ringing: true })
    expect(await lastStep(alarmId)).toEqual({
      type: 'released',
      reason: 'owner-left',
      kind: 'person',
      who: 'anne',
    })
    expect(await house.auditIsWhole()).toBe(true)
  },
)

const deadlineOf = (alarmId: string) => house.alarms.deskParts.deadlines.of(alarmId)

test('what somebody has who ends their shift rings for the others, but not what a colleague has', async () => {
  const kari = house.screen()
  await kari.api.session.signIn({ personId: 'kari' })
  await kari.api.shift.start({ by: 'kari', soundCheck: 'heard' })
  const [way, still, theirs] = [
    await alarmOf('204', 'fall'),
    await alarmOf('204', 'inactivity'),
    await alarmOf('205', 'fall'),
  ]
  await answered(way, 'kari', 'on-the-way')
  await answered(still, 'kari', 'acknowledged')
  await answered(theirs, 'ola', 'acknowledged')
  await kari.api.shift.end({ by: 'kari' })
  for (const alarmId of [way, still]) {
    expect(house.book.get(alarmId)).toMatchObject({ state: 'raised', ownerId: null, ringing: true })
    expect(deadlineOf(alarmId).answer).not.toBeNull()
    expect(await lastStep(alarmId)).toEqual({
      type: 'released',
      reason: 'owner-off-duty',
      kind: 'person',
      who: 'kari',
    })
  }
  expect(house.book.get(theirs)).toMatchObject({ state: 'acknowledged', ownerId: 'ola', ringing: false })
  expect(await house.auditIsWhole()).toBe(true)
})

test('who was there and ends their shift, forgets it or is taken out: somebody’s word is waited for', async () => {
  const kari = house.screen()
  await kari.api.session.signIn({ personId: 'kari' })
  await kari.api.shift.start({ by: 'kari', soundCheck: 'heard' })
  const alarmId = await alarmOf('204', 'fall')
  await answered(alarmId, 'kari', 'on-site')
  expect(deadlineOf(alarmId)).toEqual({ answer: null, help: null })
  await kari.api.shift.end({ by: 'kari' })
  expect(house.book.get(alarmId)).toMatchObject({ state: 'on-site', ownerId: 'kari', ringing: false })
  expect(deadlineOf(alarmId).help).toMatchObject({ spanMs: 5 * 60_000 })
  await answered(alarmId, 'ola', 'on-site')
  expect(house.book.get(alarmId)).toMatchObject({ state: 'on-site', ownerId: 'ola' })
  expect(deadlineOf(alarmId).help).toBeNull()
  await house.restart([ANNE])
  await house.room.look()
  expect(deadlineOf(alarmId).help).not.toBeNull()
})

test('what a colleague has stays theirs, and who has arrived keeps it', async () => {
  const [theirs, arrived] = [await alarmOf('204', 'fall'), await alarmOf('205', 'fall')]
  await answered(theirs, 'ola', 'acknowledged')
  await answered(arrived, 'kari', 'on-site')
  await takeOut('kari')
  await house.room.look()
  expect(house.book.get(theirs)).toMatchObject({ state: 'acknowledged', ownerId: 'ola', ringing: false })
  expect(house.book.get(arrived)).toMatchObject({ state: 'on-site', ownerId: 'kari' })
})

test('whom a changed file takes out gives back what they had, and the next look says it once', async () => {
  const alarmId = await alarmOf('204', 'fall')
  await answered(alarmId, 'kari', 'on-the-way')
  await house.restart([ANNE, OLA])
  await house.room.look()
  expect(house.book.get(alarmId)).toMatchObject({ state: 'raised', ownerId: null, ringing: true })
  expect(await lastStep(alarmId)).toEqual({
    type: 'released',
    reason: 'owner-left',
    kind: 'station',
    who: 'owner-left',
  })
  const revision = house.book.get(alarmId)?.revision
  await house.room.look()
  expect(house.book.get(alarmId)?.revision).toBe(revision)
})

test('what is handed to somebody who has just left does not stay with them', async () => {
  const alarmId = await alarmOf('204', 'fall')
  await answered(alarmId, 'ola', 'acknowledged')
  await takeOut('kari')
  const actor = { kind: 'person', id: 'ola' } as const
  await house.alarms.desk.take(alarmId, { type: 'handed-over', actor, to: 'kari' })
  await house.room.look()
  expect(house.book.get(alarmId)).toMatchObject({ state: 'raised', ownerId: null, ringing: true })
})
