/** A real serial port or pseudo-terminal as a `ByteLink`. The only file that imports `serialport`. */
import { userInfo } from 'node:os'
import { SerialPort } from 'serialport'
import type { Moment, SerialLine } from '../protocol-driver.ts'
import type { ByteLink, OpenLink } from './byte-link.ts'
import type { SystemPort } from './list-ports.ts'
import { portOpenError } from './port-errors.ts'
import type { SerialClock } from './serial-clock.ts'

const MAX_UNSENT_BYTES = 65_536
/** How often a port is asked whether it is still there. */
const LOOK_MS = 1000

/** Opens ports with this clock; rejects with `PortOpenError`. */
export function serialLinkOpener(clock: SerialClock): OpenLink {
  return (path, line) =>
    new Promise((resolve, reject) => {
      const port = makePort(path, line)
      port.open((error) => {
        if (error === null) resolve(new SerialLink(port, clock))
        else reject(portOpenError(path, error.message, currentUser()))
      })
    })
}

/** What the operating system says of its ports; rejects where `udevadm` is missing. */
export function systemPorts(): Promise<readonly SystemPort[]> {
  return SerialPort.list()
}

function makePort(path: string, line: SerialLine): SerialPort {
  try {
    return new SerialPort({
      path,
      baudRate: line.baudRate,
      dataBits: line.dataBits,
      parity: line.parity,
      stopBits: line.stopBits,
      autoOpen: false,
      lock: true,
      // Dropping DTR on close resets some sticks (style pitfall 13).
      hupcl: false,
    })
  } catch (error) {
    throw portOpenError(path, error instanceof Error ? error.message : String(error), currentUser())
  }
}

function currentUser(): string {
  try {
    return userInfo().username
  } catch {
    // A service user without an entry in the user database; the shell of whoever runs the hint knows itself.
    return '$USER'
  }
}

interface Binding {
  getBaudRate(): Promise<unknown>
}

async function askSpeed(binding: Binding | undefined): Promise<void> {
  await binding?.getBaudRate()
}

class SerialLink implements ByteLink {
  private bytesListener: (chunk: Uint8Array, at: Moment) => void = () => undefined
  private closeListener: (reason: string) => void = () => undefined
  private closed: Promise<void> | null = null
  private gone = false
  private lostReason: string | null = null
  private cancelLook: () => void = () => undefined

  constructor(
    private readonly port: SerialPort,
    private readonly clock: SerialClock,
  ) {
    port.on('data', (chunk: Uint8Array) => this.bytesListener(chunk, this.clock.now()))
    port.on('close', (error: Error | null) => this.lost(error?.message ?? 'closed'))
    // A failed write is followed by `close` when the device is gone; one that is not still ends this link.
    port.on('error', (error: Error) => this.lost(error.message))
    port.on('end', () => this.lost('end of file'))
    // Asking works on Linux only, and only there a hung-up port reads as nothing.
    if (process.platform === 'linux') this.lookLater()
  }

  onBytes(listener: (chunk: Uint8Array, at: Moment) => void): void {
    this.bytesListener = listener
  }

  onClose(listener: (reason: string) => void): void {
    this.closeListener = listener
    const { lostReason } = this
    if (lostReason !== null) queueMicrotask(() => listener(lostReason))
  }

  write(bytes: Uint8Array): void {
    // A line that takes nothing (nobody at the other end of a pseudo-terminal) must not fill the memory.
    if (this.gone || this.port.writableLength > MAX_UNSENT_BYTES) return
    this.port.write(Buffer.from(bytes))
  }

  setBaudRate(baudRate: number): void {
    if (this.gone) return
    this.port.update({ baudRate }, (error) => {
      if (error !== null) this.lost(error.message)
    })
  }

  pause(): void {
    this.port.pause()
  }

  resume(): void {
    this.port.resume()
  }

  close(): Promise<void> {
    this.gone = true
    this.cancelLook()
    this.closed ??= new Promise((resolve) => {
      if (!this.port.isOpen && !this.port.closing) {
        resolve()
        return
      }
      this.port.once('close', () => resolve())
      if (this.port.isOpen) {
        // An error here means that the binding had let go of the port already.
        this.port.close(() => resolve())
      }
    })
    return this.closed
  }

  /**
   * A port pulled while its bytes are being read gives reads of nothing, which the library repeats for ever: no
   * `close`, no error, a busy core. Any question about the line then fails; the speed costs nothing to ask.
   */
  private lookLater(): void {
    this.cancelLook = this.clock.after(LOOK_MS, () => {
      // The package leaves out where the type of its binding is declared.
      const binding: unknown = this.port.port
      askSpeed(binding as Binding | undefined).then(
        () => {
          if (!this.gone) this.lookLater()
        },
        (error: unknown) => this.lost(error instanceof Error ? error.message : 'hung up'),
      )
    })
  }

  private lost(reason: string): void {
    if (this.gone) return
    this.gone = true
    this.cancelLook()
    this.lostReason = reason
    this.closeListener(reason)
  }
}
