/** A port that is pulled in the middle of what it says; found by the replug proof. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemSerialClock } from '../../../device-drivers/serial/serial-clock.ts'
import { serialLinkOpener } from '../../../device-drivers/serial/serial-link.ts'
import { CleanUp } from '../../support/clean-up.ts'
import { PseudoTerminal } from './pseudo-terminal.ts'

const LINE = { baudRate: 57_600, dataBits: 8, parity: 'none', stopBits: 1 } as const
/** Most pulls fall between two reads, not all. */
const PULLS = 4
const open = serialLinkOpener(systemSerialClock)

let cleanUp: CleanUp
beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(() => cleanUp.run())

test('every pull in the middle of a stream of bytes ends the link', async () => {
  const reasons: string[] = []
  for (let pull = 0; pull < PULLS; pull += 1) {
    const terminal = new PseudoTerminal()
    cleanUp.add(() => terminal.dispose())
    await terminal.plug()
    const sensor = await open(terminal.sensor, LINE)
    cleanUp.add(() => sensor.close())
    const link = await open(terminal.station, LINE)
    cleanUp.add(() => link.close())
    const lost = new Promise<string>((resolve) => link.onClose(resolve))
    const heard = new Promise<void>((resolve) => {
      link.onBytes(() => {
        resolve()
        sensor.write(new Uint8Array(64))
      })
    })
    sensor.write(new Uint8Array(64))
    await heard
    await terminal.unplug()
    reasons.push(await lost)
    await Promise.all([link.close(), sensor.close()])
  }
  expect(reasons).toHaveLength(PULLS)
})
