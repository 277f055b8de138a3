/** The fake BlueZ in a process of its own, as the real daemon is one: what is said there costs the bench nothing. */
import { fork, type ChildProcess } from 'node:child_process'
import { z } from 'zod'
import { fromHex } from '../../../device-drivers/bytes.ts'
import type { CleanUp } from '../clean-up.ts'
import { FakeBluez } from './fake-bluez.ts'

/** The first argument of a program that should be the air instead of itself. */
export const AIR_ARGUMENT = '--be-the-air'

const SaidSchema = z.object({ address: z.string(), serviceData: z.string() })
const ADAPTER = 'hci0'
/** dBm. */
const SIGNAL = -67

export class AirProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Starts this very program once more (it must call `beTheAir`); resolves when `hci0` is on the bus. */
  static async start(cleanUp: CleanUp, busAddress: string): Promise<AirProcess> {
    const program = process.argv[1] ?? ''
    const child = fork(program, [AIR_ARGUMENT, busAddress], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    cleanUp.add(async () => {
      child.kill('SIGKILL')
      await ended
    })
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve())
      child.once('exit', (code) => reject(new Error(`the air ended with ${String(code)}`)))
    })
    return new AirProcess(child)
  }

  /** One advertisement with BTHome service data. */
  say(address: string, serviceData: Uint8Array): void {
    this.child.send({ address, serviceData: Buffer.from(serviceData).toString('hex') })
  }
}

/** In the child: says on the bus what the parent sends, until the parent is gone. */
export async function beTheAir(cleanUp: CleanUp, busAddress: string): Promise<void> {
  const bluez = await FakeBluez.start(cleanUp, busAddress)
  const adapter = bluez.addAdapter(ADAPTER)
  process.on('message', (message) => {
    const { address, serviceData } = SaidSchema.parse(message)
    const fcd2 = fromHex(serviceData)
    if (fcd2 !== undefined) adapter.advertise(address, { rssi: SIGNAL, serviceData: { fcd2 } })
  })
  const parentGone = new Promise((resolve) => process.once('disconnect', resolve))
  process.send?.('ready')
  await parentGone
}
