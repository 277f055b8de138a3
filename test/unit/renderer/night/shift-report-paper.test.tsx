import { cleanup, render } from '@testing-library/react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { ShiftReportPaper } from '../../../../renderer/night/shift-report-paper.tsx'
import { FakeNightClient } from '../../../fakes/fake-night-client.ts'
import { fallCard } from '../../../fakes/sample-board.ts'

beforeAll(() => setUpLanguages('nb'))
afterEach(cleanup)

/** What stands over the lines of a report with this alarm in it. */
async function warningsWith(change: Partial<AlarmCard>): Promise<string[]> {
  const night = new FakeNightClient(
    () => 0,
    () => undefined,
    () => null,
  )
  const report = await night.shiftReport({ by: 'kari', shiftId: null })
  const card = fallCard({
    alarmId: 'clock',
    category: 'technical',
    cause: 'clock',
    code: 'jumped',
    ...change,
  })
  const line = {
    card,
    isCarriedIn: false,
    answeredBy: null,
    answeredAfterMs: null,
    longestWaitMs: null,
    isLate: false,
    notes: [],
  }
  const { container } = render(
    <ShiftReportPaper report={{ ...report, lines: [...report.lines, line] }} stationName="Solbakken" />,
  )
  return [...container.querySelectorAll('.warning')].map(({ textContent }) => textContent)
}

it('says on every report that the clock was wrong, and by how much', async () => {
  const [warning] = await warningsWith({ priority: 'medium', figure: 45 })
  expect(warning).toContain('tidene i rapporten kan være feil')
  expect(warning).toContain('45')
})

it('keeps a small jump of the clock to its own line', async () => {
  expect(await warningsWith({ priority: 'low', subject: 'small-jump', figure: 2 })).toEqual([])
})

it.each([
  ['nb', 'I alt ventet 1 alarm for lenge på svar.', 'ventet for lenge: 1 min 14 s'],
  ['en', 'In all, 1 alarm waited too long for an answer.', 'waited too long: 1 min 14 s'],
] as const)('says how many waited too long and marks each of them (%s)', async (language, all, one) => {
  setUpLanguages(language)
  const night = new FakeNightClient(
    () => 0,
    () => undefined,
    () => null,
  )
  const report = await night.shiftReport({ by: 'kari', shiftId: null })
  const { container } = render(<ShiftReportPaper report={report} stationName="Solbakken" />)
  expect(container.textContent).toContain(all)
  expect([...container.querySelectorAll('p')].filter(({ textContent }) => textContent === one)).toHaveLength(
    report.figures.late,
  )
})
