/** Many devices for long, many events at once, and both: is anything lost, late or piling up? */
import { benchSteadyLoad } from './load/steady.ts'
import { benchSustained, benchWireSpeed } from './load/streams.ts'

/** `minutes`: how long the steady part lasts. */
export async function benchLoad(minutes: number): Promise<void> {
  await benchWireSpeed()
  await benchSustained()
  await benchSteadyLoad(minutes)
}
