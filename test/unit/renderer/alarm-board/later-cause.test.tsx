/** A cause that comes under an alarm that somebody has already: it stands on the same card, rings there and is answered there. */
import { act, fireEvent, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import { selectNextStep, selectSteps } from '../../../../renderer/alarm-board/alarm-steps.ts'
import type { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { KARI, fallCard } from '../../../fakes/sample-board.ts'
import { boardWith, drawsBoards, wait } from '../drawn-board.tsx'

const onSite = fallCard({ state: 'on-site', ringing: false, owner: KARI })
const water = fallCard({
  alarmId: 'a-2',
  incidentId: onSite.incidentId,
  cause: 'water',
  priority: 'high',
  placement: 'kitchen',
  escalation: {
    level: 0,
    calls: 'on-duty',
    nextAt: Date.parse('2026-11-22T02:43:18Z'),
    waitsFor: 'answer',
    calledAt: null,
  },
})

let station: FakeStationClient

drawsBoards()

async function openBoard(alarms: readonly AlarmCard[]) {
  station = await boardWith(alarms)
}

const card = () => screen.getByRole('button', { current: true })

it('the card rings, says who has the new one and when it calls further; one key answers it and no more', async () => {
  await openBoard([onSite])
  await wait(600)
  expect(card().dataset['ringing']).toBe('false')
  act(() => {
    station.change([water])
  })
  await wait(600)
  expect(card().dataset).toMatchObject({ alarm: 'a-1', state: 'on-site', ringing: 'true' })
  expect(card().textContent).toContain('Vannlekkasje\u00A0· Ingen har svart')
  expect(card().textContent).toMatch(/eskalerer om 2:5\d/)
  fireEvent.keyDown(card(), { key: 'Enter' })
  await wait(0)
  expect(station.calls).toMatchObject([
    { step: 'acknowledge', input: { alarmId: 'a-2', seenRevision: 1, alongside: [{ alarmId: 'a-1' }] } },
  ])
})

it('its own timeline and why are one step away', async () => {
  await openBoard([onSite, water])
  const detail = screen.getByRole('region', { name: 'Valgt alarm' })
  await wait(300)
  const story = detail.querySelector<HTMLElement>('[data-alarm="a-2"]')
  expect(story?.textContent).toContain('Vannlekkasje')
  const fold = within(story ?? document.body)
    .getByText('Tidslinje og forklaring')
    .closest('details')
  if (fold === null) throw new Error('nothing folds')
  fold.open = true
  fireEvent(fold, new Event('toggle'))
  await wait(300)
  expect(fold.querySelector('.frame')?.textContent).toMatch(/^53 59 83 /)
})

it('whoever else stands here may answer it, and takes nothing that a colleague has', () => {
  expect(selectNextStep(onSite, 'ola', [water])).toBe('acknowledge')
  expect(selectSteps(onSite, 'ola', [water])).toContain('acknowledge')
  expect(selectNextStep(onSite, 'ola', [{ ...water, ringing: false, state: 'acknowledged' }])).toBeNull()
})
