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
  /** How it takes the centre's answer; `answer` by itself. */
  readonly answering?: 'answer' | 'answer-busy'
}

/** Sends one document and gives what SIP answered, one status after another, and what the alarm centre said. */
export async function tellWithSipp(
  cleanUp: CleanUp,
  port: number,
  told: Told,
): Promise<{ readonly statuses: readonly string[]; readonly answer: ScaipResponse }> {
  const log = join(await temporaryFolder(cleanUp), 'sipp.log')
  const { scenario = 'tell', answering = 'answer', kind = 'udp' } = told
  const files = ['-sf', file(scenario), '-oocsf', file(answering), '-trace_logs', '-log_file', log]
  const program = await start(cleanUp, port, kind, [...files, ...keysOf(told), '-m', '1'])
  const lines = await waitUntil(
    async () => {
      const all = await linesOf(log)
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

/** Tells one document, is heard, and from then on takes no word: it lives, and answers nothing. */
export async function tellAndFallSilent(cleanUp: CleanUp, port: number, told: Told): Promise<void> {
  const log = join(await temporaryFolder(cleanUp), 'sipp.log')
  const words = ['-sf', file('tell'), '-trace_logs', '-log_file', log, ...keysOf(told), '-m', '1']
  const program = await start(cleanUp, port, told.kind ?? 'udp', words)
  await waitUntil(
    async () => (await linesOf(log)).includes('200'),
    () => `the device was not heard: ${program.words}`,
  )
}

/** Tells the same document so many times at once; gives each answer, `200` or `503 SECONDS`. */
export async function floodWithSipp(
  cleanUp: CleanUp,
  port: number,
  told: Told,
  times: number,
): Promise<readonly string[]> {
  const log = join(await temporaryFolder(cleanUp), 'sipp.log')
  const pace = ['-m', String(times), '-r', String(times), '-timeout', '60s', '-timeout_error']
  const words = ['-sf', file('flood'), '-trace_logs', '-log_file', log, ...keysOf(told), ...pace]
  const program = await start(cleanUp, port, 'udp', words)
  const { code } = await program.ended
  if (code !== 0) throw new Error(`SIPp could not tell: ${program.words}`)
  return await linesOf(log)
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

function keysOf({ user, document, media = 'application/scaip+xml' }: Told): string[] {
  return ['-key', 'user', user, '-key', 'media', media, '-key', 'document', document]
}

/** Of a log that may not be there yet. */
async function linesOf(log: string): Promise<string[]> {
  return (await readFile(log, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')
}

function file(scenario: string): string {
  return join(SCENARIOS, `device-${scenario}.xml`)
}
