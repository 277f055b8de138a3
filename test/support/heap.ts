import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What is still in use after everything that could be collected was. */
export function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}
