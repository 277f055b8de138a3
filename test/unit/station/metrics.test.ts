import { describe, expect, test } from 'vitest'
import type { PortStatus } from '../../../shared/api/board.ts'
import { createMetrics } from '../../../station/metrics.ts'

const PORT: PortStatus = {
  path: '/dev/ttyUSB0',
  protocol: 'mr60fda',
  state: 'open',
  since: 0,
  hint: null,
  framesGood: 7,
  bytesGood: 70,
  bytesDiscarded: 5,
  discardReasons: { noise: 2, badChecksum: 1 },
  reconnects: 3,
}

function metrics(ports: readonly PortStatus[] = []) {
  return createMetrics({
    openAlarms: () => 2,
    outboxWaiting: () => Promise.resolve(9),
    ports: () => ports,
    paths: () => [{ name: 'https a', isUp: true, faults: 3, strays: 4, refusals: 5 }],
    commands: () => ({ done: 2 }),
    clients: () => 1,
  })
}

describe('the metrics page', () => {
  test('has the three histograms of the contract, by priority, from the start', async () => {
    const text = await metrics().text()
    for (const name of ['intake', 'board', 'centre']) {
      expect(text).toContain(`tryggvakt_${name}_seconds_count{priority="critical"} 0`)
    }
    expect(text).toContain('tryggvakt_intake_seconds_count{priority="none"} 0')
  })

  test('says of each way to the centre whether it answers, and counts what the centre wanted', async () => {
    const text = await metrics().text()
    expect(text).toContain('tryggvakt_path_up{path="https a"} 1')
    expect(text).toContain('tryggvakt_path_failures_total{path="https a"} 3')
    expect(text).toContain('tryggvakt_path_stray_answers_total{path="https a"} 4')
    expect(text).toContain('tryggvakt_path_refused_total{path="https a"} 5')
    expect(text).toContain('tryggvakt_centre_commands_total{result="done"} 2')
  })

  test('counts what was observed in the bucket of its time', async () => {
    const page = metrics()
    page.observeIntake(0.0028, 'critical')
    page.observeCentre(0.007, 'high')
    const text = await page.text()
    expect(text).toContain('tryggvakt_intake_seconds_bucket{le="0.002",priority="critical"} 0')
    expect(text).toContain('tryggvakt_intake_seconds_bucket{le="0.003",priority="critical"} 1')
    expect(text).toContain('tryggvakt_centre_seconds_sum{priority="high"} 0.007')
  })

  test('says what is open and what waits, asked at the moment of reading', async () => {
    const text = await metrics().text()
    expect(text).toMatch(/^tryggvakt_open_alarms 2$/m)
    expect(text).toMatch(/^tryggvakt_outbox_waiting 9$/m)
  })

  test('shows the counts of each port, the same however often it is read', async () => {
    const page = metrics([PORT])
    await page.text()
    const text = await page.text()
    expect(text).toContain('tryggvakt_port_good_bytes_total{port="/dev/ttyUSB0"} 70')
    expect(text).toContain('tryggvakt_port_discarded_bytes_total{port="/dev/ttyUSB0"} 5')
    expect(text).toContain('tryggvakt_port_discards_total{port="/dev/ttyUSB0",reason="badChecksum"} 1')
  })
})
