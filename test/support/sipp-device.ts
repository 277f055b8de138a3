/** SIPp as a device: Debian's, with scenarios of our own in `sipp/`. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ScaipResponse } from '../../shared/scaip/document.ts'
import { readDocument } from '../../shared/scaip/read-document.ts'
import { temporaryFolder, type CleanUp } from './clean-up.ts'
import { freePort } from './free-port.ts'
import { Program } from './program.ts'
import { waitUntil } from './wait-until.ts'

const SCENARIOS = join(import.meta.dirname, 'sipp')

export interface Told {
  readonly document: string
  /** The user that it comes from. */
  readonly user: string
  readonly media?: string
  readonly kind?: 'udp' | 'tcp'
  /** Default: `tell`. */
  readonly scenario?: 'tell' | 'digest'
}

/** Sends one document and gives what SIP answered, one status after another, and what the alarm centre said. */
export async function tellWithSipp(
  cleanUp: CleanUp,
  port: number,
  told: Told,
): Promise<{ readonly statuses: readonly string[]; readonly answer: ScaipResponse }> {
  const log = join(await temporaryFolder(cleanUp), 'sipp.log')
  const { scenario = 'tell', kind = 'udp', media = 'application/scaip+xml', user, document } = told
  const files = ['-sf', file(scenario), '-oocsf', file('answer'), '-trace_logs', '-log_file', log]
  const keys = ['-key', 'user', user, '-key', 'media', media, '-key', 'document', document]
  const program = await start(cleanUp, port, kind, [...files, ...keys, '-m', '1'])
  const lines = await waitUntil(
    async () => {
      const all = (await readFile(log, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')
      const isOver = all.some((line) => line.startsWith('<mrs>')) && all.includes('200')
      return isOver ? all : !program.running && all
    },
    () => `the device was not answered: ${program.words}`,
  )
  await program.end('SIGKILL')
  const read = readDocument(lines.find((line) => line.startsWith('<mrs>')) ?? '')
  if (read.kind !== 'mrs') throw new Error(`the device heard ${lines.join(', ')}; ${program.words}`)
  return { statuses: lines.filter((line) => /^\d{3}$/.test(line)), answer: read.response }
}

/** Sends what is no SIP, so many times. */
export async function talkNonsenseWithSipp(cleanUp: CleanUp, port: number, times: number): Promise<void> {
  const program = await start(cleanUp, port, 'udp', ['-sf', file('garbage'), '-m', String(times)])
  const { code } = await program.ended
  if (code !== 0) throw new Error(`SIPp could not send: ${program.words}`)
}

async function start(
  cleanUp: CleanUp,
  port: number,
  kind: 'udp' | 'tcp',
  args: readonly string[],
): Promise<Program> {
  const where = ['-i', '127.0.0.1', '-p', String(await freePort()), '-t', kind === 'udp' ? 'u1' : 't1']
  return new Program(cleanUp, 'sipp', [`127.0.0.1:${String(port)}`, ...where, '-nostdin', ...args])
}

function file(scenario: string): string {
  return join(SCENARIOS, `device-${scenario}.xml`)
}
