import { cleanup, render } from '@testing-library/react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { Timeline } from '../../../../renderer/alarm-board/timeline.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { fallCard, sampleBoard } from '../../../fakes/sample-board.ts'

beforeAll(() => setUpLanguages('nb'))
afterEach(cleanup)

it('says when the alarm was first heard in the duty room, between the steps around it', async () => {
  const chain = await new FakeStationClient(sampleBoard(Date.now(), [fallCard()])).chain('a-1')
  const [raised] = chain.steps
  if (raised === undefined) throw new Error('no step')
  const taken = { ...raised, sequence: 2, type: 'acknowledged' as const, at: raised.at + 60_000 }
  const { container } = render(
    <Timeline chain={{ ...chain, steps: [raised, taken], soundedAt: raised.at + 1_000 }} />,
  )
  const lines = [...container.querySelectorAll('li')].map((line) => line.textContent)
  expect(lines).toHaveLength(3)
  expect(lines[1]).toMatch(/lyd på vaktrommet$/)
})
