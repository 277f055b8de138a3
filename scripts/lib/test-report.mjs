/** Counting and the closing summary of `npm test`. */
import { nameFailures } from './test-failures.mjs'

/**
 * @typedef {object} Result
 * @property {string} part
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} seconds
 * @property {import('./test-failures.mjs').Failure[]} [failures] what failed, for people; the numbers are counted
 */

/**
 * Counts from Vitest's JSON report. A file that failed to load has no tests in it, and a run can fail without a
 * failed test (an unhandled rejection): each counts as one failure.
 * @param {{ testResults: import('./test-failures.mjs').FileResult[] } | undefined} report undefined when Vitest left none
 * @param {number} exitCode
 */
export function countReport(report, exitCode) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const file of report?.testResults ?? []) {
    const before = counts.failed
    for (const { status } of file.assertionResults) {
      if (status === 'passed') counts.passed++
      else if (status === 'failed') counts.failed++
      else counts.skipped++
    }
    if (file.status === 'failed' && counts.failed === before) counts.failed++
  }
  if (exitCode !== 0 && counts.failed === 0) counts.failed++
  if (exitCode === 0 && report === undefined) counts.failed++
  return counts
}

/**
 * @param {readonly Result[]} results
 * @param {readonly import('./test-parts.mjs').NotRun[]} notRun each counts as one skipped
 * @param {number} wholeSeconds less than the sum: parts run side by side
 * @returns {{ text: string, failed: number }} the last line is `N passed, N failed, N skipped`
 */
export function closingSummary(results, notRun, wholeSeconds) {
  const header = ['part', 'passed', 'failed', 'skipped', 'time']
  const rows = results.map((it) => [
    it.part,
    String(it.passed),
    String(it.failed),
    String(it.skipped),
    `${it.seconds.toFixed(1)} s`,
  ])
  const widths = header.map((word, i) => Math.max(word.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const line = (/** @type {string[]} */ cells) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    results.reduce((total, it) => total + it[key], 0)
  const failed = sum('failed')
  const lines = [
    line(header),
    ...rows.map(line),
    `the whole run took ${wholeSeconds.toFixed(1)} s`,
    '',
    ...notRun.map(({ what, because }) => `not run: ${what} because ${because}`),
    ...nameFailures(results),
    `${sum('passed')} passed, ${failed} failed, ${sum('skipped') + notRun.length} skipped`,
  ]
  return { text: lines.join('\n'), failed }
}
