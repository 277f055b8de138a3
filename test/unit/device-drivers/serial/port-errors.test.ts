import { expect, test } from 'vitest'
import { portOpenError } from '../../../../device-drivers/serial/port-errors.ts'

test.each([
  [
    'Error: No such file or directory, cannot open /dev/ttyUSB0',
    'missing',
    'ls -l /dev/serial/by-id/ /dev/ttyUSB* /dev/ttyACM*',
  ],
  ['Error: Permission denied, cannot open /dev/ttyUSB0', 'no-permission', 'sudo usermod -aG dialout vakt'],
  ['Error: Resource temporarily unavailable Cannot lock port', 'busy', 'sudo fuser -v /dev/ttyUSB0'],
  ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'busy', 'sudo fuser -v /dev/ttyUSB0'],
  ['Error: Inappropriate ioctl for device, cannot open', 'failed', 'ls -l /dev/ttyUSB0'],
])('%s', (message, code, hint) => {
  expect(portOpenError('/dev/ttyUSB0', message, 'vakt')).toMatchObject({ code, hint, message })
})

test('a path with odd characters can be pasted into a shell', () => {
  expect(portOpenError("/dev/tty 'x'", 'Cannot lock port', 'vakt').hint).toBe(
    `sudo fuser -v '/dev/tty '\\''x'\\'''`,
  )
})
