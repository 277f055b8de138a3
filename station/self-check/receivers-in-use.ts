import type { Configuration } from '../config/configuration.ts'
import type { ReceiversInUse } from './machine-facts.ts'

/** A line that a program made, as of the training home, is no port that the machine has rules for. */
export function receiversInUse({
  ports,
  bluetooth,
}: Pick<Configuration, 'ports' | 'bluetooth'>): ReceiversInUse {
  return { serial: ports.some(({ path }) => isOfMachine(path)), bluetooth: bluetooth.length > 0 }
}

function isOfMachine(path: string): boolean {
  return path.startsWith('/dev/') && !path.startsWith('/dev/pts/')
}
