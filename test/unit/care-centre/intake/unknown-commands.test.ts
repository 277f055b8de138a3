import { expect, test } from 'vitest'
import { CentreMetrics } from '../../../../care-centre/api/metrics.ts'
import { UnknownCommands } from '../../../../care-centre/intake/unknown-commands.ts'

const HOUR = 60 * 60_000

test('each is counted, and the log has one line an hour for each station, with how many it was', async () => {
  const lines: unknown[] = []
  let now = 0
  const metrics = new CentreMetrics()
  const unknown = new UnknownCommands(() => now, metrics, { warn: (fields: unknown) => lines.push(fields) })
  for (; now < HOUR; now += 60_000) unknown.note(new Map([['solbakken', 5_000]]))
  unknown.note(new Map([['fjellhus', 1]]))
  unknown.note(new Map([['solbakken', 1]]))
  expect(lines).toEqual([
    { station: 'solbakken', commands: 5_000 },
    { station: 'fjellhus', commands: 1 },
    { station: 'solbakken', commands: 59 * 5_000 + 1 },
  ])
  const text = await metrics.text({ waiting: 0, listeners: 0, stations: [], reports: new Map() })
  expect(text).toContain('tryggvakt_centre_unknown_commands_total 300002')
})
