/** node_modules as package-lock.json says. Node built-ins only: runs before `npm ci`. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { clearInterval, setInterval } from 'node:timers'
import { inPath } from './machine.mjs'
import { run } from './processes.mjs'
import { inRoot } from './root.mjs'
import { Refusal, say } from './say.mjs'

const SQLITE_BINARY = inRoot('node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node')
const STAMP = inRoot('node_modules', '.tryggvakt-lock-sha256')

function lockDigest() {
  return createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .digest('hex')
}

/** True when node_modules was installed from the lockfile as it is now. */
export function npmPackagesAreFresh() {
  const installed = inRoot('node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  if (statSync(installed).mtimeMs >= statSync(inRoot('package-lock.json')).mtimeMs) return true
  // A checkout touches the lockfile without changing it; our own stamp knows the content.
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockDigest()
}

/** True when SQLite has to be compiled, which takes a compiler. */
export function needsCompiler() {
  return !npmPackagesAreFresh() || !existsSync(SQLITE_BINARY)
}

/**
 * Headers that lie beside the running Node, so that node-gyp need not fetch them.
 * @param {string} prefix e.g. `/usr`
 * @param {string} version e.g. `20.19.0`
 */
export function headersMatch(prefix, version) {
  const header = join(prefix, 'include', 'node', 'node_version.h')
  if (!existsSync(join(prefix, 'include', 'node', 'node.h')) || !existsSync(header)) return false
  const text = readFileSync(header, 'utf8')
  const numbers = ['MAJOR', 'MINOR', 'PATCH'].map(
    (part) => new RegExp(`^#define NODE_${part}_VERSION (\\d+)`, 'm').exec(text)?.[1],
  )
  return numbers.join('.') === version
}

/**
 * Where node-gyp shall take headers from. A set `nodedir` stays, unless nothing to build with lies there (a setting
 * that came with a copied `.npmrc`).
 * @param {string | undefined} set
 * @param {readonly string[]} prefixes where headers may lie
 * @param {string} version of the running Node
 * @returns {string | undefined} undefined leaves it to node-gyp, which fetches them
 */
export function headersFolder(set, prefixes, version) {
  const serves =
    set !== undefined &&
    ['include/node/common.gypi', 'common.gypi'].some((file) => existsSync(join(set, file)))
  return (serves ? undefined : prefixes.find((folder) => headersMatch(folder, version))) ?? set
}

/** The environment in which npm compiles: a compiler cache and local headers where the machine has them. */
function compileEnvironment() {
  const env = { ...process.env }
  if (inPath('ccache')) {
    env['CC'] ??= 'ccache gcc'
    env['CXX'] ??= 'ccache g++'
  }
  const prefixes = ['/usr', dirname(dirname(process.execPath))]
  const folder = headersFolder(env['npm_config_nodedir'], prefixes, process.versions.node)
  if (folder !== undefined) env['npm_config_nodedir'] = folder
  return env
}

/** @param {readonly string[]} args */
function npm(args) {
  const cli = process.env['npm_execpath']
  const env = compileEnvironment()
  return cli !== undefined && cli.endsWith('npm-cli.js')
    ? run(process.execPath, [cli, ...args], { env })
    : run('npm', args, { env })
}

/** Compiling alone takes a minute and a half; a terminal that says nothing for longer looks dead. */
const SIGN_OF_LIFE_MS = 15_000

/**
 * Does work that says nothing by itself, with a line now and then.
 * @param {string} what stands before "… 45 s"
 * @param {() => Promise<number>} work
 * @param {{ everyMs?: number, tell?: (words: string) => void }} [options]
 * @returns {Promise<number>} what `work` gives
 */
export async function withSignsOfLife(what, work, { everyMs = SIGN_OF_LIFE_MS, tell = say } = {}) {
  const startedAt = performance.now()
  const seconds = () => `${Math.round((performance.now() - startedAt) / 1000)} s`
  const timer = setInterval(() => tell(`${what} … ${seconds()}`), everyMs)
  try {
    const code = await work()
    if (code === 0) tell(`${what}: done in ${seconds()}.`)
    return code
  } finally {
    clearInterval(timer)
  }
}

/** Installs the packages of the lockfile when they are missing or older, and compiles SQLite when it is not there. */
export async function ensureNpmPackages() {
  if (!npmPackagesAreFresh()) {
    say(
      'Installing npm packages with npm ci. The first time SQLite is compiled: two to four minutes in all …',
    )
    const install = () => npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
    if ((await withSignsOfLife('npm ci', install)) !== 0) {
      throw new Refusal('npm ci failed; its words stand above. Run it again with: npm ci')
    }
    writeFileSync(STAMP, lockDigest())
  }
  if (!existsSync(SQLITE_BINARY)) {
    say('Compiling SQLite (4 s with ccache, 90 s or more without) …')
    const compile = () => npm(['rebuild', 'sqlite3', '--foreground-scripts'])
    const code = await withSignsOfLife('Compiling SQLite', compile)
    if (code !== 0 || !existsSync(SQLITE_BINARY)) {
      throw new Refusal(
        'SQLite could not be compiled; it needs python3, make and g++. Then run: npm rebuild sqlite3',
      )
    }
  }
}
