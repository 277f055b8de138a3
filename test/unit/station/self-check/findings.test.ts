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
  serviceEnabled: true,
  clockSynchronised: true,
}
const codes = (facts: Partial<MachineFacts>): string[] =>
  findMissing({ ...inOrder, ...facts }).map(({ code }) => code)

test('a machine that is set up as the pages say has nothing to mend', () => {
  expect(findMissing(inOrder)).toEqual([])
})

test('everything that is missing is named, with the line that mends it', () => {
  const bare = {
    ...inOrder,
    inDialout: false,
    hasUdevRules: false,
    hasUdevadm: false,
    hasBluezPolicy: false,
    serviceEnabled: false,
    clockSynchronised: false,
  }
  expect(findMissing(bare)).toEqual([
    { code: 'not-in-dialout', command: 'sudo usermod -aG dialout tryggvakt' },
    { code: 'no-udev-rules', command: expect.stringContaining('60-tryggvakt-serial.rules') as string },
    { code: 'no-udevadm', command: 'sudo apt-get install udev' },
    { code: 'no-bluez-policy', command: expect.stringContaining('tryggvakt-bluetooth.conf') as string },
    { code: 'service-not-enabled', command: expect.stringContaining('systemctl enable --now') as string },
    { code: 'clock-not-synchronised', command: 'sudo timedatectl set-ntp true' },
  ])
})

test('only what this station uses is asked for, and root needs no rights', () => {
  expect(codes({ usesBluetooth: false, hasBluezPolicy: false })).toEqual([])
  expect(codes({ usesSerial: false, inDialout: false, hasUdevRules: false, hasUdevadm: false })).toEqual([])
  expect(codes({ isRoot: true, inDialout: false, hasBluezPolicy: false })).toEqual([])
})

test('what cannot be told is no finding', () => {
  expect(codes({ serviceEnabled: null, clockSynchronised: null })).toEqual([])
})

test('without BlueZ a station says so when Bluetooth is set up, and asks for nothing of Linux', () => {
  fc.assert(
    fc.property(fc.constantFrom('win32', 'darwin'), fc.boolean(), (platform, usesBluetooth) => {
      const found = codes({ platform, usesBluetooth, inDialout: false, hasUdevRules: false })
      expect(found).toEqual(usesBluetooth ? ['no-bluetooth-here'] : [])
    }),
  )
})
