/** A real care centre on loopback over a real database in a folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import type { DatabaseChoice } from '../../../care-centre/arguments.ts'
import { startCareCentre, type CareCentreOptions } from '../../../care-centre/centre.ts'
import type { MessagesReply } from '../../../shared/wire/centre-messages.ts'

export const TOKENS = [
  { station: 'st-1', token: 'one', trial: true },
  { station: 'st-2', token: 'two', trial: true },
  { station: 'st-3', token: 'three', trial: false },
  { station: '*', token: 'all', trial: true },
]

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'care-centre-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

let emptyDatabase = async (): Promise<DatabaseChoice> => ({ data: await temporaryFolder() })

/** For the same tests on another database. */
export function useDatabases(make: () => Promise<DatabaseChoice>): void {
  emptyDatabase = make
}

export async function startCentre(options: Partial<CareCentreOptions> = {}) {
  const database = options.database ?? (await emptyDatabase())
  const log = pino({ level: 'silent' })
  const centre = await startCareCentre({ log, tokens: TOKENS, ...options, database })
  let open = true
  const close = async () => {
    if (open) await centre.close()
    open = false
  }
  onTestFinished(close)

  const call = async (where: string, token = 'one', init: RequestInit = {}): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const response = await fetch(`${centre.url}${where}`, { headers, ...init })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
  const post = (where: string, body: unknown, token = 'one') =>
    call(where, token, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
  /** Messages of `st-1`; the answer must be 200. */
  const tell = async (
    messages: readonly unknown[],
    handled: readonly unknown[] = [],
  ): Promise<MessagesReply> => {
    const answer = await post('/v1/stations/st-1/messages', { messages, handled })
    if (answer.status !== 200) throw new Error(`answered ${answer.status}`)
    return answer.body as MessagesReply
  }
  return { url: centre.url, sip: centre.sip ?? '', database, close, call, post, tell }
}

/** One message as a station sends it. */
export function message(alarm: string, sequence: number, type: string, more: Record<string, unknown> = {}) {
  const at = new Date(Date.UTC(2026, 10, 21, 3, 40, sequence)).toISOString()
  return {
    id: `${alarm}-${sequence}`,
    alarmId: alarm,
    incidentId: `incident-of-${alarm}`,
    sequence,
    type: `alarm.${type}`,
    priority: 'critical',
    category: 'care',
    cause: 'fall',
    residentRef: 'r-204',
    deviceId: 'radar-204-bath',
    placement: 'bathroom',
    occurredAt: at,
    sentAt: at,
    data: {},
    ...more,
  }
}

export const heartbeat = {
  id: 'beat-1',
  type: 'heartbeat',
  sentAt: '2026-11-21T03:41:00.000Z',
  data: { openAlarms: 0, waiting: 0, status: 'ok' },
}
