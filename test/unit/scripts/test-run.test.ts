import { describe, expect, it } from 'vitest'
import { parseStartOptions } from '../../../scripts/lib/start-options.mjs'
import { CHECK_ROWS, CHECKS, needsOf, splitByNeeds, STAGES, TESTS } from '../../../scripts/lib/test-parts.mjs'
import { failuresOf } from '../../../scripts/lib/test-failures.mjs'
import { closingSummary, countReport } from '../../../scripts/lib/test-report.mjs'

const passed = { status: 'passed' }
const failed = { status: 'failed' }

describe('counting', () => {
  it('counts tests by their outcome, todo and pending as skipped', () => {
    const report = {
      testResults: [
        { status: 'failed', assertionResults: [passed, failed, { status: 'pending' }, { status: 'todo' }] },
      ],
    }
    expect(countReport(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 2 })
  })

  it('a file that does not even load is a failure', () => {
    expect(countReport({ testResults: [{ status: 'failed', assertionResults: [] }] }, 1).failed).toBe(1)
  })

  it('a run that fails without a failed test is a failure', () => {
    const report = { testResults: [{ status: 'passed', assertionResults: [passed] }] }
    expect(countReport(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })

  it('a run that leaves no report is a failure, whatever it says', () => {
    expect(countReport(undefined, 0).failed).toBe(1)
    expect(countReport(undefined, 1).failed).toBe(1)
  })
})

const results = [
  { part: 'lint', passed: 1, failed: 0, skipped: 0, seconds: 2 },
  { part: 'unit', passed: 40, failed: 2, skipped: 1, seconds: 3.25 },
]

describe('closing summary', () => {
  it('ends in the counts, with what did not run named just before and counted as skipped', () => {
    const { text, failed: count } = closingSummary(
      results,
      [{ what: 'e2e', because: 'there is no display' }],
      4,
    )
    expect(text.split('\n').slice(-2)).toEqual([
      'not run: e2e because there is no display',
      '41 passed, 2 failed, 2 skipped',
    ])
    expect(count).toBe(2)
  })

  it('says how long each part took, and how long all together', () => {
    const lines = closingSummary(results, [], 4).text.split('\n')
    expect(lines.slice(0, 4)).toEqual([
      'part  passed  failed  skipped   time',
      'lint       1       0        0  2.0 s',
      'unit      40       2        1  3.3 s',
      'the whole run took 4.0 s',
    ])
  })
})

describe('what failed is named', () => {
  const file = (words: object) => ({
    testResults: [
      { name: `${process.cwd()}/test/unit/x.test.ts`, status: 'failed', assertionResults: [], ...words },
    ],
  })
  const oneTest = file({
    assertionResults: [
      passed,
      {
        ...failed,
        ancestorTitles: ['', 'a fall'],
        title: 'is told',
        failureMessages: ['expected 1 to be 2\n  at x\n  at y (/z/node_modules/vitest/w)'],
      },
    ],
  })
  const summaryOf = (failures: ReturnType<typeof failuresOf>) =>
    closingSummary(
      [{ part: 'unit', passed: 1, failed: 1, skipped: 0, seconds: 1, failures }],
      [],
      1,
    ).text.split('\n')

  it('a test with its part, its file, its full name and its message, right before the counts', () => {
    expect(summaryOf(failuresOf(oneTest, 1, '')).slice(-4)).toEqual([
      'failed: unit: test/unit/x.test.ts > a fall > is told',
      '    expected 1 to be 2',
      '      at x',
      '1 passed, 1 failed, 0 skipped',
    ])
  })

  it('a file that did not load, with why', () => {
    expect(failuresOf(file({ message: 'Cannot find module y' }), 1, '')).toEqual([
      { what: 'test/unit/x.test.ts', message: 'Cannot find module y' },
    ])
  })

  it('a file whose hook failed, with what Vitest said of it', () => {
    const said = 'other\n FAIL  |unit| test/unit/x.test.ts > a fall\nError: no port\n⎯⎯[2/3]⎯\nof another\n'
    expect(failuresOf(file({}), 1, said)[0]?.message).toMatch(/Error: no port$/)
  })

  it('errors that belong to no test, each by itself', () => {
    const said =
      '⎯⎯ Unhandled Errors ⎯⎯\n\n⎯⎯ Unhandled Rejection ⎯⎯\nError: one\n⎯⎯ Uncaught Exception ⎯⎯\nError: two\n'
    expect(failuresOf({ testResults: [] }, 1, said)).toEqual([
      { what: 'Unhandled Rejection', message: expect.stringContaining('Error: one') as string },
      { what: 'Uncaught Exception', message: '\nError: two\n' },
    ])
  })

  it('a run that left nothing, with its last words', () => {
    const last = failuresOf(undefined, 127, `${'noise\n'.repeat(99)}vitest: not found\n`)
    expect(last).toEqual([
      { what: 'vitest ended with code 127', message: expect.stringMatching(/vitest: not found$/) as string },
    ])
    expect(failuresOf(undefined, 0, '')).toHaveLength(1)
  })

  it('a run that passed names nothing', () => {
    expect(
      failuresOf({ testResults: [{ status: 'passed', assertionResults: [passed] }] }, 0, 'a warning'),
    ).toEqual([])
    expect(closingSummary(results, [], 4).text).not.toContain('failed: ')
  })

  it('no more than 30, each with no more than 15 lines of 300 characters', () => {
    const failures = Array.from({ length: 32 }, (_, i) => ({
      what: `number ${i}`,
      message: `${'x'.repeat(400)}\n`.repeat(20),
    }))
    const lines = summaryOf(failures)
    expect(lines.filter((line) => line.startsWith('failed: '))).toHaveLength(30)
    expect(lines.filter((line) => line === `    ${'x'.repeat(300)}`)).toHaveLength(30 * 15)
    expect(lines.at(-2)).toBe('and 2 more failed')
  })
})

it('every part has its place in the run, once', () => {
  expect(CHECK_ROWS.flat().sort()).toEqual(Object.keys(CHECKS).sort())
  expect(STAGES.flat(2).sort()).toEqual(Object.keys(TESTS).sort())
})

describe('what cannot run here', () => {
  it('a window test needs Electron and a display, a browser test does not', () => {
    expect(needsOf('test/e2e/electron-night.test.ts')).toEqual(['socat', 'electron', 'display'])
    expect(needsOf('test/e2e/chromium-night.test.ts')).toEqual(['socat', 'chromium'])
    expect(needsOf('test/unit/electron/window.test.ts')).toEqual([])
  })

  it('a full disk needs one of its own, a look at system calls needs strace', () => {
    expect(needsOf('test/fault/full-disk.test.ts')).toEqual(['socat', 'small-disk'])
    expect(needsOf('test/fault/durable-before-sent-strace.test.ts')).toEqual(['socat', 'strace'])
    expect(needsOf('test/fault/kill.test.ts')).toEqual(['socat'])
  })

  it('Bluetooth needs a bus of its own', () => {
    expect(needsOf('test/system/bluetooth-call.test.ts')).toEqual(['socat', 'dbus'])
    expect(needsOf('test/system/device-drivers/bluez-adapter.test.ts')).toEqual(['socat', 'dbus'])
    expect(needsOf('test/system/device-drivers/gatt-link.test.ts')).toEqual(['socat', 'dbus'])
    expect(needsOf('test/unit/device-drivers/bluetooth/adapter-supervisor.test.ts')).toEqual([])
  })

  it('a party that nobody here wrote is needed by the tests that name it', () => {
    expect(needsOf('test/system/care-centre/kamailio-postgres.test.ts')).toEqual([
      'socat',
      'postgres',
      'kamailio',
    ])
    expect(needsOf('test/clock/device-sipp.test.ts')).toEqual(['socat', 'sipp'])
    expect(needsOf('test/fault/mosquitto-restart.test.ts')).toEqual(['socat', 'mosquitto'])
    expect(needsOf('test/unit/care-centre/store/postgres-sql.test.ts')).toEqual([])
  })

  it('is named with its reason, and the rest runs', () => {
    const files = ['test/e2e/electron-night.test.ts', 'test/e2e/chromium-night.test.ts']
    expect(splitByNeeds(files, { electron: 'there is no Electron' })).toEqual({
      runnable: ['test/e2e/chromium-night.test.ts'],
      notRun: [{ what: 'test/e2e/electron-night.test.ts', because: 'there is no Electron' }],
    })
  })
})

describe('npm start', () => {
  it('takes its options', () => {
    expect(parseStartOptions(['--data', 'x', '--no-window'])).toEqual({
      training: false,
      data: 'x',
      config: undefined,
      window: false,
    })
  })

  it.each([[['--nope']], [['station']], [['--data']], [['--training', '--config', 'x']]])(
    'refuses %j as wrong usage and says how',
    (args) => {
      expect(() => parseStartOptions(args)).toThrow(
        expect.objectContaining({ exitCode: 2, message: expect.stringContaining('npm start --') as string }),
      )
    },
  )
})
