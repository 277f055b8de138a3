/** An EnOcean stick on a pseudo-terminal: a simulated one, that can be pulled out with everything behind it. */
import { serialLinkOpener } from '../../device-drivers/serial/serial-link.ts'
import { systemSerialClock } from '../../device-drivers/serial/serial-clock.ts'
import { simulateOnPort, type RunningSimulation } from '../../device-drivers/serial/simulate-on-port.ts'
import { enoceanProtocol } from '../../device-drivers/enocean-esp3/protocol.ts'
import { PseudoTerminal } from '../system/device-drivers/pseudo-terminal.ts'
import type { CleanUp } from './clean-up.ts'

const open = serialLinkOpener(systemSerialClock)

export class EnoceanWire {
  readonly #terminal = new PseudoTerminal()
  #stick: RunningSimulation | undefined

  static async plugged(cleanUp: CleanUp): Promise<EnoceanWire> {
    const wire = new EnoceanWire()
    cleanUp.add(() => wire.#terminal.dispose())
    cleanUp.add(() => wire.#stick?.stop())
    await wire.plug()
    return wire
  }

  /** What the station opens. */
  get port(): string {
    return this.#terminal.station
  }

  async plug(): Promise<void> {
    await this.#terminal.plug()
    this.#stick = await simulateOnPort({
      path: this.#terminal.sensor,
      line: enoceanProtocol.line,
      device: enoceanProtocol.createSimulator({ variant: null, script: '', seed: 1 }),
      openLink: open,
      clock: systemSerialClock,
    })
  }

  async unplug(): Promise<void> {
    await this.#terminal.unplug()
    await this.#stick?.stop()
    this.#stick = undefined
  }

  /** In the words of the simulated stick: `release:00300001`. */
  act(part: string): void {
    this.#stick?.act(part)
  }
}
