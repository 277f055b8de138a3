/** What an EnOcean stick hands on (enocean-esp3.md, sections 2 and 3). */
import { enoceanProtocol } from '../../../device-drivers/enocean-esp3/protocol.ts'
import { hex, pairedDevice, type DriverSample, type ProtocolSample } from './sample.ts'

const CONTACT_OPEN = hex('55000707017a d50801825dab0001ffffffff3600 53')
const CONTACT_CLOSED = hex('55000707017a d50901825dab0001ffffffff3600 c7')
const CORD_PULLED = hex('55000707017a f630002a3b4c3001ffffffff3700 46')
const VERSION = hex('55002100022600020000000205000001994f49454f0103474154455741594354524c0000000000b9')

const stick: DriverSample = {
  name: 'stick',
  variant: null,
  settings: {},
  devices: new Map([
    ['01825dab', pairedDevice({ eep: 'D5-00-01', placement: 'front-door' })],
    ['002a3b4c', pairedDevice({ eep: 'F6-02-01', settings: { role: 'cord' } })],
  ]),
  frames: [VERSION, CONTACT_OPEN, CORD_PULLED, CONTACT_CLOSED],
  events: ['01825dab door true', '002a3b4c help-call true', '01825dab door false'],
  callers: ['002a3b4c'],
  levels: [CONTACT_CLOSED, CONTACT_CLOSED],
  noise: hex('00ff12 a03d79'),
  longestFrame: 6 + 1024 + 1,
  acknowledged: null,
  stranger: (n) => contactOf(n),
  isWhole: isWholePacket,
}

export const enoceanSample: ProtocolSample = {
  protocol: enoceanProtocol,
  vectors: 'enocean-esp3.json',
  drivers: [stick],
}

/** The contact of somebody else: sender `02` and the number. */
function contactOf(n: number): Uint8Array {
  const packet = Uint8Array.from(CONTACT_OPEN)
  packet.set([0x02, (n >> 16) & 0xff, (n >> 8) & 0xff, n & 0xff], 8)
  packet[packet.length - 1] = crc8(packet.subarray(6, -1))
  return packet
}

function isWholePacket(raw: Uint8Array): boolean {
  const dataLength = (raw[1] ?? 0) * 256 + (raw[2] ?? 0)
  return (
    raw[0] === 0x55 &&
    dataLength > 0 &&
    raw.length === 6 + dataLength + (raw[3] ?? 0) + 1 &&
    raw[5] === crc8(raw.subarray(1, 5)) &&
    raw.at(-1) === crc8(raw.subarray(6, -1))
  )
}

/** Long division by x⁸ + x² + x + 1, bit by bit, as the specification draws it. */
function crc8(bytes: Uint8Array): number {
  let rest = 0
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const carry = ((rest >> 7) & 1) ^ ((byte >> bit) & 1)
      rest = ((rest << 1) & 0xff) ^ (carry === 1 ? 0x07 : 0)
    }
  }
  return rest
}
