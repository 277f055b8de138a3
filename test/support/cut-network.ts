/**
 * Two houses, each with a network of its own, and one cable between them that can be cut. A cut says nothing to
 * either side: what was connected stays so, half open, until somebody notices.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { CleanUp } from './clean-up.ts'
import { freePort } from './free-port.ts'
import { Program } from './program.ts'
import { waitUntil } from './wait-until.ts'

const run = promisify(execFile)
const LENGTH = '/30'

export class House {
  private constructor(
    private readonly cleanUp: CleanUp,
    private readonly holder: Program,
    /** Its end of the cable. */
    readonly address: string,
    readonly device: string,
  ) {}

  static async built(cleanUp: CleanUp, address: string, device: string): Promise<House> {
    const script = 'ip link set lo up && echo up && exec sleep infinity'
    const holder = new Program(cleanUp, 'unshare', ['-n', 'sh', '-c', script])
    await waitUntil(
      () => holder.lines.includes('up') || !holder.running,
      () => `no network: ${holder.words}`,
    )
    return new House(cleanUp, holder, address, device)
  }

  get pid(): number {
    return this.holder.pid
  }

  /** Words before a command that put it into the house. */
  get prefix(): readonly string[] {
    return ['nsenter', '--target', String(this.pid), '--net', '--']
  }

  async ip(...words: readonly string[]): Promise<void> {
    const [command = '', ...rest] = this.prefix
    await run(command, [...rest, 'ip', ...words])
  }

  /** What listens with TLS on loopback in the house, at an address where the test can reach it without. */
  readonly bridge = async (port: number): Promise<string> => {
    const outside = await freePort()
    const inside = `${this.prefix.join(' ')} socat - OPENSSL\\:127.0.0.1\\:${port}\\,verify=0`
    await this.#socat(
      [],
      [`TCP-LISTEN:${outside},bind=127.0.0.1,fork,reuseaddr`, `EXEC:"${inside}"`],
      outside,
    )
    return `http://127.0.0.1:${outside}`
  }

  /** What listens on loopback in the house, as it is, at the cable's end; gives the address. */
  async front(port: number): Promise<string> {
    const outside = await freePort()
    const listen = `TCP-LISTEN:${outside},bind=${this.address},fork,reuseaddr`
    await this.#socat(this.prefix, [listen, `TCP:127.0.0.1:${port}`], outside)
    return `${this.address}:${outside}`
  }

  /** Resolves when somebody listens at `port`. `around`: words before the commands. */
  async #socat(around: readonly string[], args: readonly string[], port: number): Promise<void> {
    const [command = '', ...rest] = [...around, 'socat', ...args]
    const program = new Program(this.cleanUp, command, rest)
    const [look, ...more] = [...around, 'ss', '-ltnH', `sport = :${port}`]
    await waitUntil(
      async () => {
        if (!program.running) throw new Error(`socat ended: ${program.words}`)
        return (await run(look, more)).stdout !== ''
      },
      `nothing listens: ${args.join(' ')}`,
    )
  }
}

export class CutNetwork {
  private constructor(
    readonly near: House,
    readonly far: House,
  ) {}

  static async laid(cleanUp: CleanUp): Promise<CutNetwork> {
    const near = await House.built(cleanUp, '10.77.0.1', 'near0')
    const far = await House.built(cleanUp, '10.77.0.2', 'far0')
    const ends = ['link', 'add', near.device, 'netns', String(near.pid)]
    await near.ip(...ends, 'type', 'veth', 'peer', 'name', far.device, 'netns', String(far.pid))
    for (const house of [near, far]) {
      await house.ip('addr', 'add', `${house.address}${LENGTH}`, 'dev', house.device)
      await house.ip('link', 'set', house.device, 'up')
    }
    return new CutNetwork(near, far)
  }

  /** The far end goes: from the near one, nothing is refused and nothing comes back. */
  async cut(): Promise<void> {
    await this.far.ip('link', 'set', this.far.device, 'down')
  }

  async mend(): Promise<void> {
    await this.far.ip('link', 'set', this.far.device, 'up')
  }
}
