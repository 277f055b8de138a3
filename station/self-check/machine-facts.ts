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
const WANTED_BY = [
  '/etc/systemd/system/multi-user.target.wants',
  '/usr/lib/systemd/system/multi-user.target.wants',
]

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
    serviceEnabled: hasSystemd ? await isIn(WANTED_BY, 'tryggvakt-station.service') : null,
    clockSynchronised: hasSystemd ? await clockSynchronised() : null,
  }
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
