/** A machine whose time goes only when told to: clocks, timers, and radars on ports that are not there. */
import { mock } from 'node:test'
import type { Moment } from '../../device-drivers/protocol-driver.ts'
import type { ByteLink } from '../../device-drivers/serial/byte-link.ts'
import type { SerialClock } from '../../device-drivers/serial/serial-clock.ts'

/** The finest step: as often as a deadline is looked at. */
const USUAL_STEP_MS = 250
/** Turns of the event loop after each second: so long a read of the database takes at most. */
const TURNS = 6

/** Kept from before the timers are the machine's. */
const realTurn = setImmediate

export class DayMachine {
  readonly #links = new Map<string, SilentLink>()
  #wall: number
  #mono = 1_000

  /** @param stepMs how often timers are looked at; a second is whole steps */
  constructor(
    startsAt: string,
    private readonly stepMs = USUAL_STEP_MS,
  ) {
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
    for (let passed = 0; passed < 1_000; passed += this.stepMs) {
      this.#wall += this.stepMs
      this.#mono += this.stepMs
      mock.timers.tick(this.stepMs)
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
