/** SIPp as the other party: Debian's, with scenarios of our own in `sipp/`. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CleanUp } from './clean-up.ts'
import { freePort } from './free-port.ts'
import { Program, type ProgramEnd } from './program.ts'
import { waitUntil } from './wait-until.ts'

const SCENARIOS = join(import.meta.dirname, 'sipp')
/** SIPp itself gives up then; no scenario takes a tenth of it. */
const LIMIT_SECONDS = 90

export class SippCentre {
  private constructor(
    private readonly program: Program,
    readonly uri: string,
  ) {}

  /** Waits for documents with `sipp/centre-SCENARIO.xml` and ends after so many. */
  static async started(
    cleanUp: CleanUp,
    scenario: string,
    kind: 'udp' | 'tcp',
    documents = 1,
  ): Promise<SippCentre> {
    const port = await freePort()
    const file = join(SCENARIOS, `centre-${scenario}.xml`)
    const where = ['-i', '127.0.0.1', '-p', String(port), '-t', kind === 'udp' ? 'u1' : 't1']
    const limits = ['-m', String(documents), '-timeout', `${LIMIT_SECONDS}s`, '-timeout_error', '-nostdin']
    const program = new Program(cleanUp, 'sipp', ['-sf', file, ...where, ...limits])
    await waitUntil(
      () => !program.running || isBound(kind, port),
      () => `SIPp does not listen: ${program.words}`,
    )
    if (!program.running) throw new Error(`SIPp ended: ${program.words}`)
    return new SippCentre(program, `sip:sentral@127.0.0.1:${port};transport=${kind}`)
  }

  /** Code 0: every document took the scenario to its end. */
  get ended(): Promise<ProgramEnd> {
    return this.program.ended
  }
}

async function isBound(kind: 'udp' | 'tcp', port: number): Promise<boolean> {
  const table = await readFile(`/proc/net/${kind}`, 'utf8')
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return table.split('\n').some((line) => line.trim().split(/\s+/)[1]?.endsWith(end) === true)
}
