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
  readonly serviceEnabled: boolean | null
  readonly clockSynchronised: boolean | null
}

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
    `sudo usermod -aG dialout ${facts.user}`,
  )
  missing(
    facts.usesSerial && !facts.hasUdevRules,
    'no-udev-rules',
    'sudo cp resources/linux/60-tryggvakt-serial.rules /etc/udev/rules.d/ && sudo udevadm control --reload',
  )
  missing(facts.usesSerial && !facts.hasUdevadm, 'no-udevadm', 'sudo apt-get install udev')
  missing(
    facts.usesBluetooth && !facts.isRoot && !facts.hasBluezPolicy,
    'no-bluez-policy',
    'sudo cp resources/linux/tryggvakt-bluetooth.conf /etc/dbus-1/system.d/ && sudo systemctl reload dbus',
  )
  missing(
    facts.serviceEnabled === false,
    'service-not-enabled',
    'sudo systemctl enable --now tryggvakt-station.service',
  )
  missing(facts.clockSynchronised === false, 'clock-not-synchronised', 'sudo timedatectl set-ntp true')
  return findings
}
