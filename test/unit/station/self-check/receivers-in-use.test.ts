import { expect, test } from 'vitest'
import { ConfigurationSchema } from '../../../../station/config/configuration.ts'
import { receiversInUse } from '../../../../station/self-check/receivers-in-use.ts'

const withPorts = (...paths: string[]) =>
  receiversInUse(
    ConfigurationSchema.parse({
      station: { id: 'solbakken', name: 'Solbakken' },
      ports: paths.map((path) => ({ path, protocol: 'enocean-esp3' })),
    }),
  )

test('the lines of the training home ask nothing of the machine', () => {
  expect(withPorts('/home/kari/training/ports/radar-101-bath', '/dev/pts/4')).toEqual({
    serial: false,
    bluetooth: false,
  })
})

test('a real port among them does', () => {
  expect(withPorts('/dev/pts/4', '/dev/serial/by-id/usb-stick').serial).toBe(true)
  expect(withPorts('/dev/ttyUSB0').serial).toBe(true)
  expect(withPorts().serial).toBe(false)
})
