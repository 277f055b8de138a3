/**
 * Gets the Electron runtime and puts it where `electron`, `require('electron')` and Playwright look for it.
 * The official release first; where that cannot be reached, a stand-in for development and tests. Says which.
 */
import { existsSync, readFileSync } from 'node:fs'
import { lstat, mkdir, mkdtemp, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fetchOfficial, pinnedElectronVersion } from './lib/electron-official.mjs'
import { buildStandIn, STAND_IN_VERSION } from './lib/electron-stand-in.mjs'
import { inRoot } from './lib/root.mjs'
import { Refusal, runMain, say } from './lib/say.mjs'

/** The desktop client reads this beside the binary and shows it in the diagnostics. */
const MARKER = 'tryggvakt-runtime.json'
const HOUSE = inRoot('.electron')
const PACKAGE = inRoot('node_modules', 'electron')

/** @typedef {{ official: boolean, version: string, binary: string }} Runtime */

/**
 * @param {string} folder
 * @returns {Runtime | undefined}
 */
function runtimeIn(folder) {
  const binary = join(folder, 'electron')
  const marker = join(folder, MARKER)
  if (!existsSync(binary) || !existsSync(marker)) return undefined
  const { official, version } = /** @type {{ official: boolean, version: string }} */ (
    JSON.parse(readFileSync(marker, 'utf8'))
  )
  return { official, version, binary }
}

/**
 * What is ready to run now, without fetching anything.
 * @returns {Promise<Runtime | undefined>}
 */
export async function presentRuntime() {
  if (!existsSync(PACKAGE)) return undefined
  const pinned = await pinnedElectronVersion()
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override !== undefined && override !== '') {
    if (!existsSync(join(override, 'electron'))) {
      throw new Refusal(`ELECTRON_OVERRIDE_DIST_PATH names ${override}, where there is no file "electron".`)
    }
    const versionFile = join(override, 'version')
    const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : ''
    return (
      runtimeIn(override) ?? { official: version === pinned, version, binary: join(override, 'electron') }
    )
  }
  return runtimeIn(join(HOUSE, `v${pinned}`)) ?? runtimeIn(join(HOUSE, `v${STAND_IN_VERSION}`))
}

/**
 * Fills a fresh folder and moves it into place whole, so that a run cut short leaves nothing half-made.
 * @param {string} version
 * @param {boolean} official
 * @param {(folder: string, scratch: string) => Promise<void>} fill
 */
async function make(version, official, fill) {
  const folder = join(HOUSE, `v${version}`)
  await mkdir(HOUSE, { recursive: true })
  const scratch = await mkdtemp(join(HOUSE, 'fetch-'))
  try {
    const fresh = join(scratch, 'runtime')
    await fill(fresh, scratch)
    await writeFile(join(fresh, MARKER), `${JSON.stringify({ official, version })}\n`)
    if (runtimeIn(folder) === undefined) {
      await rm(folder, { recursive: true, force: true })
      await rename(fresh, folder)
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Makes node_modules/electron point at the runtime, as Electron's own installer would. */
async function link(/** @type {string} */ folder) {
  const dist = join(PACKAGE, 'dist')
  const target = relative(PACKAGE, folder)
  const present = await lstat(dist).catch(() => undefined)
  if (present?.isSymbolicLink() !== true || (await readlink(dist)) !== target) {
    await rm(dist, { recursive: true, force: true })
    await symlink(target, dist)
  }
  const pathFile = join(PACKAGE, 'path.txt')
  if (!existsSync(pathFile) || readFileSync(pathFile, 'utf8') !== 'electron')
    await writeFile(pathFile, 'electron')
}

/**
 * The runtime, fetched when it is not there. A stand-in that was taken once stays until `.electron` is deleted.
 * @returns {Promise<Runtime>}
 */
export async function ensureElectronRuntime() {
  if (!existsSync(PACKAGE)) throw new Refusal('npm packages are missing; run: npm ci')
  let runtime = await presentRuntime()
  if (runtime === undefined) {
    const pinned = await pinnedElectronVersion()
    try {
      await make(pinned, true, (folder, scratch) => fetchOfficial(pinned, folder, scratch))
    } catch (error) {
      say(`The official Electron cannot be had here: ${reason(error)}.`)
      await make(STAND_IN_VERSION, false, buildStandIn).catch((/** @type {unknown} */ second) => {
        throw new Refusal(`The stand-in runtime cannot be had either: ${reason(second)}.`)
      })
    }
    runtime = await presentRuntime()
    if (runtime === undefined) throw new Refusal('The Electron runtime was fetched but is not complete.')
  }
  if (!process.env['ELECTRON_OVERRIDE_DIST_PATH']) await link(join(HOUSE, `v${runtime.version}`))
  return runtime
}

/** @param {Runtime} runtime */
export function wordsFor(runtime) {
  return runtime.official
    ? `Electron ${runtime.version}: the official release.`
    : `Electron ${runtime.version}: a stand-in for development and tests only, never shipped.`
}

/** @param {unknown} error */
function reason(error) {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message.split('\n')[0]}${cause}`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runMain(async () => {
    say(wordsFor(await ensureElectronRuntime()))
  })
}
