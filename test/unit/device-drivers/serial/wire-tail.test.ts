import { expect, test } from 'vitest'
import { systemSerialClock } from '../../../../device-drivers/serial/serial-clock.ts'
import { linkPair } from '../../../../device-drivers/serial/simulated-port.ts'
import { WireTail } from '../../../../device-drivers/serial/wire-tail.ts'
import { waitUntil } from '../../../support/wait-until.ts'

const LINE = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const

async function watchedLine(isWatched: () => boolean) {
  const tail = new WireTail()
  const [host, sensor] = linkPair(systemSerialClock)
  const link = await tail.opener(() => Promise.resolve(host), isWatched)('/dev/line', LINE)
  let read = 0
  link.onBytes((chunk) => (read += chunk.length))
  const says = async (...bytes: number[]): Promise<void> => {
    const before = read
    sensor.write(Uint8Array.from(bytes))
    await waitUntil(() => read === before + bytes.length, 'the bytes were not read')
  }
  return { tail, says, link }
}

test('the last bytes of a watched line are there, over chunks, and never more than were read', async () => {
  const { tail, says, link } = await watchedLine(() => true)
  await says(1, 2, 3)
  await says(4, 5)
  expect([...(tail.last('/dev/line', 4) ?? [])]).toEqual([2, 3, 4, 5])
  expect(tail.last('/dev/line', 6)).toBeUndefined()
  await link.close()
  expect(tail.last('/dev/line', 1)).toBeUndefined()
})

test('it stays small however much is read', async () => {
  const { tail, says } = await watchedLine(() => true)
  for (let number = 0; number < 40; number += 1) await says(...new Array<number>(100).fill(number))
  expect(tail.last('/dev/line', 2_048)?.length).toBe(2_048)
  expect(tail.last('/dev/line', 2_049)).toBeUndefined()
})

test('nothing is kept of a line that nobody inspects', async () => {
  const { tail, says } = await watchedLine(() => false)
  await says(1, 2, 3)
  expect(tail.last('/dev/line', 1)).toBeUndefined()
})
