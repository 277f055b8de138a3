/** What the tests of the pendants' driver begin with. */
import type { GattInput, GattRequest } from '../../../../device-drivers/bluetooth/gatt.ts'
import { HEALTH_PENDANT, PENDANT, PendantBench, named } from './pendant-bench.ts'

/** A pendant that is paired and in reach, set up. */
export function connected(
  settings: Readonly<Record<string, unknown>> = {},
  offered = HEALTH_PENDANT,
): PendantBench {
  const bench = new PendantBench()
  bench.paired.set(PENDANT, { settings })
  bench.offered = offered
  bench.open()
  return bench
}

/** An answer of BlueZ that refuses what `words` name, such as `write 1803/2a06`. */
export const failing =
  (words: string) =>
  (request: GattRequest): GattInput | undefined =>
    requestIs(request, words)
      ? { id: request.id, address: request.address, type: 'failed', reason: 'org.bluez.Error.Failed: no' }
      : undefined

/** `words`: the type of a request, and `service/characteristic` where that matters. */
export function requestIs(request: GattRequest, words: string): boolean {
  const [type, name] = words.split(' ')
  if (request.type !== type) return false
  if (name === undefined || request.type === 'connect' || request.type === 'disconnect') return true
  return JSON.stringify(request.of) === JSON.stringify(named(name))
}
