/** The guided test as four steps that are seen one after the other. Pure. */
import type { TestRun } from '../../shared/api/technician.ts'
import type { Instant } from '../../shared/domain/time.ts'

export const TEST_STEPS = ['device', 'station', 'board', 'centre'] as const
export type TestStepName = (typeof TEST_STEPS)[number]

export interface TestStep {
  readonly name: TestStepName
  /** `skipped`: there is no centre to prove. */
  readonly state: 'seen' | 'waiting' | 'later' | 'skipped'
  readonly at: Instant | null
}

/** The first step that has not been seen is the one that is waited for, as long as the test runs. */
export function selectTestSteps(test: TestRun): readonly TestStep[] {
  const seen: Readonly<Record<TestStepName, { readonly is: boolean; readonly at: Instant | null }>> = {
    device: { is: test.heardAt !== null, at: test.heardAt },
    station: { is: test.alarmId !== null, at: null },
    board: { is: test.onBoardAt !== null, at: test.onBoardAt },
    centre: { is: test.centre === 'delivered', at: test.centreAt },
  }
  const next = TEST_STEPS.find((name) => !seen[name].is && !(name === 'centre' && test.centre === 'none'))
  return TEST_STEPS.map((name) => {
    const { is, at } = seen[name]
    if (is) return { name, state: 'seen', at }
    if (name === 'centre' && test.centre === 'none') return { name, state: 'skipped', at }
    return { name, state: name === next && test.state === 'running' ? 'waiting' : 'later', at }
  })
}
