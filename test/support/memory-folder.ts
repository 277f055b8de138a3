/** A folder for what need not outlive its test: in memory where the machine has such a place. */
import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SHELF = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export function memoryFolder(name: string): Promise<string> {
  return mkdtemp(join(SHELF, `tryggvakt-${name}-`))
}
