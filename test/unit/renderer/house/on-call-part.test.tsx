/** Who is on call, as a manager plans it. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { OnCallPart } from '../../../../renderer/house/on-call-part.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import nb from '../../../../resources/locales/nb.json'
import { SAMPLE_HOUSE } from '../../../fakes/fake-house-client.ts'
import { PEOPLE } from '../../../fakes/sample-board.ts'

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

it('the order of who is on call is changed by buttons', async () => {
  render(
    <OnCallPart
      plan={SAMPLE_HOUSE.onCall}
      now={SAMPLE_HOUSE.onCallNow}
      people={PEOPLE}
      onSave={(plan) => saved.push(plan)}
    />,
  )
  fireEvent.click(screen.getByLabelText('Flytt nummer 2 opp'))
  await settle()
  fireEvent.click(screen.getByText(nb.people.save))
  await settle()
  expect(saved).toMatchObject([[{ personId: 'kari' }, { personId: 'ola' }]])
})
