/** The sensor's end of a pseudo-terminal: frames as the R60 radar writes them, byte for byte. */
import { findSerialProtocol } from '../../device-drivers/protocols.ts'
import type { ByteLink } from '../../device-drivers/serial/byte-link.ts'
import { serialLinkOpener } from '../../device-drivers/serial/serial-link.ts'
import { systemSerialClock } from '../../device-drivers/serial/serial-clock.ts'
import { PseudoTerminal } from '../system/device-drivers/pseudo-terminal.ts'
import type { CleanUp } from './clean-up.ts'

export const FALL = '53598301000101325443'
/** Somebody is in the room, nobody is. */
export const PRESENCE = { somebody: '535980010001012f5443', nobody: '535980010001002e5443' } as const
export const NO_FALL = '53598301000100315443'
/** Somebody has been still for too long. */
export const INACTIVE = '53598305000101365443'
export const HEARTBEAT = '5359010100010fbe5443'
/** A fall whose checksum is wrong. */
export const DAMAGED_FALL = '53598301000101ff5443'

const open = serialLinkOpener(systemSerialClock)
const LINE = findSerialProtocol('mr60fda')?.line

export class RadarWire {
  readonly #terminal = new PseudoTerminal()
  #link: ByteLink | undefined

  /** A terminal with a radar on it that says only what the test writes. */
  static async plugged(cleanUp: CleanUp): Promise<RadarWire> {
    const wire = new RadarWire()
    cleanUp.add(() => wire.#terminal.dispose())
    cleanUp.add(() => wire.#link?.close())
    await wire.plug()
    return wire
  }

  /** What the station opens. */
  get port(): string {
    return this.#terminal.station
  }

  /** The sensor's own end, for another program that speaks there after `freeSensor`. */
  get sensor(): string {
    return this.#terminal.sensor
  }

  async freeSensor(): Promise<void> {
    await this.#link?.close()
    this.#link = undefined
  }

  async plug(): Promise<void> {
    if (LINE === undefined) throw new Error('no mr60fda')
    await this.#terminal.plug()
    const link = await open(this.#terminal.sensor, LINE)
    // Questions of the station are read, so that the terminal never fills up, and left unanswered.
    link.onBytes(() => undefined)
    this.#link = link
  }

  async unplug(): Promise<void> {
    await this.#terminal.unplug()
    await this.freeSensor()
  }

  write(...frames: readonly (string | Uint8Array)[]): void {
    const parts = frames.map((frame) => (typeof frame === 'string' ? Buffer.from(frame, 'hex') : frame))
    this.#link?.write(Buffer.concat(parts))
  }
}
