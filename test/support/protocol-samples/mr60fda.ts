/** What the fall radars say (mr60fda.md, "Real frames" and section 2). */
import { mr60fdaProtocol } from '../../../device-drivers/mr60fda/protocol.ts'
import { hex, pairedDevice, type DriverSample, type ProtocolSample } from './sample.ts'

const PORT_IS_RADAR = new Map([[null, pairedDevice()]])

const r60 = (variant: 'r60-fda1' | 'r60-c1001'): DriverSample => ({
  name: variant,
  variant,
  settings: {},
  devices: PORT_IS_RADAR,
  frames: [
    hex('53598001000101 2f5443'),
    hex('5359830e00060002000000 64a95443'),
    hex('53598301000101 325443'),
    hex('53598301000100 315443'),
    hex('53598305000101 365443'),
  ],
  events: ['presence true', 'fall true', 'restored fall', 'inactivity true'],
  // Answers to our queries; a report of its own would be a fall of its own.
  callers: [null],
  levels: [hex('53598081000101 af5443'), hex('53598381000100 b15443'), hex('53598385000101 b65443')],
  noise: hex('00ff53125443 5902'),
  longestFrame: 9 + 128,
  acknowledged: null,
  stranger: null,
  isWhole: isWholeR60,
})

const fda2: DriverSample = {
  name: 'tf-fda2',
  variant: 'tf-fda2',
  settings: {},
  devices: PORT_IS_RADAR,
  frames: [
    hex('01000300010f09fa 01fe'),
    hex('01001100010e02e2 00ff'),
    hex('01001100010e02e2 01fe'),
    hex('010000001c0e06ea cdcc0c400000003f030000000000003f0000003f0000003f0000003f8e'),
    hex('01001100010e02e2 00ff'),
  ],
  events: ['presence true', 'fall true', 'restored fall'],
  callers: [null],
  levels: [hex('01000300010f09fa 01fe'), hex('01001100010e02e2 00ff')],
  // No start byte: what begins with one is looked at as a header.
  noise: hex('00ff53125443 5902'),
  longestFrame: 8 + 1024 + 1,
  acknowledged: null,
  stranger: null,
  isWhole: isWholeFda2,
}

export const mr60fdaSample: ProtocolSample = {
  protocol: mr60fdaProtocol,
  vectors: 'mr60fda.json',
  drivers: [r60('r60-fda1'), r60('r60-c1001'), fda2],
}

function isWholeR60(raw: Uint8Array): boolean {
  const bytes = [...raw]
  const sum = bytes.slice(0, -3).reduce((total, byte) => total + byte, 0) % 256
  const length = (bytes[4] ?? 0) * 256 + (bytes[5] ?? 0)
  return (
    bytes[0] === 0x53 &&
    bytes[1] === 0x59 &&
    bytes.at(-3) === sum &&
    bytes.at(-2) === 0x54 &&
    bytes.at(-1) === 0x43 &&
    bytes.length === 9 + length
  )
}

function isWholeFda2(raw: Uint8Array): boolean {
  const bytes = [...raw]
  const inverted = (part: readonly number[]) => 0xff - part.reduce((xor, byte) => xor ^ byte, 0)
  const length = (bytes[3] ?? 0) * 256 + (bytes[4] ?? 0)
  if (bytes[0] !== 0x01 || bytes[7] !== inverted(bytes.slice(0, 7))) return false
  if (length === 0) return bytes.length === 8
  return bytes.length === 9 + length && bytes.at(-1) === inverted(bytes.slice(8, -1))
}
