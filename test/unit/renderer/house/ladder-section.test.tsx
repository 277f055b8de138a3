/** Whom an unanswered alarm calls and when, as an administrator changes it. */
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { LadderSection } from '../../../../renderer/house/ladder-section.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import nb from '../../../../resources/locales/nb.json'
import { SAMPLE_HOUSE } from '../../../fakes/fake-house-client.ts'

let saved: unknown[]

beforeAll(() => {
  setUpLanguages('nb')
  vi.stubGlobal('CSS', { escape: (text: string) => text })
})
beforeEach(() => {
  saved = []
})
afterEach(cleanup)

const settle = () => act(() => Promise.resolve())

it('a level that waits longer is saved; one that is no time can not be, and is put back', async () => {
  render(<LadderSection ladder={SAMPLE_HOUSE.ladder} mayChange onSave={(ladder) => saved.push(ladder)} />)
  const part = () => within(screen.getByLabelText(`${nb.priority.critical} · ${nb.house.about.care}`))
  const first = () => within(part().getByLabelText('Nivå 1')).getByLabelText(nb.house.holds)
  fireEvent.change(first(), { target: { value: 'snart' } })
  expect(part().getByText<HTMLButtonElement>(nb.people.save).disabled).toBe(true)
  fireEvent.click(part().getByText(nb.house.undo))
  await settle()
  expect(first()).toHaveProperty('value', '1')
  fireEvent.change(first(), { target: { value: '2' } })
  fireEvent.submit(first().closest('form') ?? document.body)
  await settle()
  const [rung, ...rest] = SAMPLE_HOUSE.ladder[0]?.rungs ?? []
  expect(saved).toEqual([
    { priority: 'critical', category: 'care', rungs: [{ ...rung, holdsSeconds: 120 }, ...rest] },
  ])
})

it('a level that leaves somebody lying can not be saved, and why is said', async () => {
  render(<LadderSection ladder={SAMPLE_HOUSE.ladder} mayChange onSave={(ladder) => saved.push(ladder)} />)
  const part = () => within(screen.getByLabelText(`${nb.priority.critical} · ${nb.house.about.care}`))
  const first = () => within(part().getByLabelText('Nivå 1')).getByLabelText(nb.house.holds)
  fireEvent.change(first(), { target: { value: '5' } })
  expect(part().queryByText(nb.error['ladder-too-slow'])).toBeNull()
  expect(part().getByText<HTMLButtonElement>(nb.people.save).disabled).toBe(false)
  fireEvent.change(first(), { target: { value: '6' } })
  expect(part().getByText(nb.error['ladder-too-slow'])).toBeDefined()
  expect(part().getByText<HTMLButtonElement>(nb.people.save).disabled).toBe(true)
  fireEvent.submit(first().closest('form') ?? document.body)
  await settle()
  expect(saved).toEqual([])
})
