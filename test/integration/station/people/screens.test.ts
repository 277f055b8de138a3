/** The screens of the house by name: who is connected, who may name them, and that names outlive a restart. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Screen } from '../../../../shared/api/screens.ts'
import { hashPin } from '../../../../station/people/pin.ts'
import { codeOf } from '../technician/technician-house.ts'
import { PeopleHouse } from './people-house.ts'

const CODE = '482915'
const DESK: Screen = { id: '0199c0de-0000-7000-8000-000000000001', kind: 'desk' }
const TABLET: Screen = { id: '0199c0de-0000-7000-8000-000000000002', kind: 'browser' }
const by = 'tuva'

let house: PeopleHouse
beforeAll(async () => {
  const pin = await hashPin(CODE)
  house = await PeopleHouse.open([
    { id: by, role: 'technician', pin },
    { id: 'kari', role: 'caregiver', pin },
  ])
})
afterAll(() => house.end())

const at = (screen: Screen, address: string) =>
  house.screen(undefined, address, new AbortController().signal, screen)

test('a screen is named, found by its name, called otherwise and nameless again; each stands in the audit log', async () => {
  const desk = at(DESK, '127.0.0.1')
  const tablet = at(TABLET, '192.0.2.14')
  await desk.api.session.signIn({ personId: by, pin: CODE })
  const { list, name } = desk.api.screens
  const names = async () => (await list()).screens.map((screen) => screen.name)
  expect((await list()).screens).toEqual([
    { screenId: DESK.id, name: null, kind: 'desk', address: '127.0.0.1', isThis: true },
    { screenId: TABLET.id, name: null, kind: 'browser', address: '192.0.2.14', isThis: false },
  ])
  await name({ by, screenId: TABLET.id, name: ' Nettbrett nattevakt ' })
  await name({ by, screenId: DESK.id, name: 'Vaktrom 2' })
  expect(await names()).toEqual(['Nettbrett nattevakt', 'Vaktrom 2'])
  expect(await codeOf(name({ by, screenId: DESK.id, name: 'nettbrett NATTEVAKT' }))).toBe('screen-name-taken')
  const nobodys = '0199c0de-0000-7000-8000-000000000009'
  expect(await codeOf(name({ by, screenId: nobodys, name: 'Gangen' }))).toBe('unknown-screen')
  expect(await codeOf(name({ by: 'kari', screenId: DESK.id, name: 'Gangen' }))).toBe('sign-in-required')
  house.room.parts.sessions.disconnect(tablet.connection)
  expect((await list()).screens).toMatchObject([
    { name: 'Vaktrom 2', kind: 'desk' },
    { name: 'Nettbrett nattevakt', kind: null, address: null },
  ])
  await house.restart()
  const again = at(DESK, '127.0.0.1')
  await again.api.session.signIn({ personId: by, pin: CODE })
  await again.api.screens.name({ by, screenId: TABLET.id, name: null })
  expect((await again.api.screens.list()).screens).toMatchObject([{ screenId: DESK.id, name: 'Vaktrom 2' }])
  const told = await house.rows(
    "SELECT actor_id AS who, subject, data FROM audit_entries WHERE action = 'screen.named' ORDER BY position",
  )
  expect(told).toEqual([
    { who: by, subject: TABLET.id, data: JSON.stringify({ name: 'Nettbrett nattevakt' }) },
    { who: by, subject: DESK.id, data: JSON.stringify({ name: 'Vaktrom 2' }) },
    { who: by, subject: TABLET.id, data: JSON.stringify({ name: null }) },
  ])
})

test('of two who name screens at once neither name is lost, and both do not get the same', async () => {
  const desk = at(DESK, '127.0.0.1')
  at(TABLET, '192.0.2.14')
  await desk.api.session.signIn({ personId: by, pin: CODE })
  const { list, name } = desk.api.screens
  await Promise.all([
    name({ by, screenId: DESK.id, name: 'Kontoret' }),
    name({ by, screenId: TABLET.id, name: 'Gangen' }),
  ])
  const named = async () =>
    Object.fromEntries((await list()).screens.map((screen) => [screen.screenId, screen.name]))
  expect(await named()).toMatchObject({ [DESK.id]: 'Kontoret', [TABLET.id]: 'Gangen' })
  await house.restart()
  const again = at(DESK, '127.0.0.1')
  await again.api.session.signIn({ personId: by, pin: CODE })
  const both = [DESK.id, TABLET.id].map((screenId) =>
    again.api.screens.name({ by, screenId, name: 'Stua' }).then(
      () => 'done',
      () => 'refused',
    ),
  )
  expect(await Promise.all(both)).toEqual(['done', 'refused'])
  const { screens } = await again.api.screens.list()
  expect(screens.map((screen) => screen.name)).toEqual(['Stua', 'Gangen'])
})
