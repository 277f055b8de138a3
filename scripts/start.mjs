/**
 * `npm start`: sets up a fresh clone, builds, and opens the desktop client; without a display it runs the station
 * and prints the address where the same client opens in a browser.
 */
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import {
  browserAddress,
  dataFolder,
  findRunningStation,
  health,
  readStationFile,
} from './lib/data-folder.mjs'
import { findingWords } from './lib/finding-words.mjs'
import { inRoot } from './lib/root.mjs'
import { endAll, endWithSignals, start } from './lib/processes.mjs'
import { Refusal, runMain, say } from './lib/say.mjs'
import { setUp } from './lib/setup.mjs'
import { parseStartOptions } from './lib/start-options.mjs'

const USUAL_PORT = 4120

/** @typedef {ReturnType<typeof parseStartOptions>} StartOptions */

function hasDisplay() {
  return Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY'])
}

/** @returns {Promise<boolean>} */
function isFree(/** @type {number} */ port) {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function exitCodeOf(child) {
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('exit', (code) => done(code ?? 1))
  })
}

/** @param {StartOptions} options */
async function openWindow(options) {
  const { ensureElectronRuntime, wordsFor } = await import('./electron-runtime.mjs')
  const runtime = await ensureElectronRuntime()
  say(wordsFor(runtime))
  const args = ['--log-level=3', '.']
  if (process.getuid?.() === 0) {
    say(
      'Running as root: the window runs without the Chromium sandbox (--no-sandbox). Prefer an ordinary user.',
    )
    args.unshift('--no-sandbox')
  }
  if (options.training) args.push('--training')
  if (options.data !== undefined) args.push('--data', resolve(options.data))
  if (options.config !== undefined) args.push('--config', resolve(options.config))
  return exitCodeOf(start(runtime.binary, args, { stdio: ['ignore', 'inherit', 'inherit'] }))
}

/**
 * @param {StartOptions} options
 * @param {string} folder
 */
async function stationArguments(options, folder) {
  const args = [options.training ? 'training' : 'station', '--data', folder]
  if (await isFree(USUAL_PORT)) args.push('--listen', `127.0.0.1:${USUAL_PORT}`)
  const usual = join(folder, 'configuration.json')
  const config = options.config ?? (!options.training && existsSync(usual) ? usual : undefined)
  if (config !== undefined) args.push('--config', resolve(config))
  return args
}

/**
 * The address is the one result, so it alone goes to standard output.
 * @param {string} folder
 * @param {boolean} training
 */
async function sayAddress(folder, training) {
  const station = readStationFile(folder)
  if (station === undefined)
    throw new Refusal(`The station wrote no address to ${join(folder, 'station.json')}.`)
  say('The station receives alarms. Open this address in a browser on this machine:')
  process.stdout.write(`${browserAddress(station)}\n`)
  const page = await health(station.url)
  if (!training && page?.ports?.length === 0) {
    say(
      'No devices are configured yet. To see alarms at once, try the training home: npm start -- --training',
    )
  }
}

/** @param {StartOptions} options */
async function runStation(options) {
  const folder = dataFolder(options, process.env)
  if ((await findRunningStation(folder)) !== undefined) {
    say('A station already runs on this data folder and goes on running.')
    await sayAddress(folder, options.training)
    return 0
  }
  const args = await stationArguments(options, folder)
  const child = start(process.execPath, [inRoot('dist', 'station', 'cli.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = exitCodeOf(child)
  if (child.stdout === null || child.stderr === null) throw new Error('the station has no standard output')
  createInterface({ input: child.stderr }).on('line', (line) => {
    say(findingWords(line))
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{"ready":true')) return
    void runMain(async () => {
      await sayAddress(folder, options.training)
      say('Ctrl-C ends it.')
    })
  })
  return ended
}

await runMain(async () => {
  const options = parseStartOptions(process.argv.slice(2))
  const window = options.window && hasDisplay()
  endWithSignals('leader')
  await setUp(window ? ['desktop', 'training'] : ['training'])
  const { requireParts } = await import('./lib/build.mjs')
  await requireParts([
    'station',
    'care-centre',
    'renderer',
    ...(window ? /** @type {const} */ (['electron']) : []),
  ])
  try {
    if (window) {
      return await openWindow(options).catch((/** @type {unknown} */ error) => {
        if (!(error instanceof Refusal)) throw error
        say(error.message)
        say('Going on without a window.')
        return runStation(options)
      })
    }
    if (options.window) say('There is no display here; the client opens in a browser instead.')
    return await runStation(options)
  } finally {
    await endAll('leader')
  }
})
