/** Looks at the machine for the self-check. Reads only; what it may not read counts as not there. */
import { execFile } from 'node:child_process'
import { access, readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { MachineFacts } from './findings.ts'

const run = promisify(execFile)

/** A command of the system that hangs must not hold up the page that asked. */
const COMMAND_LIMIT_MS = 2_000

const UDEV_FOLDERS = ['/etc/udev/rules.d', '/usr/lib/udev/rules.d', '/lib/udev/rules.d', '/run/udev/rules.d']
const DBUS_FOLDERS = ['/etc/dbus-1/system.d', '/usr/share/dbus-1/system.d']
const UNIT_FOLDERS = [
  '/etc/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
]
const WANTED_BY = [
  '/etc/systemd/system/multi-user.target.wants',
  '/usr/lib/systemd/system/multi-user.target.wants',
]
/** Under plain Node there is no Electron in it, whatever the types of the package say. */
const RUNTIME: { readonly resourcesPath?: string } = process
const UNIT = 'tryggvakt-station.service'

export interface ReceiversInUse {
  readonly serial: boolean
  readonly bluetooth: boolean
}

export async function readMachineFacts({ serial, bluetooth }: ReceiversInUse): Promise<MachineFacts> {
  const { username, uid } = userInfo()
  const hasSystemd = await exists('/run/systemd/system')
  return {
    platform: process.platform,
    user: username,
    isRoot: uid === 0,
    inDialout: await isInGroup('dialout'),
    usesSerial: serial,
    usesBluetooth: bluetooth,
    hasUdevRules: await isIn(UDEV_FOLDERS, '60-tryggvakt-serial.rules'),
    hasUdevadm: await isIn(
      [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/sbin', '/bin'],
      'udevadm',
    ),
    hasBluezPolicy: await isIn(DBUS_FOLDERS, 'tryggvakt-bluetooth.conf'),
    service: hasSystemd ? await serviceState() : null,
    clockSynchronised: hasSystemd ? await clockSynchronised() : null,
    ...(await ownFiles()),
  }
}

async function serviceState(): Promise<MachineFacts['service']> {
  if (await isIn(WANTED_BY, UNIT)) return 'enabled'
  return (await isIn(UNIT_FOLDERS, UNIT)) ? 'not-enabled' : 'not-installed'
}

/**
 * Where the files for a machine lie. In a packed program that is beside its archive, which no other program can
 * read; otherwise this module stands two folders below the program's own, built or not.
 */
export async function ownFiles(
  packed: string | null = RUNTIME.resourcesPath ?? null,
  program: string = join(import.meta.dirname, '..', '..'),
): Promise<Pick<MachineFacts, 'files' | 'program'>> {
  const beside = packed === null ? null : join(packed, 'linux')
  if (beside !== null && (await exists(beside))) return { files: beside, program: null }
  const files = join(program, 'resources', 'linux')
  return (await exists(files)) ? { files, program } : { files: null, program: null }
}

async function clockSynchronised(): Promise<boolean | null> {
  try {
    const { stdout } = await run('timedatectl', ['show', '--property=NTPSynchronized', '--value'], {
      timeout: COMMAND_LIMIT_MS,
    })
    return stdout.trim() === 'yes'
  } catch {
    // No timedatectl, or nobody to ask: it cannot be told.
    return null
  }
}

/** By the groups this process really has, which are those of its sign-in. */
async function isInGroup(name: string): Promise<boolean> {
  let groups: string
  try {
    groups = await readFile('/etc/group', 'utf8')
  } catch {
    return false
  }
  const line = groups.split('\n').find((candidate) => candidate.startsWith(`${name}:`))
  const id = Number(line?.split(':')[2])
  return process.getgroups?.().includes(id) ?? false
}

async function isIn(folders: readonly string[], file: string): Promise<boolean> {
  for (const folder of folders) if (folder !== '' && (await exists(join(folder, file)))) return true
  return false
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch {
    return false
  }
}
