/** What a machine lacks to run a station for years: a pure function of what was found on it. */
import type { Finding, FindingCode } from '../../shared/api/diagnostics.ts'

/** Facts of the machine; null where it cannot be told. */
export interface MachineFacts {
  readonly platform: string
  /** Name of the user the station runs as. */
  readonly user: string
  readonly isRoot: boolean
  readonly inDialout: boolean
  readonly usesSerial: boolean
  readonly usesBluetooth: boolean
  readonly hasUdevRules: boolean
  readonly hasUdevadm: boolean
  readonly hasBluezPolicy: boolean
  /** Null: no systemd runs here. */
  readonly service: 'not-installed' | 'not-enabled' | 'enabled' | null
  readonly clockSynchronised: boolean | null
  /** Folder of the program's files for a machine; null where they do not lie on a disk. */
  readonly files: string | null
  /** Folder of a program that a service can run as it is; null for one that is packed with its own runtime. */
  readonly program: string | null
}

/** Where the unit starts the station from. */
const SERVICE_PROGRAM = '/opt/tryggvakt'
/** Whom the policy for BlueZ names. */
const SERVICE_USER = 'tryggvakt'

/** In the order a technician would mend them; empty when nothing is missing. */
export function findMissing(facts: MachineFacts): readonly Finding[] {
  if (facts.platform !== 'linux') {
    return facts.usesBluetooth ? [{ code: 'no-bluetooth-here', command: null }] : []
  }
  const findings: Finding[] = []
  const missing = (isMissing: boolean, code: FindingCode, command: string | null): void => {
    if (isMissing) findings.push({ code, command })
  }
  missing(
    facts.usesSerial && !facts.isRoot && !facts.inDialout,
    'not-in-dialout',
    `sudo usermod -aG dialout ${quoted(facts.user)}`,
  )
  missing(
    facts.usesSerial && !facts.hasUdevRules,
    'no-udev-rules',
    lines(
      install(facts, '60-tryggvakt-serial.rules', '/etc/udev/rules.d/'),
      'sudo udevadm control --reload',
      // The rules are for sticks that stand in already, too.
      'sudo udevadm trigger --subsystem-match=tty',
    ),
  )
  missing(facts.usesSerial && !facts.hasUdevadm, 'no-udevadm', 'sudo apt-get install udev')
  missing(
    facts.usesBluetooth && !facts.isRoot && !facts.hasBluezPolicy,
    'no-bluez-policy',
    lines(policy(facts), 'sudo systemctl reload dbus'),
  )
  missing(facts.service === 'not-installed', 'service-not-installed', serviceLines(facts))
  missing(
    facts.service === 'not-enabled',
    'service-not-enabled',
    'sudo systemctl enable --now tryggvakt-station.service',
  )
  missing(facts.clockSynchronised === false, 'clock-not-synchronised', 'sudo timedatectl set-ntp true')
  return findings
}

/** It names one user; whoever runs the station otherwise is put in that place. */
function policy({ files, user }: MachineFacts): string | null {
  if (files === null) return null
  if (user === SERVICE_USER) return install({ files }, 'tryggvakt-bluetooth.conf', '/etc/dbus-1/system.d/')
  const named = quoted(`s/user="${SERVICE_USER}"/user="${user}"/`)
  const file = quoted(`${files}/tryggvakt-bluetooth.conf`)
  return `sed ${named} ${file} | sudo tee /etc/dbus-1/system.d/tryggvakt-bluetooth.conf >/dev/null`
}

function serviceLines(facts: MachineFacts): string | null {
  const { program } = facts
  if (program === null) return null
  return lines(
    ...(program === SERVICE_PROGRAM ? [] : [`sudo cp -a ${quoted(`${program}/.`)} ${SERVICE_PROGRAM}/`]),
    install(facts, 'tryggvakt.sysusers.conf', '/usr/lib/sysusers.d/tryggvakt.conf'),
    'sudo systemd-sysusers',
    install(facts, 'tryggvakt-station.service', '/etc/systemd/system/'),
    'sudo systemctl daemon-reload',
  )
}

function install({ files }: Pick<MachineFacts, 'files'>, file: string, to: string): string | null {
  return files === null ? null : `sudo install -m 644 ${quoted(`${files}/${file}`)} ${to}`
}

/** One line to run, or none where a part of it is not there. */
function lines(...parts: readonly (string | null)[]): string | null {
  return parts.includes(null) ? null : parts.join(' && ')
}

/** For a shell: as it is where nothing in it means anything there. */
function quoted(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
