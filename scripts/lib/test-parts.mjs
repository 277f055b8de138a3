/** The parts of `npm test`: what each runs and what it needs from the machine. */
import { readdirSync } from 'node:fs'
import { inRoot } from './root.mjs'

/** The compiler that checks types in a third of the time; the lint rules need the one before it (docs/dependencies.md). */
const TSC = 'typescript-7/bin/tsc'

/**
 * Checks count as one test each. Programs below `node_modules`.
 * @type {Readonly<Record<string, readonly (readonly string[])[]>>}
 */
export const CHECKS = {
  lint: [
    ['.bin/eslint', '.', '--max-warnings', '0'],
    ['.bin/prettier', '--check', '.'],
  ],
  typecheck: [
    [TSC, '-p', 'shared'],
    [TSC, '-p', '.'],
    [TSC, '-p', 'renderer'],
  ],
  unused: [['.bin/knip']],
}

/**
 * Vitest projects by part. Parts with `display` run under one virtual display where there is no other.
 * @type {Readonly<Record<string, { projects: readonly string[], folder: string, display: boolean }>>}
 */
export const TESTS = {
  unit: { projects: ['unit', 'unit-renderer'], folder: 'test/unit', display: false },
  integration: { projects: ['integration'], folder: 'test/integration', display: false },
  system: { projects: ['system'], folder: 'test/system', display: true },
  fault: { projects: ['fault'], folder: 'test/fault', display: true },
  clock: { projects: ['clock'], folder: 'test/clock', display: false },
  e2e: { projects: ['e2e'], folder: 'test/e2e', display: true },
}

/**
 * One after the other: tests that compute take all processors, tests that wait for processes, ports and windows go in
 * two rows side by side; those that wait for a minute and a half of the real clock need nobody's processor.
 * @type {readonly (readonly (readonly string[])[])[]}
 */
export const STAGES = [[['unit', 'integration']], [['system', 'fault'], ['e2e'], ['clock']]]

/** Behind the tests, two at a time. */
export const CHECK_ROWS = [['lint'], ['typecheck', 'unused']]

export const PART_NAMES = [...Object.keys(CHECKS), ...Object.keys(TESTS)]

/** @typedef {'electron' | 'chromium' | 'socat' | 'dbus' | 'display' | 'small-disk' | 'strace' | Peer} Need */
/** @typedef {'postgres' | 'mosquitto' | 'sipp' | 'kamailio' | 'keyring' | 'network-cut'} Peer */

/** A system, fault or clock test names in its file name the parties it talks to that nobody here wrote. */
const PEERS = /** @type {const} */ (['postgres', 'mosquitto', 'sipp', 'kamailio', 'keyring', 'network-cut'])
/** @typedef {{ what: string, because: string }} NotRun */

/**
 * What a test file needs: real ports in system, fault, clock and e2e; the browser or the window, a bus, a disk of its own
 * and a look at system calls by the file's name.
 * @param {string} file e.g. `test/e2e/electron-night.test.ts`
 * @returns {Need[]}
 */
export function needsOf(file) {
  /** @type {Need[]} */
  const needs = []
  if (/^test\/(system|fault|clock|e2e)\//.test(file)) needs.push('socat')
  if (/^test\/system\/.*(bluetooth|bluez|gatt|pendant)/.test(file)) needs.push('dbus')
  if (file.startsWith('test/fault/full-disk')) needs.push('small-disk')
  if (file.startsWith('test/fault/') && file.includes('strace')) needs.push('strace')
  if (/^test\/(system|fault|clock)\//.test(file)) needs.push(...PEERS.filter((peer) => file.includes(peer)))
  if (!file.startsWith('test/e2e/')) return needs
  const name = file.slice('test/e2e/'.length)
  if (/electron|window|desktop/.test(name)) needs.push('electron', 'display')
  else if (/chromium|browser/.test(name)) needs.push('chromium')
  else needs.push('electron', 'display', 'chromium')
  return needs
}

/**
 * @param {readonly string[]} files
 * @param {Readonly<Partial<Record<Need, string>>>} lacking why a need is not met here
 * @returns {{ runnable: string[], notRun: NotRun[] }}
 */
export function splitByNeeds(files, lacking) {
  /** @type {string[]} */
  const runnable = []
  /** @type {NotRun[]} */
  const notRun = []
  for (const file of files) {
    const missing = needsOf(file).filter((need) => lacking[need] !== undefined)
    if (missing.length === 0) runnable.push(file)
    else notRun.push({ what: file, because: missing.map((need) => lacking[need]).join('; ') })
  }
  return { runnable, notRun }
}

/** @param {string} folder relative to the repository */
export function testFilesIn(folder) {
  try {
    return readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.test\.tsx?$/.test(name))
      .map((name) => `${folder}/${name}`)
      .sort()
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return []
    throw error
  }
}
