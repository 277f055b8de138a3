/** The station's room as an administrator uses it: fields, saving, putting back, and what is refused. */
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import i18next from 'i18next'
import { HouseRoom } from '../../../../renderer/house/house-room.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import type { SpokenWords } from '../../../../renderer/ui/toasts.tsx'
import nb from '../../../../resources/locales/nb.json'
import { FakeHouseClient } from '../../../fakes/fake-house-client.ts'
import { PEOPLE } from '../../../fakes/sample-board.ts'

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

it('what the station refuses is said in words, and what was written stays', async () => {
  await openRoom()
  client.refuseNext = 'centre-address-invalid'
  const address = () => part('Vei 1: HTTPS').getByLabelText(nb.path.field.url)
  write(address(), 'http://centre.example.no')
  await press(nb.house.centre, nb.people.save)
  expect(client.calls).toMatchObject([{ act: 'centre', input: { by: 'anne' } }])
  expect(said).toEqual([nb.error['centre-address-invalid']])
  expect(address()).toHaveProperty('value', 'http://centre.example.no')
})

it('a manager plans who is on call and only looks at the rest', async () => {
  await openRoom(false)
  expect(screen.getAllByText(nb.people.save)).toHaveLength(1)
  expect(buttonOf(nb.house.onCall, nb.people.save)).toBeDefined()
})
