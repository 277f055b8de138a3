/** The station's room as an administrator uses it: fields, saving, putting back, and what is refused. */
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import i18next from 'i18next'
import { HouseRoom } from '../../../../renderer/house/house-room.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import type { SpokenWords } from '../../../../renderer/ui/toasts.tsx'
import nb from '../../../../resources/locales/nb.json'
import { FakeHouseClient, SAMPLE_HOUSE } from '../../../fakes/fake-house-client.ts'
import { PEOPLE } from '../../../fakes/fake-station-client.ts'

let client: FakeHouseClient
let said: string[]

beforeAll(() => {
  setUpLanguages('nb')
  vi.stubGlobal('CSS', { escape: (text: string) => text })
})
beforeEach(() => {
  client = new FakeHouseClient()
  said = []
})
afterEach(cleanup)

async function openRoom(isAdministrator = true) {
  const show = (words: SpokenWords) => said.push(words(i18next.t))
  render(
    <HouseRoom
      client={client}
      people={PEOPLE}
      personId="anne"
      isAdministrator={isAdministrator}
      show={show}
      onBack={() => undefined}
    />,
  )
  await settle()
}

const settle = () => act(() => Promise.resolve())
/** By their words: to ask for roles in a page of many lists takes its time. */
const part = (title: string) => within(screen.getByLabelText(title))
const write = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } })

function buttonOf(title: string, name: string): HTMLButtonElement {
  const found = part(title).queryByLabelText(name) ?? part(title).getByText(name)
  if (!(found instanceof HTMLButtonElement)) throw new Error(`${name} is no button`)
  return found
}

async function press(title: string, name: string) {
  fireEvent.click(buttonOf(title, name))
  await settle()
}

it('a level that waits longer is saved; one that is no time can not be, and is put back', async () => {
  await openRoom()
  const title = `${nb.priority.critical} · ${nb.house.about.care}`
  const first = () => within(part(title).getByLabelText('Nivå 1')).getByLabelText(nb.house.holds)
  write(first(), 'snart')
  expect(buttonOf(title, nb.people.save).disabled).toBe(true)
  await press(title, nb.house.undo)
  expect(first()).toHaveProperty('value', '1')
  write(first(), '2')
  fireEvent.submit(first().closest('form') ?? document.body)
  await settle()
  const [rung, ...rest] = SAMPLE_HOUSE.ladder[0]?.rungs ?? []
  expect(client.calls).toEqual([
    {
      act: 'ladder',
      input: {
        by: 'anne',
        priority: 'critical',
        category: 'care',
        rungs: [{ ...rung, holdsSeconds: 120 }, ...rest],
      },
    },
  ])
  expect(said).toEqual([nb.house.done.ladder])
})

it('the order of who is on call is changed by buttons', async () => {
  await openRoom()
  await press(nb.house.onCall, 'Flytt nummer 2 opp')
  await press(nb.house.onCall, nb.people.save)
  expect(client.calls).toMatchObject([
    { act: 'on-call', input: { plan: [{ personId: 'kari' }, { personId: 'ola' }] } },
  ])
})

it('what the station refuses is said in words, and what was written stays', async () => {
  await openRoom()
  client.refuseNext = 'centre-address-invalid'
  const address = () => part('Vei 1: HTTPS').getByLabelText(nb.path.field.url)
  write(address(), 'http://centre.example.no')
  await press(nb.house.centre, nb.people.save)
  expect(said).toEqual([nb.error['centre-address-invalid']])
  expect(address()).toHaveProperty('value', 'http://centre.example.no')
})

it('each path says how it fares, and its test proves the whole way and back', async () => {
  await openRoom()
  expect(part('Vei 1: HTTPS').getByText(nb.path.state.up)).toBeDefined()
  expect(part('Vei 2: SCAIP').getByText(nb.path.state.down)).toBeDefined()
  expect(
    part('Vei 2: SCAIP').getByText(nb.path.failure['certificate-expired'], { exact: false }),
  ).toBeDefined()
  await press('Vei 1: HTTPS', nb.path.test)
  expect(client.tested).toEqual(['first'])
  expect(part('Vei 1: HTTPS').getByRole('status').textContent).toBe('Svar på 0,12 s.')
  client.nextTest = { ok: false, code: 'dns' }
  await press('Vei 2: SCAIP', nb.path.test)
  expect(part('Vei 2: SCAIP').getByRole('status').textContent).toContain(nb.path.failure.dns)
})

it('a path is added before the others and saved in that order', async () => {
  await openRoom()
  await press(nb.house.centre, 'Ny vei: MQTT')
  write(part('Vei 3: MQTT').getByLabelText(nb.path.field.url), 'mqtts://broker.example')
  await press('Vei 3: MQTT', 'Flytt nummer 3 opp')
  await press('Vei 3: SCAIP', 'Fjern vei 3')
  await press(nb.house.centre, nb.people.save)
  expect(client.calls).toMatchObject([
    {
      act: 'centre',
      input: {
        by: 'anne',
        paths: [{ key: 'first' }, { key: null, words: { url: 'mqtts://broker.example' } }],
      },
    },
  ])
  expect(said).toEqual([nb.house.done.centre])
})

it('a manager plans who is on call and only looks at the rest', async () => {
  await openRoom(false)
  expect(screen.getAllByText(nb.people.save)).toHaveLength(1)
  expect(buttonOf(nb.house.onCall, nb.people.save)).toBeDefined()
})
