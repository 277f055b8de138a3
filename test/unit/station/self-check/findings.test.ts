import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findMissing, type MachineFacts } from '../../../../station/self-check/findings.ts'

const inOrder: MachineFacts = {
  platform: 'linux',
  user: 'tryggvakt',
  isRoot: false,
  inDialout: true,
  usesSerial: true,
  usesBluetooth: true,
  hasUdevRules: true,
  hasUdevadm: true,
  hasBluezPolicy: true,
  service: 'enabled',
  clockSynchronised: true,
  files: '/opt/tryggvakt/resources/linux',
  program: '/opt/tryggvakt',
}
const codes = (facts: Partial<MachineFacts>): string[] =>
  findMissing({ ...inOrder, ...facts }).map(({ code }) => code)

test('a machine that is set up as the pages say has nothing to mend', () => {
  expect(findMissing(inOrder)).toEqual([])
})

test('everything that is missing is named, with the line that mends it', () => {
  const bare: MachineFacts = {
    ...inOrder,
    inDialout: false,
    hasUdevRules: false,
    hasUdevadm: false,
    hasBluezPolicy: false,
    service: 'not-enabled',
    clockSynchronised: false,
  }
  expect(findMissing(bare)).toEqual([
    { code: 'not-in-dialout', command: 'sudo usermod -aG dialout tryggvakt' },
    {
      code: 'no-udev-rules',
      command:
        'sudo install -m 644 /opt/tryggvakt/resources/linux/60-tryggvakt-serial.rules /etc/udev/rules.d/' +
        ' && sudo udevadm control --reload && sudo udevadm trigger --subsystem-match=tty',
    },
    { code: 'no-udevadm', command: 'sudo apt-get install udev' },
    { code: 'no-bluez-policy', command: expect.stringContaining('tryggvakt-bluetooth.conf') as string },
    { code: 'service-not-enabled', command: 'sudo systemctl enable --now tryggvakt-station.service' },
    { code: 'clock-not-synchronised', command: 'sudo timedatectl set-ntp true' },
  ])
})

test('only what this station uses is asked for, and root needs no rights', () => {
  expect(codes({ usesBluetooth: false, hasBluezPolicy: false })).toEqual([])
  expect(codes({ usesSerial: false, inDialout: false, hasUdevRules: false, hasUdevadm: false })).toEqual([])
  expect(codes({ isRoot: true, inDialout: false, hasBluezPolicy: false })).toEqual([])
})

const commandOf = (facts: Partial<MachineFacts>): string | null | undefined =>
  findMissing({ ...inOrder, ...facts })[0]?.command

test('a service that is not there is installed from wherever the program lies', () => {
  const copied = commandOf({
    service: 'not-installed',
    program: "/home/kari/Tryggvakt's",
    files: "/home/kari/Tryggvakt's/resources/linux",
  })
  expect(copied).toMatch(/^sudo cp -a '\/home\/kari\/Tryggvakt'\\''s\/\.' \/opt\/tryggvakt\/ && /)
  expect(copied).toMatch(
    /tryggvakt-station\.service' \/etc\/systemd\/system\/ && sudo systemctl daemon-reload$/,
  )
  expect(commandOf({ service: 'not-installed' })).toMatch(/^sudo install .*sysusers/)
})

test('a packed program has its files beside it, and no service that could run it', () => {
  const packed = { files: '/opt/Trygg Vakt/resources/linux', program: null }
  expect(commandOf({ ...packed, hasUdevRules: false })).toContain("'/opt/Trygg Vakt/resources/linux/60-")
  expect(findMissing({ ...inOrder, ...packed, service: 'not-installed' })).toEqual([
    { code: 'service-not-installed', command: null },
  ])
})

test('without the files nothing is told to run that would fail', () => {
  const gone = { files: null, program: null, hasUdevRules: false, hasBluezPolicy: false }
  expect(findMissing({ ...inOrder, ...gone })).toEqual([
    { code: 'no-udev-rules', command: null },
    { code: 'no-bluez-policy', command: null },
  ])
})

test('the policy opens Bluetooth to whoever runs the station', () => {
  expect(commandOf({ user: 'kari', hasBluezPolicy: false })).toBe(
    `sed 's/user="tryggvakt"/user="kari"/' /opt/tryggvakt/resources/linux/tryggvakt-bluetooth.conf` +
      ' | sudo tee /etc/dbus-1/system.d/tryggvakt-bluetooth.conf >/dev/null && sudo systemctl reload dbus',
  )
})

test('what cannot be told is no finding', () => {
  expect(codes({ service: null, clockSynchronised: null })).toEqual([])
})

test('without BlueZ a station says so when Bluetooth is set up, and asks for nothing of Linux', () => {
  fc.assert(
    fc.property(fc.constantFrom('win32', 'darwin'), fc.boolean(), (platform, usesBluetooth) => {
      const found = codes({ platform, usesBluetooth, inDialout: false, hasUdevRules: false })
      expect(found).toEqual(usesBluetooth ? ['no-bluetooth-here'] : [])
    }),
  )
})
