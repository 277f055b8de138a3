/**
 * A port without hardware or pseudo-terminal: a simulated device right behind the link, for the training home
 * and for tests. Everything above the link is the real thing.
 */
import type { SimulatedDevice } from '../simulated-device.ts'
import type { ByteLink, OpenLink } from './byte-link.ts'
import { PortOpenError } from './byte-link.ts'
import type { SerialClock } from './serial-clock.ts'
import { simulateOnPort } from './simulate-on-port.ts'
import type { RunningSimulation } from './simulate-on-port.ts'
import type { SerialLine } from '../protocol-driver.ts'

export interface SimulatedPort {
  /** What the supervisor opens; one connection at a time, as on a real port. */
  readonly openLink: OpenLink
  /** As `RunningSimulation.act`; nothing happens while nobody has the port open. */
  act(part: string): void
  stop(): Promise<void>
}

export function createSimulatedPort(device: SimulatedDevice, clock: SerialClock): SimulatedPort {
  let running: RunningSimulation | null = null
  const stop = async () => {
    const ending = running
    running = null
    await ending?.stop()
  }
  return {
    openLink: async (path: string, line: SerialLine) => {
      if (running !== null) throw new PortOpenError('busy', null, 'the simulated port is open already')
      const [host, sensor] = linkPair(clock, () => (running = null))
      running = await simulateOnPort({ path, line, device, clock, openLink: () => Promise.resolve(sensor) })
      return host
    },
    act: (part) => running?.act(part),
    stop,
  }
}

/** Two ends of one line; closing either closes both. Bytes written before the other end listens wait for it. */
export function linkPair(
  clock: SerialClock,
  onEnd: () => void = () => undefined,
): readonly [ByteLink, ByteLink] {
  let open = true
  const ends: readonly LinkEnd[] = [
    new LinkEnd(clock, () => closeAll()),
    new LinkEnd(clock, () => closeAll()),
  ]
  const [a, b] = ends as readonly [LinkEnd, LinkEnd]
  a.peer = b
  b.peer = a
  const closeAll = () => {
    if (!open) return
    open = false
    onEnd()
    for (const end of ends) end.lost()
  }
  return [a, b]
}

/** What waits while the reader pauses; then the oldest bytes go, as in a full buffer of a port. */
const MAX_WAITING_CHUNKS = 10_000

class LinkEnd implements ByteLink {
  peer: LinkEnd | null = null
  private bytesListener: Parameters<ByteLink['onBytes']>[0] | null = null
  private closeListener: (reason: string) => void = () => undefined
  private readonly waiting: Uint8Array[] = []
  private paused = false
  private closed = false

  constructor(
    private readonly clock: SerialClock,
    private readonly closeBoth: () => void,
  ) {}

  onBytes(listener: Parameters<ByteLink['onBytes']>[0]): void {
    this.bytesListener = listener
    queueMicrotask(() => this.flush())
  }

  onClose(listener: (reason: string) => void): void {
    this.closeListener = listener
  }

  write(bytes: Uint8Array): void {
    if (!this.closed) this.peer?.take(bytes)
  }

  /** There is no wire between the ends. */
  setBaudRate(): void {
    return
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
    queueMicrotask(() => this.flush())
  }

  close(): Promise<void> {
    this.closed = true
    this.closeBoth()
    return Promise.resolve()
  }

  lost(): void {
    if (this.closed) return
    this.closed = true
    this.closeListener('the other end closed')
  }

  private take(bytes: Uint8Array): void {
    this.waiting.push(bytes)
    if (this.waiting.length > MAX_WAITING_CHUNKS) this.waiting.shift()
    queueMicrotask(() => this.flush())
  }

  private flush(): void {
    while (!this.paused && !this.closed && this.bytesListener !== null) {
      const chunk = this.waiting.shift()
      if (chunk === undefined) return
      this.bytesListener(chunk, this.clock.now())
    }
  }
}
