/** A machine whose time goes only when told to: clocks, timers, and radars on ports that are not there. */
import { mock } from 'node:test'
import type { Moment } from '../../device-drivers/protocol-driver.ts'
import type { ByteLink } from '../../device-drivers/serial/byte-link.ts'
import type { SerialClock } from '../../device-drivers/serial/serial-clock.ts'

/** The finest step: as often as a deadline is looked at. */
const STEP_MS = 250
const STEPS_A_SECOND = 1_000 / STEP_MS
/** Turns of the event loop after each second: so long a read of the database takes at most. */
const TURNS = 6

/** Kept from before the timers are the machine's. */
const realTurn = setImmediate

export class DayMachine {
  readonly #links = new Map<string, SilentLink>()
  #wall: number
  #mono = 1_000

  constructor(startsAt: string) {
    this.#wall = Date.parse(startsAt)
    mock.timers.enable({ apis: ['setTimeout', 'setInterval'] })
  }

  readonly clock = { wall: (): number => this.#wall, mono: (): number => this.#mono }

  readonly serialClock: SerialClock = {
    now: () => this.#now(),
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
  }

  readonly openLink = (path: string): Promise<ByteLink> => {
    const link = new SilentLink()
    this.#links.set(path, link)
    return Promise.resolve(link)
  }

  /** A radar says this frame, in hex. */
  says(path: string, frame: string): void {
    this.#links.get(path)?.says(Buffer.from(frame, 'hex'), this.#now())
  }

  /** One second passes, and what began in it is given its turns. */
  async second(): Promise<void> {
    for (let step = 0; step < STEPS_A_SECOND; step += 1) {
      this.#wall += STEP_MS
      this.#mono += STEP_MS
      mock.timers.tick(STEP_MS)
    }
    for (let turn = 0; turn < TURNS; turn += 1) await this.turn()
  }

  turn(): Promise<void> {
    return new Promise((resolve) => {
      realTurn(resolve)
    })
  }

  end(): void {
    mock.timers.reset()
  }

  #now(): Moment {
    return { wall: this.#wall, mono: this.#mono }
  }
}

/** A port on which only a radar speaks. */
class SilentLink implements ByteLink {
  #listener: (chunk: Uint8Array, at: Moment) => void = () => undefined

  says(bytes: Uint8Array, at: Moment): void {
    this.#listener(bytes, at)
  }
  onBytes(listener: (chunk: Uint8Array, at: Moment) => void): void {
    this.#listener = listener
  }
  onClose(): void {
    return
  }
  write(): void {
    return
  }
  setBaudRate(): void {
    return
  }
  pause(): void {
    return
  }
  resume(): void {
    return
  }
  close(): Promise<void> {
    return Promise.resolve()
  }
}
