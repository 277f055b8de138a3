/** Debian packages: which are missing, and how to get them. Node built-ins only: runs before `npm ci`. */
import { spawnSync } from 'node:child_process'
import { run } from './processes.mjs'
import { say } from './say.mjs'

/**
 * What each purpose needs on a bare Debian 12. A name after `|` counts as the same library (Debian 13 renamed
 * two of them).
 */
export const PACKAGE_SETS = {
  /** Compiling the database package. */
  build: ['python3', 'make', 'g++'],
  /** Libraries that Electron loads. */
  desktop: ['libgtk-3-0|libgtk-3-0t64', 'libnss3', 'libgbm1', 'libasound2|libasound2t64'],
  /** Pairs of pseudo-terminals for the training home's simulated devices. */
  training: ['socat'],
  /** A display, a device list, a private bus, ports, system calls and a browser for the tests. */
  test: ['xvfb', 'udev', 'dbus-daemon', 'socat', 'strace', 'chromium', 'openssl', 'iproute2'],
  /** Parties that nobody here wrote: SIP, a broker, a database server, a key store. */
  peers: ['sip-tester', 'kamailio', 'kamailio-tls-modules', 'mosquitto', 'postgresql', 'gnome-keyring'],
}

/** @typedef {keyof typeof PACKAGE_SETS} PackageSet */

/**
 * Reads `dpkg-query -W -f='${Package} ${db:Status-Status}\n'`.
 * @param {string} output
 * @returns {Set<string>} packages that are installed whole
 */
export function installedPackages(output) {
  const names = output
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter(([name, status]) => name !== undefined && name !== '' && status === 'installed')
    .map(([name]) => /** @type {string} */ (name))
  return new Set(names)
}

/**
 * @param {readonly PackageSet[]} sets
 * @param {ReadonlySet<string>} installed
 * @returns {string[]} missing packages by the name to install, each once
 */
export function missingPackages(sets, installed) {
  const wanted = new Set(sets.flatMap((set) => PACKAGE_SETS[set]))
  return [...wanted]
    .map((entry) => entry.split('|'))
    .filter((names) => !names.some((name) => installed.has(name)))
    .map((names) => /** @type {string} */ (names[0]))
}

/**
 * @param {readonly string[]} packages
 * @param {boolean} [asRoot] root needs no sudo, and a bare machine has none
 */
export function installLine(packages, asRoot = process.getuid?.() === 0) {
  const aptGet = asRoot ? 'apt-get' : 'sudo apt-get'
  return `${aptGet} update && ${aptGet} install -y --no-install-recommends ${packages.join(' ')}`
}

/**
 * @param {readonly PackageSet[]} sets
 * @returns {string[] | undefined} undefined where there is no dpkg to ask
 */
export function findMissing(sets) {
  const names = [...new Set(sets.flatMap((set) => PACKAGE_SETS[set]).flatMap((entry) => entry.split('|')))]
  const query = spawnSync('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\\n', ...names], {
    encoding: 'utf8',
  })
  if (query.error !== undefined) return undefined
  return missingPackages(sets, installedPackages(query.stdout))
}

/** @returns {string[] | undefined} what to put before `apt-get`, undefined when we may not install */
function installerPrefix() {
  if (process.getuid?.() === 0) return []
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore', timeout: 5000 })
  return sudo.status === 0 ? ['sudo', '-n'] : undefined
}

/**
 * Lists what is missing, installs it where that is allowed, else prints the line to run and goes on.
 * @param {readonly PackageSet[]} sets
 * @returns {Promise<string[]>} what is still missing
 */
export async function ensureSystemPackages(sets) {
  const missing = findMissing(sets)
  if (missing === undefined) {
    say('This is not a Debian system (no dpkg-query); system libraries are not checked.')
    return []
  }
  if (missing.length === 0) return []
  say(`Missing system packages: ${missing.join(' ')}`)
  const prefix = process.env['TRYGGVAKT_NO_SYSTEM_PACKAGES'] === '1' ? undefined : installerPrefix()
  if (prefix === undefined) {
    say(`They are not installed from here. To have them, run:\n  ${installLine(missing)}`)
    say('Going on with what works without them.')
    return missing
  }
  say('Installing them with apt-get (usually 20 to 60 s) …')
  await aptGet(prefix, ['update', '-q'])
  const code = await aptGet(prefix, ['install', '-y', '-q', '--no-install-recommends', ...missing])
  const left = findMissing(sets) ?? missing
  if (code !== 0 || left.length > 0) {
    say(`apt-get could not install all of them. Still missing: ${left.join(' ')}. To try by hand, run:`)
    say(`  ${installLine(left)}`)
    say('Going on with what works without them.')
  }
  return left
}

/**
 * @param {readonly string[]} prefix
 * @param {readonly string[]} args
 */
function aptGet(prefix, args) {
  const words = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
  return run(/** @type {string} */ (words[0]), words.slice(1))
}
