/** A nurse call on an ESPA line over a pseudo-terminal: the simulated control station, told what to call. */
import { espa444Protocol } from '../../device-drivers/espa-444/protocol.ts'
import { systemSerialClock } from '../../device-drivers/serial/serial-clock.ts'
import { serialLinkOpener } from '../../device-drivers/serial/serial-link.ts'
import { simulateOnPort, type RunningSimulation } from '../../device-drivers/serial/simulate-on-port.ts'
import { PseudoTerminal } from '../system/device-drivers/pseudo-terminal.ts'
import type { CleanUp } from './clean-up.ts'

const open = serialLinkOpener(systemSerialClock)

export class EspaWire {
  private constructor(
    /** What the station opens. */
    readonly port: string,
    private readonly nurseCall: RunningSimulation,
  ) {}

  static async plugged(cleanUp: CleanUp): Promise<EspaWire> {
    const terminal = new PseudoTerminal()
    cleanUp.add(() => terminal.dispose())
    await terminal.plug()
    const nurseCall = await simulateOnPort({
      path: terminal.sensor,
      line: espa444Protocol.line,
      device: espa444Protocol.createSimulator({ variant: null, script: '', seed: 1 }),
      openLink: open,
      clock: systemSerialClock,
    })
    cleanUp.add(() => nurseCall.stop())
    return new EspaWire(terminal.station, nurseCall)
  }

  /** In the words of the simulated nurse call: `call:204`. */
  act(part: string): void {
    this.nurseCall.act(part)
  }
}
