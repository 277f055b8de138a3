import type { z } from 'zod'
import {
  AlarmPageSchema,
  AlarmStorySchema,
  TakenSchema,
  type AlarmView,
} from '../../shared/api/centre/alarms.ts'
import { DocumentsPageSchema } from '../../shared/api/centre/documents.ts'
import { HistoryPageSchema } from '../../shared/api/centre/history.ts'
import { ProblemSchema } from '../../shared/api/centre/problem.ts'
import {
  CentreSessionSchema,
  MunicipalitiesSchema,
  OperatorsSchema,
  PAGE_HEADER,
} from '../../shared/api/centre/session.ts'
import type { CentreSoundPaused } from '../../shared/api/centre/sound.ts'
import { StationsSchema } from '../../shared/api/centre/stations.ts'
import { CentreCallError, type AlarmName, type CentreClient } from './centre-client.ts'
import { watchStream } from './watch-stream.ts'

/** A call that got no answer in this time is told as such; a late answer still arrives over the stream. */
const CALL_LIMIT_MS = 5_000
/** The most that the centre gives in one page. */
const PAGE = '1000'

/** The care centre that served this page, over plain HTTP calls; every answer is checked before a screen sees it. */
export function createFetchCentreClient(): CentreClient {
  return {
    municipalities: async () => (await read('/v1/municipalities', MunicipalitiesSchema)).municipalities,
    operators: async (municipality) =>
      (await read(`/v1/operators?${query({ municipality })}`, OperatorsSchema)).operators,
    session: () =>
      read('/v1/session', CentreSessionSchema).catch((error: unknown) => {
        if (error instanceof CentreCallError && error.code === 'sign-in-required') return null
        throw error
      }),
    touch: async () => {
      await write('POST', '/v1/session/touch')
    },
    soundPaused: async (seconds, agoMs) => {
      const body: CentreSoundPaused = { seconds, agoMs }
      await write('POST', '/v1/sound/paused', body)
    },
    signIn: async (wish) => {
      await write('POST', '/v1/session', wish)
    },
    signOut: async () => {
      await write('DELETE', '/v1/session')
    },
    changePin: async (old, next) => {
      await write('POST', '/v1/session/pin', { old, new: next })
    },
    openAlarms: readOpenAlarms,
    stations: async () => (await read('/v1/stations', StationsSchema)).stations,
    story: (alarm) => read(pathOf(alarm), AlarmStorySchema),
    take: async (alarm) => parsed(TakenSchema, await write('POST', pathOf(alarm, '/take'))).alarm,
    release: async (alarm) => parsed(TakenSchema, await write('POST', pathOf(alarm, '/release'))).alarm,
    command: async (alarm, command) => {
      await write('POST', pathOf(alarm, '/commands'), command)
    },
    history: (wish) => read(`/v1/history?${query(wish)}`, HistoryPageSchema),
    documents: (wish) => read(`/v1/scaip/documents?${query(wish)}`, DocumentsPageSchema),
    watch: watchStream,
  }
}

async function readOpenAlarms(): Promise<readonly AlarmView[]> {
  const alarms: AlarmView[] = []
  let after: string | null = null
  do {
    const wish = { state: 'open', order: 'priority', limit: PAGE, ...(after === null ? {} : { after }) }
    const page: z.infer<typeof AlarmPageSchema> = await read(`/v1/alarms?${query(wish)}`, AlarmPageSchema)
    alarms.push(...page.alarms)
    after = page.next
  } while (after !== null)
  return alarms
}

function pathOf({ id, station }: AlarmName, step = ''): string {
  return `/v1/alarms/${encodeURIComponent(id)}${step}?${query({ station })}`
}

function query(words: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(words).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return new URLSearchParams(given).toString()
}

async function read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  return parsed(schema, await call(path, {}))
}

function write(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
  return call(path, {
    method,
    headers: { [PAGE_HEADER]: '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

async function call(path: string, init: RequestInit): Promise<unknown> {
  let answer: Response
  let text: string
  try {
    answer = await fetch(path, { ...init, cache: 'no-store', signal: AbortSignal.timeout(CALL_LIMIT_MS) })
    text = await answer.text()
  } catch (error) {
    throw new CentreCallError('no-contact', { cause: error })
  }
  const said = jsonOf(text)
  if (answer.ok) return said
  const problem = ProblemSchema.safeParse(said)
  if (!problem.success) throw new CentreCallError('internal', { cause: problem.error })
  const { code, figure, takenBy } = problem.data
  throw new CentreCallError(code, { figure, takenBy: takenBy?.name })
}

function parsed<Schema extends z.ZodType>(schema: Schema, said: unknown): z.infer<Schema> {
  const read = schema.safeParse(said)
  if (!read.success) throw new CentreCallError('internal', { cause: read.error })
  return read.data
}

/** Undefined for nothing and for what is no JSON: a balancer's page of its own. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
