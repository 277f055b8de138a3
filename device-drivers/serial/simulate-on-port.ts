/** Lets a simulated device speak on a real serial port or pseudo-terminal (contract: "simulate"). */
import type { SerialLine } from '../protocol-driver.ts'
import type { SimulatedDevice } from '../simulated-device.ts'
import type { OpenLink } from './byte-link.ts'
import type { SerialClock } from './serial-clock.ts'

export interface RunningSimulation {
  /** Resolves with the reason when the line is lost, or with null after `stop`. */
  readonly ended: Promise<string | null>
  /** Makes the device do something now, in the words of its script; throws `SimulationScriptError`. */
  act(part: string): void
  stop(): Promise<void>
}

export interface SimulateOptions {
  readonly path: string
  readonly line: SerialLine
  readonly device: SimulatedDevice
  readonly openLink: OpenLink
  readonly clock: SerialClock
}

/** Opens the port (rejects with `PortOpenError`), starts the device and lets it run until the line ends. */
export async function simulateOnPort(options: SimulateOptions): Promise<RunningSimulation> {
  const { path, line, device, openLink, clock } = options
  const link = await openLink(path, line)
  let cancelTimer: () => void = () => undefined
  let over = false
  let end: (reason: string | null) => void = () => undefined
  const ended = new Promise<string | null>((resolve) => (end = resolve))

  const run = (step: (now: number) => readonly Uint8Array[]) => {
    if (over) return
    for (const bytes of step(clock.now().mono)) link.write(bytes)
    cancelTimer()
    const dueAt = device.nextDueAt()
    if (dueAt === undefined) return
    const delay = Math.max(0, Math.ceil(dueAt - clock.now().mono))
    cancelTimer = clock.after(delay, () => run((now) => device.due(now)))
  }
  const finish = async (reason: string | null) => {
    if (over) return
    over = true
    cancelTimer()
    await link.close()
    end(reason)
  }

  link.onBytes((chunk) => run((now) => device.receive(chunk, now)))
  link.onClose((reason) => void finish(reason))
  run((now) => device.start(now))
  return {
    ended,
    act: (part) => run((now) => device.act(part, now)),
    stop: async () => {
      await finish(null)
      await ended
    },
  }
}
