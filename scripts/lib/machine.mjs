/** What this machine can run, found by trying it. */
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { capture } from './processes.mjs'

/** @param {string} program */
export function inPath(program) {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

async function whyNoElectron() {
  const { ensureElectronRuntime, wordsFor } = await import('../electron-runtime.mjs')
  try {
    const runtime = await ensureElectronRuntime()
    process.stdout.write(`${wordsFor(runtime)}\n`)
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const { code, output } = await capture(runtime.binary, [...asRoot, '--version'])
    return code === 0 ? undefined : `Electron does not start here (${output.trim().split('\n')[0]})`
  } catch (error) {
    return `there is no Electron binary to be had (${error instanceof Error ? error.message : String(error)})`
  }
}

/** Mounting in a namespace of its own, and entering it, as the full-disk test does. */
async function whyNoSmallDisk() {
  const script = 'mount -t tmpfs -o size=1m tmpfs /mnt && exec nsenter --target $$ --mount true'
  const { code, output } = await tried('unshare', ['-m', '--propagation', 'private', 'sh', '-c', script])
  return code === 0 ? undefined : `a small disk cannot be mounted here (${output.trim().split('\n')[0]})`
}

async function whyNoStrace() {
  const { code, output } = await tried('strace', ['-f', '-o', '/dev/null', 'true'])
  return code === 0 ? undefined : `system calls cannot be traced here (${output.trim().split('\n')[0]})`
}

/** A network of its own, in which a link can be cut without touching the machine's. */
async function whyNoNetworkCut() {
  const { code, output } = await tried('unshare', ['-n', 'ip', 'link', 'set', 'lo', 'up'])
  return code === 0 ? undefined : `a network cannot be cut here (${output.trim().split('\n')[0]})`
}

/** Debian keeps the server's own programs out of the path, one folder for each version. */
function hasPostgres() {
  const folder = '/usr/lib/postgresql'
  return (
    existsSync(folder) && readdirSync(folder).some((name) => existsSync(join(folder, name, 'bin', 'initdb')))
  )
}

/**
 * @param {string} program
 * @param {string[]} args
 */
async function tried(program, args) {
  return inPath(program) ? capture(program, args) : { code: 127, output: `${program} is not installed` }
}

/**
 * @param {boolean} forFaults whether anything ahead fills a disk or traces system calls
 * @param {boolean} forWindows whether anything ahead opens a window or a browser
 * @returns {Promise<Partial<Record<import('./test-parts.mjs').Need, string>>>} what is lacking, with the reason
 */
export async function findLacking(forFaults, forWindows) {
  /** @type {Partial<Record<import('./test-parts.mjs').Need, string>>} */
  const lacking = {}
  if (!inPath('socat')) lacking.socat = 'socat is not installed'
  if (!inPath('dbus-daemon')) lacking.dbus = 'dbus-daemon is not installed'
  if (!hasPostgres()) lacking.postgres = 'PostgreSQL is not installed'
  if (!inPath('mosquitto')) lacking.mosquitto = 'mosquitto is not installed'
  if (!inPath('sipp')) lacking.sipp = 'SIPp is not installed'
  if (!inPath('kamailio')) lacking.kamailio = 'kamailio is not installed'
  if (!inPath('gnome-keyring-daemon')) lacking.keyring = 'gnome-keyring is not installed'
  const cut = await whyNoNetworkCut()
  if (cut !== undefined) lacking['network-cut'] = cut
  if (forFaults) {
    const [disk, strace] = await Promise.all([whyNoSmallDisk(), whyNoStrace()])
    if (disk !== undefined) lacking['small-disk'] = disk
    if (strace !== undefined) lacking.strace = strace
  }
  if (!forWindows) return lacking
  if (!inPath('chromium')) lacking.chromium = 'Chromium is not installed'
  if (!process.env['DISPLAY'] && !inPath('Xvfb')) {
    lacking.display = 'there is no display, and xvfb is not installed'
  }
  const electron = await whyNoElectron()
  if (electron !== undefined) lacking.electron = electron
  return lacking
}
