/** The ways to the centre as an administrator sees and sets them; the rest of the room is not needed for it. */
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { CentrePart } from '../../../../renderer/house/centre-part.tsx'
import { PathHealthWords } from '../../../../renderer/house/path-health-line.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import type { House } from '../../../../shared/api/house.ts'
import nb from '../../../../resources/locales/nb.json'
import { FakeHouseClient, SAMPLE_HOUSE } from '../../../fakes/fake-house-client.ts'

let client: FakeHouseClient
let saved: unknown[]

beforeAll(() => {
  setUpLanguages('nb')
  vi.stubGlobal('CSS', { escape: (text: string) => text })
})
beforeEach(() => {
  client = new FakeHouseClient()
  saved = []
})
afterEach(cleanup)

async function openPart(change: Partial<House['centre']> = {}) {
  render(
    <CentrePart
      client={client}
      centre={{ ...SAMPLE_HOUSE.centre, ...change }}
      mayChange
      onSave={(centre) => saved.push(centre)}
    />,
  )
  await settle()
}

const settle = () => act(() => Promise.resolve())
const part = (title: string) => within(screen.getByLabelText(title))
const write = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } })

async function press(title: string, name: string) {
  fireEvent.click(part(title).queryByLabelText(name) ?? part(title).getByText(name))
  await settle()
}

it('each path says how it fares, and its test proves the whole way and back', async () => {
  await openPart()
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

it.each([
  ['takes no alarms', { isDeaf: true, state: 'down' }, nb.path.state.deaf],
  ['refuses what it is sent', { isRefusing: true }, nb.path.state.refusing],
  ['is down, whatever it refused before', { isRefusing: true, state: 'down' }, nb.path.state.down],
] as const)('a path that %s says so', (_what, part, words) => {
  const [path] = SAMPLE_HOUSE.centre.paths
  if (path === undefined) throw new Error('there is no path')
  render(<PathHealthWords health={{ ...path.health, ...part }} />)
  expect(screen.getByText(words)).toBeDefined()
})

it('a path is added before the others and saved in that order', async () => {
  await openPart()
  await press(nb.house.centre, 'Ny vei: MQTT')
  write(part('Vei 3: MQTT').getByLabelText(nb.path.field.url), 'mqtts://broker.example')
  await press('Vei 3: MQTT', 'Flytt nummer 3 opp')
  await press('Vei 3: SCAIP', 'Fjern vei 3')
  await press(nb.house.centre, nb.people.save)
  expect(saved).toMatchObject([
    { paths: [{ key: 'first' }, { key: null, words: { url: 'mqtts://broker.example' } }] },
  ])
})

it('heartbeats that are too rare for a loss to be noticed are not saved, and the field says why', async () => {
  await openPart()
  const field = screen.getByLabelText<HTMLInputElement>(nb.house.heartbeat)
  expect(screen.queryByText(nb.house.heartbeatRare)).toBeNull()
  write(field, '300')
  expect(screen.getByText(nb.house.heartbeatRare).getAttribute('role')).toBe('status')
  await press(nb.house.centre, nb.people.save)
  expect(saved).toEqual([])
  write(field, '45')
  expect(screen.queryByText(nb.house.heartbeatRare)).toBeNull()
  await press(nb.house.centre, nb.people.save)
  expect(saved).toMatchObject([{ heartbeatSeconds: 45 }])
})

it('a house that was never told of a centre is said to have none, with one press, and only then', async () => {
  await openPart({ paths: [], isDecided: false })
  await press(nb.house.centre, nb.house.withoutCentre)
  expect(saved).toMatchObject([{ paths: [] }])
  cleanup()
  await openPart({ paths: [], isDecided: true })
  expect(screen.queryByText(nb.house.withoutCentre)).toBeNull()
  expect(screen.getByText(nb.house.isWithoutCentre)).toBeDefined()
})
