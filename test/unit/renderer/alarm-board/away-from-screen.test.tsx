/** What became of somebody's alarms while their screen was locked stands there after sign-in. On a station in memory. */
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import { OwnAlarms } from '../../../../renderer/alarm-board/own-alarms.ts'
import { FakePeopleClient, GUARDED } from '../../../fakes/fake-people-client.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { fallCard, KARI, OLA, sampleBoard } from '../../../fakes/sample-board.ts'
import { drawBoard, drawsBoards, wait } from '../drawn-board.tsx'

drawsBoards()

const PERSONS = {
  kari: { id: 'kari', name: 'Kari Nordmann', role: 'caregiver' },
  ola: { id: 'ola', name: 'Ola Hansen', role: 'caregiver' },
} as const

const karis = (alarmId = 'a-1') =>
  fallCard({ alarmId, state: 'on-the-way', ringing: false, owner: KARI, revision: 3 })

const endedBy = (card: AlarmCard, by: typeof OLA | null): AlarmCard => ({
  ...card,
  state: by === null ? 'cancelled' : 'resolved',
  revision: card.revision + 1,
  outcome: by === null ? null : 'helped-unhurt',
  closing: by === null ? { by, reason: 'resident-cancelled' } : { by, reason: 'closed' },
})

let people: FakePeopleClient
let station: FakeStationClient

/** A house with codes, where Kari is signed in on this screen. */
async function screenOfKari(alarms: readonly AlarmCard[]) {
  people = new FakePeopleClient(Date.now, GUARDED, 'kari')
  station = new FakeStationClient(sampleBoard(Date.now(), alarms), Date.now, people)
  drawBoard(station, { personId: 'kari' })
  await wait(300)
}

async function signsIn(personId: keyof typeof PERSONS) {
  act(() => {
    people.tell({ person: PERSONS[personId], ended: null })
  })
  await wait(300)
}

async function locks() {
  act(() => {
    people.tell({ person: null, ended: 'idle' })
  })
  await wait(200)
}

async function changes(...cards: AlarmCard[]) {
  act(() => {
    station.change(cards)
  })
  await wait(200)
}

const ended = () => screen.getByRole('alert', { name: 'Avsluttet av andre' }).textContent
const given = () => screen.getByRole('alert', { name: 'Overlatt til deg' }).textContent
const presses = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

it('ended by a colleague while it was locked, it is told after sign-in with who and how, until it is seen', async () => {
  await screenOfKari([karis()])
  await locks()
  await changes(endedBy(karis(), OLA))
  expect(ended()).toBe('')
  await signsIn('kari')
  expect(ended()).toMatch(/^Ola Hansen avsluttet: Ingrid Solberg.*– hjulpet opp, uskadd/)
  presses('Sett')
  await locks()
  await signsIn('kari')
  expect(ended()).toBe('')
})

it('whoever signs in meanwhile reads nothing of it, and it waits for whose it was', async () => {
  await screenOfKari([karis()])
  await locks()
  await changes(endedBy(karis(), null))
  await signsIn('ola')
  expect(ended()).toBe('')
  await signsIn('kari')
  expect(ended()).toMatch(/^Ingrid Solberg avlyste: Fall/)
})

it('told and not seen when it locks, it is told again; so it is after the page was loaded anew', async () => {
  await screenOfKari([karis()])
  await changes(endedBy(karis(), OLA))
  expect(ended()).toContain('Ola Hansen avsluttet')
  await locks()
  expect(ended()).toBe('')
  cleanup()
  drawBoard(station, { personId: 'kari' })
  await wait(300)
  await signsIn('kari')
  expect(ended()).toContain('Ola Hansen avsluttet')
})

it('what they ended themselves at another screen, gave away before, or is open is not told', async () => {
  await screenOfKari([karis('a-1'), karis('a-2'), karis('a-3')])
  await locks()
  await changes({ ...karis('a-2'), owner: OLA, revision: 4 })
  await changes(endedBy(karis('a-1'), KARI), endedBy({ ...karis('a-2'), owner: OLA, revision: 4 }, OLA))
  await signsIn('kari')
  expect(ended()).toBe('')
})

it('what was handed over while it was locked is told after sign-in; seen once, it is not told again', async () => {
  await screenOfKari([{ ...karis(), owner: OLA }])
  await locks()
  act(() => {
    station.give('a-1', 'ola', 'kari')
  })
  await wait(200)
  expect(given()).toBe('')
  await signsIn('kari')
  expect(given()).toMatch(/^Ola Hansen ga deg: Ingrid Solberg/)
  await locks()
  await signsIn('kari')
  expect(given()).toMatch(/^Ola Hansen ga deg/)
  presses('Sett')
  await locks()
  await signsIn('kari')
  expect(given()).toBe('')
})

it('handed over and ended by somebody else while it was locked, the end is told', async () => {
  await screenOfKari([{ ...karis(), owner: OLA }])
  await locks()
  act(() => {
    station.give('a-1', 'ola', 'kari')
  })
  await changes(endedBy({ ...karis(), revision: 5 }, OLA))
  await signsIn('kari')
  expect(ended()).toContain('Ola Hansen avsluttet')
})

it('what cannot be kept is known for as long as the page lives, and what cannot be read is nothing', () => {
  const full = {
    getItem: () => '{"had":7}',
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  const own = new OwnAlarms(full)
  own.isHere('kari')
  own.follow(new Map([['a-1', karis()]]), ['a-1'])
  own.sees('a-2 5')
  expect([own.of('kari'), own.of('ola'), own.hasSeen('a-2 5')]).toEqual([['a-1'], [], true])
})

it('of a hundred people and a thousand alarms the newest are kept', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      kept.set(key, value)
    },
  }
  const own = new OwnAlarms(storage)
  for (let person = 0; person < 100; person += 1) own.isHere(`person-${String(person)}`)
  const cards = Array.from({ length: 1_000 }, (_, index) => ({
    ...karis(`a-${String(index)}`),
    owner: { id: 'person-99', name: null, hasLeft: false },
  }))
  own.follow(
    new Map(cards.map((card) => [card.alarmId, card])),
    cards.map(({ alarmId }) => alarmId),
  )
  const again = new OwnAlarms(storage)
  expect(again.of('person-99')).toHaveLength(200)
  expect(again.of('person-99').at(-1)).toBe('a-999')
  expect([...kept.values()].join('').length).toBeLessThan(10_000)
})
