/** What a screen reader says of an alarm that others deal with: by name, as far as the name is known. */
import { cleanup, render } from '@testing-library/react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import { isOpen } from '../../../../shared/domain/alarm.ts'
import { Announcer } from '../../../../renderer/alarm-board/announcer.tsx'
import { PatchedMap } from '../../../../renderer/patched-map.ts'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { fallCard, INGRID } from '../../../fakes/sample-board.ts'

const kari = { id: 'kari', name: 'Kari Nordmann', hasLeft: false }
const ola = { id: 'ola', name: 'Ola Hansen', hasLeft: false }
const operator = { id: 'operator-7', name: null, hasLeft: false }

beforeAll(() => setUpLanguages('nb'))
afterEach(cleanup)

/** What is said when a card becomes another. */
function saidOf(before: AlarmCard, after: AlarmCard): string {
  const board = (card: AlarmCard) => {
    const cards = [[card.alarmId, card]] as const
    return isOpen(card)
      ? { alarms: PatchedMap.of(cards), closed: new Map<string, AlarmCard>() }
      : { alarms: PatchedMap.of<AlarmCard>([]), closed: new Map(cards) }
  }
  const { rerender, container } = render(<Announcer {...board(before)} />)
  rerender(<Announcer {...board(after)} />)
  return container.querySelector('[aria-live=polite]')?.textContent ?? ''
}

const taken = fallCard({ state: 'acknowledged', ringing: false, owner: kari, revision: 2 })

it.each<[string, Partial<AlarmCard>]>([
  ['Ingrid Solberg: Kari Nordmann har kvittert', {}],
  ['Ingrid Solberg: Kari Nordmann på vei', { state: 'on-the-way' }],
  ['Ingrid Solberg: Responssenteret har kvittert', { owner: operator }],
])('%s', (said, change) => {
  expect(saidOf(fallCard(), fallCard({ ...taken, ...change }))).toBe(said)
})

it('handed over, it is said who has it now', () => {
  expect(saidOf(taken, fallCard({ ...taken, owner: ola, revision: 3 }))).toBe(
    'Ingrid Solberg: Ola Hansen har den nå',
  )
})

it('a repeat that is answered is said again, by whoever has the alarm', () => {
  const again = fallCard({ ...taken, ringing: true, ringRevision: 3, count: 2 })
  expect(saidOf(again, fallCard({ ...again, ringing: false }))).toBe(
    'Ingrid Solberg: Kari Nordmann har kvittert',
  )
})

it('closed, it is said who had it; called off by the resident, it is said so', () => {
  expect(saidOf(taken, fallCard({ ...taken, state: 'resolved' }))).toBe(
    'Ingrid Solberg: avsluttet. Kari Nordmann hadde den.',
  )
  expect(saidOf(fallCard(), fallCard({ state: 'cancelled', ringing: false }))).toBe('Ingrid Solberg: avlyst')
})

it('before sign-in colleagues are named and residents are not', () => {
  const resident = { ...INGRID, name: null, birthYear: null, address: null }
  const said = saidOf(fallCard({ resident }), fallCard({ ...taken, resident }))
  expect(said).toContain('Kari Nordmann')
  expect(said).not.toContain('Ingrid')
})
