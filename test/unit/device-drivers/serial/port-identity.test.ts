import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { choosePort, type ListedPort } from '../../../../device-drivers/serial/port-identity.ts'

const USB0 = '/dev/ttyUSB0'
const USB1 = '/dev/ttyUSB1'

function stick(path: string, serialNumber: string | null, socket = '1-1'): ListedPort {
  return {
    path,
    vendorId: '0403',
    productId: '6001',
    serialNumber,
    byId: serialNumber === null ? null : `usb-FTDI_FT232R_${serialNumber}-if00-port0`,
    byPath: `pci-0000:00:14.0-usb-0:${socket}:1.0-port0`,
  }
}

const open = (path: string) => ({ type: 'open', path })

describe('a stick with a serial number', () => {
  const known = stick(USB0, 'A1')

  test('is where it was', () => {
    expect(choosePort(USB0, known, [], [known, stick(USB1, 'B2', '1-2')])).toEqual(open(USB0))
  })

  test('is followed when it comes back under another number, in another socket', () => {
    const listed = [stick(USB0, 'B2', '1-2'), stick(USB1, 'A1', '1-3')]
    expect(choosePort(USB0, known, [], listed)).toEqual(open(USB1))
  })

  test('is asked for when another one stands in its place', () => {
    expect(choosePort(USB0, known, [], [stick(USB0, 'C3')])).toEqual({
      type: 'which-port',
      candidates: [USB0],
    })
  })

  test('leaves its place to nobody who belongs to another port', () => {
    const other = stick(USB1, 'B2', '1-2')
    expect(choosePort(USB0, known, [other], [stick(USB0, 'B2', '1-2')])).toEqual({ type: 'missing' })
  })

  test('two sticks that claim the same number are a question, unless one is in its socket', () => {
    const listed = [stick(USB0, 'A1', '1-2'), stick(USB1, 'A1', '1-3')]
    expect(choosePort(USB0, known, [], listed)).toEqual({ type: 'which-port', candidates: [USB0, USB1] })
    expect(choosePort(USB0, known, [], [...listed.slice(0, 1), stick(USB1, 'A1', '1-1')])).toEqual(open(USB1))
  })
})

describe('sticks without serial numbers', () => {
  const first = stick(USB0, null, '1-1')
  const second = stick(USB1, null, '1-2')

  test('are told apart by their sockets when the numbers have changed places', () => {
    const swapped = [stick(USB0, null, '1-2'), stick(USB1, null, '1-1')]
    expect(choosePort(USB0, first, [second], swapped)).toEqual(open(USB1))
    expect(choosePort(USB1, second, [first], swapped)).toEqual(open(USB0))
  })

  test('one that is gone does not take the other one’s stick', () => {
    expect(choosePort(USB0, first, [second], [second])).toEqual(open(USB0))
    expect(choosePort(USB0, first, [second], [stick(USB0, null, '1-2')])).toEqual({ type: 'missing' })
  })

  test('two in strange sockets are a question', () => {
    const listed = [stick(USB0, null, '2-1'), stick(USB1, null, '2-2')]
    expect(choosePort(USB0, first, [], listed)).toEqual({ type: 'which-port', candidates: [USB0, USB1] })
  })
})

test('a port that nothing is known of yet, or that nobody lists, is opened as it is named', () => {
  expect(choosePort(USB0, undefined, [], [stick(USB0, 'A1'), stick(USB1, 'B2')])).toEqual(open(USB0))
  expect(choosePort(USB0, stick(USB0, 'A1'), [], [])).toEqual(open(USB0))
})

test('without udevadm the link by id is enough', () => {
  const known = { ...stick(USB0, null), vendorId: null, productId: null, byId: 'usb-FTDI_A1' }
  expect(choosePort(USB0, known, [], [{ ...known, path: USB1 }])).toEqual(open(USB1))
})

const anyStick = fc.record({
  serial: fc.constantFrom(null, 'A1', 'B2'),
  socket: fc.constantFrom('1-1', '1-2', '1-3'),
})

test('a stick that is known to be another port’s is never opened', () => {
  fc.assert(
    fc.property(anyStick, fc.array(anyStick, { maxLength: 4 }), (mine, others) => {
      const known = stick(USB0, mine.serial, mine.socket)
      const another = stick(USB1, 'B2', '1-9')
      const listed = others.map(({ serial, socket }, index) => stick(`/dev/ttyUSB${index}`, serial, socket))
      const choice = choosePort(USB0, known, [another], listed)
      if (choice.type !== 'open') return
      const opened = listed.find(({ path }) => path === choice.path)
      expect(opened === undefined || opened.serialNumber !== 'B2').toBe(true)
    }),
  )
})
