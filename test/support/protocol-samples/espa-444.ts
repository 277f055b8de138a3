/** What a nurse call says to us, and a panel that we poll (espa-444.md, sections 3 to 5). */
import { espa444Protocol } from '../../../device-drivers/espa-444/protocol.ts'
import { hex, pairedDevice, type DriverSample, type ProtocolSample } from './sample.ts'

const SELECT = hex('31 05 32 05')
const EOT = hex('04')
const ACK = hex('06')
const ROOMS = new Map(['204', '205'].map((address) => [address, pairedDevice()]))

/** `Rom 204`, call type standard, of this priority. */
const call = (address: string, type: string, priority: string): Uint8Array => {
  const text = `1\x1f${address}\x1e2\x1fRom ${address}\x1e4\x1f${type}\x1e6\x1f${priority}`
  const checked = Uint8Array.from(`1\x02${text}\x03`, (char) => char.charCodeAt(0))
  return Uint8Array.of(
    0x01,
    ...checked,
    checked.reduce((sum, byte) => sum ^ byte, 0),
  )
}

const slave: DriverSample = {
  name: 'slave of a nurse call',
  variant: null,
  settings: {},
  devices: ROOMS,
  frames: [SELECT, call('204', '3', '1'), EOT, SELECT, call('204', '1', '1'), call('205', '3', '3'), EOT],
  events: ['204 help-call true', '204 help-cancelled true', '205 help-call true'],
  callers: ['204', '205'],
  levels: [],
  noise: hex('0d 0a ff 41'),
  longestFrame: 1024,
  acknowledged: { frames: [SELECT, call('204', '3', '1')], by: ACK },
  // Four digits, as many calls as the standard has addresses.
  stranger: (n) => {
    const address = String(n).padStart(6, '0')
    return Uint8Array.from([...SELECT, ...call(address, '3', '3'), ...EOT])
  },
  isWhole: isWholeBlock,
}

/** A panel answers our poll with a select, or sends its block right behind it. */
const control: DriverSample = {
  ...slave,
  name: 'control station of a panel',
  settings: { role: 'control', peers: ['2'] },
  frames: [hex('32 05 31 05'), call('204', '3', '1'), EOT],
  events: ['204 help-call true'],
  acknowledged: null,
  stranger: null,
}

export const espa444Sample: ProtocolSample = {
  protocol: espa444Protocol,
  vectors: 'espa-444.json',
  drivers: [slave, control],
}

/** SOH to BCC: nothing ends it early, and the low seven bits of everything behind SOH cancel out. */
function isWholeBlock(raw: Uint8Array): boolean {
  const bytes = [...raw]
  const inside = bytes.slice(1, -1)
  return (
    bytes.length > 3 &&
    bytes[0] === 0x01 &&
    inside.indexOf(0x03) === inside.length - 1 &&
    !inside.includes(0x01) &&
    !inside.includes(0x04) &&
    (bytes.slice(1).reduce((sum, byte) => sum ^ byte, 0) & 0x7f) === 0
  )
}
