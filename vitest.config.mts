/**
 * One project per kind of test. Native packages run in forked processes only: in worker threads they have crashed
 * other programs' test runs.
 */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const COMMON = {
  pool: 'forks',
  restoreMocks: true,
  unstubAllEnvs: true,
  // Waits for an event: its limit says that it does not come, and a busy machine is no reason for that.
  expect: { poll: { timeout: 60_000 } },
} as const
/** Where there are property tests. */
const PROPERTIES = { setupFiles: ['test/support/one-seed.ts'] }
/** Tests that compute: Vitest itself would leave one processor idle. */
const ON_ALL_PROCESSORS = { ...COMMON, maxWorkers: '100%' } as const
/** Tests with real processes and ports: they wait for limits of seconds more than they compute. */
const TWO_FILES_AT_A_TIME = { ...COMMON, maxWorkers: 2 } as const
/** Tests that draw windows take turns: of two only one has the keyboard. */
const ONE_FILE_AT_A_TIME = { ...COMMON, fileParallelism: false } as const

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...ON_ALL_PROCESSORS,
          ...PROPERTIES,
          name: 'unit',
          // Starting a process for each of a hundred files takes longer than their tests.
          isolate: false,
          include: ['test/unit/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        plugins: [react()],
        test: {
          ...ON_ALL_PROCESSORS,
          ...PROPERTIES,
          name: 'unit-renderer',
          environment: 'jsdom',
          // What draws nothing needs no page: those tests are with the others, in one process.
          include: ['test/unit/renderer/**/*.test.tsx'],
          // The first test of a file draws its room for the first time: 5 s alone, more than 20 s on a busy machine.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...ON_ALL_PROCESSORS,
          ...PROPERTIES,
          name: 'integration',
          // Reading TypeORM and the rest anew for each file takes half as long as the tests themselves.
          isolate: false,
          globalSetup: ['test/integration/pages-folder.ts'],
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...TWO_FILES_AT_A_TIME,
          name: 'system',
          include: ['test/system/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          ...TWO_FILES_AT_A_TIME,
          name: 'fault',
          include: ['test/fault/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          ...TWO_FILES_AT_A_TIME,
          name: 'clock',
          include: ['test/clock/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...ONE_FILE_AT_A_TIME,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
