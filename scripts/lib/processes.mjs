/** Child processes that do not outlive the script: each leads its own group and is ended as a group. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { putBehind } from './priority.mjs'
import { ROOT } from './root.mjs'

/** How long a child may take to end by itself after SIGTERM: a station commits and closes in well under this. */
const GRACE_MS = 8000

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
/**
 * What the others stand on.
 * @type {Set<import('node:child_process').ChildProcess>}
 */
const ground = new Set()

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
  }
}

/**
 * @param {Set<import('node:child_process').ChildProcess>} kept
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
function startIn(kept, command, args, options) {
  const child = spawn(command, args, { cwd: ROOT, ...options, detached: true })
  kept.add(child)
  child.once('close', () => {
    signalGroup(child, 'SIGKILL')
    kept.delete(child)
  })
  child.once('error', () => kept.delete(child))
  return child
}

/**
 * Starts a child in its own process group; `endAll` ends the whole group.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  return startIn(running, command, args, options)
}

/**
 * As `start`, for what others need to end in order (a display): `endAll` ends it after them.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function startGround(command, args, options = {}) {
  return startIn(ground, command, args, options)
}

/**
 * Runs a command to its end with its words on standard error.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>} exit code; 127 when the command cannot be started
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = start(command, args, { stdio: ['ignore', 2, 2], ...options })
    child.once('error', () => resolve(127))
    child.once('close', (code, signal) => resolve(code ?? 128 + signalNumber(signal)))
  })
}

/**
 * Runs a command and keeps what it says, standard output and error in one.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, behind?: boolean }} [options] `behind`: it can wait for all others
 * @returns {Promise<{ code: number, output: string }>}
 */
export function capture(command, args, { behind = false, ...options } = {}) {
  return new Promise((resolve) => {
    const child = start(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    if (behind && child.pid !== undefined) putBehind(child.pid)
    let output = ''
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString('utf8')
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.once('error', (error) => resolve({ code: 127, output: error.message }))
    child.once('close', (code, signal) => resolve({ code: code ?? 128 + signalNumber(signal), output }))
  })
}

/**
 * Ends everything that `start` started, then what it stood on: SIGTERM, and SIGKILL for what is still there after the
 * grace time.
 * @param {'leader' | 'group'} whom `leader`: a program that ends its own children in order, as a station does
 */
export async function endAll(whom) {
  await end([...running], whom)
  await end([...ground], 'leader')
}

/**
 * @param {readonly import('node:child_process').ChildProcess[]} children
 * @param {'leader' | 'group'} whom
 */
async function end(children, whom) {
  const ended = children.map((child) =>
    child.exitCode !== null || child.signalCode !== null
      ? Promise.resolve()
      : new Promise((resolve) => child.once('close', resolve)),
  )
  for (const child of children) {
    if (whom === 'group') signalGroup(child, 'SIGTERM')
    else child.kill('SIGTERM')
  }
  const killer = setTimeout(() => {
    for (const child of children) signalGroup(child, 'SIGKILL')
  }, GRACE_MS)
  await Promise.all(ended)
  clearTimeout(killer)
}

/**
 * Ctrl-C and SIGTERM end all children and then this process, with the code a shell expects.
 * @param {'leader' | 'group'} whom
 */
export function endWithSignals(whom) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => {
      void endAll(whom).finally(() => process.exit(128 + signalNumber(signal)))
    })
  }
}

/** @param {NodeJS.Signals | null} signal */
function signalNumber(signal) {
  return signal === null ? 1 : constants.signals[signal]
}
