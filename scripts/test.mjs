/**
 * `npm test [-- part…]`: sets up a fresh clone, builds, runs every check and test, and closes with a summary whose
 * last line is `N passed, N failed, N skipped`. What cannot run here is named as not run.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { findLacking, inPath } from './lib/machine.mjs'
import { capture, endAll, endWithSignals, start } from './lib/processes.mjs'
import { inRoot } from './lib/root.mjs'
import { Refusal, runMain } from './lib/say.mjs'
import { setUp } from './lib/setup.mjs'
import {
  CHECK_ROWS,
  CHECKS,
  PART_NAMES,
  splitByNeeds,
  STAGES,
  testFilesIn,
  TESTS,
} from './lib/test-parts.mjs'
import { failuresOf } from './lib/test-failures.mjs'
import { closingSummary, countReport } from './lib/test-report.mjs'
import { startVirtualDisplay } from './lib/virtual-display.mjs'

const REPORTS = inRoot('test-artifacts', 'reports')
/** Of what Vitest says on standard error, enough for its list of errors that belong to no test. */
const KEPT_WORDS = 100_000

/** @typedef {import('./lib/test-report.mjs').Result} Result */
/** @typedef {import('./lib/test-parts.mjs').NotRun} NotRun */

const print = (/** @type {string} */ words) => process.stdout.write(`${words}\n`)

/**
 * @param {string} part
 * @param {boolean} behind beside tests, which are to have the processors first
 * @returns {Promise<Result>}
 */
async function runCheck(part, behind) {
  const startedAt = performance.now()
  /** @type {import('./lib/test-failures.mjs').Failure[]} */
  const failures = []
  for (const [tool = '', ...args] of CHECKS[part] ?? []) {
    const { code, output } = await capture(inRoot('node_modules', tool), args, { behind })
    if (code === 0) continue
    failures.push({ what: [tool, ...args].join(' '), message: output.trimEnd() })
  }
  const failed = failures.length === 0 ? 0 : 1
  const seconds = (performance.now() - startedAt) / 1000
  print(`\n── ${part}: ${failed === 0 ? 'ok' : 'failed'} (${seconds.toFixed(1)} s)`)
  for (const { what, message } of failures) print(`$ ${what}\n${message}`)
  return { part, passed: 1 - failed, failed, skipped: 0, seconds, failures }
}

/** @type {ReturnType<typeof startVirtualDisplay> | undefined} */
let display
/** One for all parts. */
const virtualDisplay = () => (display ??= startVirtualDisplay())

/**
 * @param {string} part
 * @param {readonly string[]} files
 * @returns {Promise<Result>}
 */
async function runTests(part, files) {
  const { projects, display: drawn } = /** @type {NonNullable<typeof TESTS[string]>} */ (TESTS[part])
  const report = `${REPORTS}/${part}.json`
  rmSync(report, { force: true })
  const command = [
    inRoot('node_modules', '.bin', 'vitest'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
    ...files,
  ]
  const screen = drawn && !process.env['DISPLAY'] && inPath('Xvfb') ? await virtualDisplay() : {}
  print(`\n── ${part}`)
  const startedAt = performance.now()
  const child = start(command[0] ?? '', command.slice(1), {
    // Not inherited: of two runs on one terminal each would draw over the other.
    stdio: ['ignore', 'pipe', 'pipe'],
    // A build before it has set this to production, where React has nothing for tests.
    env: { ...process.env, ...screen, NODE_ENV: 'test' },
  })
  child.stdout?.pipe(process.stdout, { end: false })
  child.stderr?.setEncoding('utf8').pipe(process.stderr, { end: false })
  let words = ''
  child.stderr?.on('data', (/** @type {string} */ chunk) => {
    words = (words + chunk).slice(-KEPT_WORDS)
  })
  const exitCode = await new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('close', (code) => resolve(code ?? 1))
  })
  const seconds = (performance.now() - startedAt) / 1000
  const written = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined
  return { part, ...countReport(written, exitCode), seconds, failures: failuresOf(written, exitCode, words) }
}

/**
 * @param {readonly string[]} parts
 * @param {(part: string) => Promise<Result | undefined>} run
 */
async function inTurn(parts, run) {
  /** @type {Result[]} */
  const results = []
  for (const part of parts) {
    const result = await run(part)
    if (result !== undefined) results.push(result)
  }
  return results
}

/** @param {readonly string[]} parts */
async function build(parts) {
  const { buildParts } = await import('./lib/build.mjs')
  const { PRODUCT_PARTS } = await import('./lib/parts.mjs')
  const { failed, noSource } = await buildParts(PRODUCT_PARTS)
  const broken = [...failed, ...noSource]
  // Lint, types and unit tests read sources; their findings explain a broken build best.
  if (broken.length > 0)
    print(`Not built: ${broken.join(', ')}. What needs it will fail below (${parts.join(', ')}).`)
  return broken
}

await runMain(async () => {
  const asked = process.argv.slice(2)
  const unknown = asked.find((word) => !PART_NAMES.includes(word))
  if (unknown !== undefined) {
    throw new Refusal(`There is no part "${unknown}". Parts: ${PART_NAMES.join(', ')}.`, 2)
  }
  const parts = asked.length > 0 ? PART_NAMES.filter((name) => asked.includes(name)) : PART_NAMES
  endWithSignals('group')
  if (!process.stdout.isTTY) {
    // Colour codes make a log unreadable.
    delete process.env['FORCE_COLOR']
    process.env['NO_COLOR'] = '1'
  }
  // Where Debian keeps servers; only root has it in its path.
  process.env['PATH'] = `${process.env['PATH'] ?? ''}:/usr/sbin`
  const withPorts = parts.some((part) => ['system', 'fault', 'clock', 'e2e'].includes(part))
  const withWindows = parts.includes('e2e')
  await setUp(
    withWindows ? ['desktop', 'training', 'test', 'peers'] : withPorts ? ['training', 'test', 'peers'] : [],
  )
  const lacking = await findLacking(parts.includes('fault'), withWindows)
  mkdirSync(REPORTS, { recursive: true })

  /** @type {Result[]} */
  const results = []
  /** @type {NotRun[]} */
  const notRun = []
  const startedAt = performance.now()
  try {
    const broken = await build(parts)
    const seconds = (performance.now() - startedAt) / 1000
    results.push({
      part: 'build',
      passed: broken.length === 0 ? 1 : 0,
      failed: broken.length === 0 ? 0 : 1,
      skipped: 0,
      seconds,
      failures: broken.map((what) => ({ what, message: 'not built; why stands at the beginning' })),
    })
    const runPart = async (/** @type {string} */ part) => {
      const files = testFilesIn(TESTS[part]?.folder ?? '')
      const split = splitByNeeds(files, lacking)
      notRun.push(...split.notRun)
      if (files.length === 0) notRun.push({ what: part, because: 'there are no such tests in this checkout' })
      if (split.runnable.length === 0) return undefined
      return runTests(part, split.notRun.length > 0 ? split.runnable : [])
    }
    const isAsked = (/** @type {string} */ part) => parts.includes(part)
    const behind = parts.some((part) => part in TESTS)
    const check = (/** @type {string} */ part) => runCheck(part, behind)
    const checks = Promise.all(CHECK_ROWS.map((row) => inTurn(row.filter(isAsked), check)))
    for (const rows of STAGES) {
      const stage = await Promise.all(rows.map((row) => inTurn(row.filter(isAsked), runPart)))
      results.push(...stage.flat())
    }
    results.push(...(await checks).flat())
    results.sort((a, b) => PART_NAMES.indexOf(a.part) - PART_NAMES.indexOf(b.part))
  } finally {
    await endAll('group')
  }
  const { text, failed } = closingSummary(results, notRun, (performance.now() - startedAt) / 1000)
  print(`\n${text}`)
  return failed === 0 ? 0 : 1
})
