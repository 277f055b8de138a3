/** What the board says by itself: of the centre, of who has an alarm, of a lost station, and aloud. */
import { act, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import type { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { calmProof, fallCard } from '../../../fakes/sample-board.ts'
import { boardWith, drawsBoards, press, taken, wait } from '../drawn-board.tsx'

let station: FakeStationClient

drawsBoards()

async function openBoard(alarms: readonly AlarmCard[]) {
  station = await boardWith(alarms)
}

it('the head says with a tick that the centre answers, and in words to who does not see it', async () => {
  await openBoard([])
  expect(screen.getByText('Responssenter ✓ 4 s').getAttribute('aria-hidden')).toBe('true')
  expect(screen.getByText('Responssenter: kontakt for 4 s siden')).toBeDefined()
  const proof = calmProof(Date.now())
  act(() => {
    station.change([], { ...proof, centre: { ...proof.centre, link: 'lost' } })
  })
  await wait(100)
  const head = document.querySelector('.status-chain')?.textContent
  expect(head).toContain('Responssenter: mistet kontakt')
  expect(head).not.toContain('✓')
})

it('who has an alarm is never shown by id: a name, also of one who left, or the centre', async () => {
  const owned = (owner: AlarmCard['owner']) => fallCard({ state: 'acknowledged', ringing: false, owner })
  await openBoard([owned({ id: 'p-7', name: 'Per Dahl', hasLeft: true })])
  expect(screen.getAllByText('Per Dahl (ikke lenger i tjeneste) har kvittert')).not.toEqual([])
  act(() => {
    station.change([owned({ id: 'op-31', name: null, hasLeft: false })])
  })
  await wait(100)
  expect(screen.getAllByText('Responssenteret har kvittert')).not.toEqual([])
  expect(document.body.textContent).not.toMatch(/p-7|op-31/)
})

it('a critical alarm is announced at once, the title carries the count', async () => {
  await openBoard([fallCard()])
  expect(document.querySelector('[aria-live=assertive]')?.textContent).toContain(
    'Fall oppdaget. Ingrid Solberg.',
  )
  expect(document.title).toBe('(1) Tryggvakt – Vaktrom')
})

it('an escalation is announced at once, once, and by whom it calls', async () => {
  await openBoard([fallCard()])
  const said = () => document.querySelector('[aria-live=assertive]')?.textContent
  const escalation = {
    level: 2,
    calls: 'everyone',
    nextAt: null,
    waitsFor: null,
    calledAt: Date.now(),
  } as const
  act(() => {
    station.change([fallCard({ revision: 3, escalation })])
  })
  await wait(100)
  expect(said()).toBe('Ingen har svart Ingrid Solberg. Nivå 2 er varslet: alle.')
})

it('a lost station shows over everything within 2 s, takes no keys, and goes when it is back', async () => {
  await openBoard([fallCard()])
  await wait(600)
  await act(() => vi.advanceTimersByTimeAsync(2_000))
  expect(screen.getByRole('alertdialog').textContent).toContain('Ingrid Solberg')
  press('Enter')
  expect(taken()).toEqual([])
  act(() => {
    station.tick()
  })
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

it('a closed socket shows at once', async () => {
  await openBoard([])
  act(() => {
    station.loseSocket()
  })
  expect(screen.getByRole('alertdialog').textContent).toContain('Ingen alarmer var åpne sist')
})

it('a gap in the feed makes the board ask for a new snapshot', async () => {
  await openBoard([])
  expect(station.snapshotsAsked).toBe(1)
  act(() => {
    station.push({ type: 'change', run: 'run-1', sequence: 9, at: Date.now(), alarms: [fallCard()] })
  })
  await wait(0)
  expect(station.snapshotsAsked).toBe(2)
})
