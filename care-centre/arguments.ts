/** The command line of `care-centre`, judged before anything is opened; pure. */
import { parseArgs } from 'node:util'
import { IdSchema } from '../shared/wire/ids.ts'
import type { TokenEntry } from './api/tokens.ts'

export interface CentreArguments {
  readonly data: string
  readonly listen: { readonly host: string; readonly port: number }
  readonly tokens: readonly TokenEntry[]
  readonly config: string | undefined
}

export type ParsedArguments =
  | { readonly ok: true; readonly arguments: CentreArguments }
  | { readonly ok: false; readonly message: string }

export const USAGE = `care-centre --data DIR [--listen HOST:PORT] [--config FILE] [--token STATION=T …]
  --data DIR          folder of the database; made if missing
  --listen HOST:PORT  default 127.0.0.1 and any free port; loopback only, there is no TLS here
  --token STATION=T   opens one station's door; may be repeated; '*=T' opens all
  --config FILE       municipalities with their stations and tokens (JSON)`

const NOT_BUILT_YET = ['database', 'mqtt', 'sip'] as const

export function parseArguments(argv: readonly string[]): ParsedArguments {
  const read = readOptions(argv)
  if (typeof read === 'string') return { ok: false, message: read }
  for (const name of NOT_BUILT_YET) {
    if (read[name] !== undefined) return { ok: false, message: `--${name} is not built yet` }
  }
  if (read.data === undefined || read.data === '') return { ok: false, message: '--data DIR is missing' }
  const listen = parseListen(read.listen ?? '127.0.0.1:0')
  if (typeof listen === 'string') return { ok: false, message: listen }
  const tokens = (read.token ?? []).map(parseToken)
  if (tokens.includes(undefined)) {
    return { ok: false, message: `--token is STATION=T, or '*=T' for all stations` }
  }
  return {
    ok: true,
    arguments: {
      data: read.data,
      listen,
      tokens: tokens.filter((token) => token !== undefined),
      config: read.config,
    },
  }
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      options: {
        data: { type: 'string' },
        listen: { type: 'string' },
        config: { type: 'string' },
        token: { type: 'string', multiple: true },
        database: { type: 'string' },
        mqtt: { type: 'string' },
        sip: { type: 'string' },
      },
    }).values
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** `HOST:PORT`, `[::1]:PORT`; gives words when it will not do. */
function parseListen(text: string): { host: string; port: number } | string {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  if (host === undefined || !(port <= 65_535)) return '--listen is HOST:PORT, for example 127.0.0.1:4200'
  if (host !== 'localhost' && host !== '::1' && !/^127(\.\d{1,3}){3}$/.test(host)) {
    return `--listen ${text}: only loopback addresses are served without TLS`
  }
  return { host, port }
}

function parseToken(text: string): TokenEntry | undefined {
  const split = text.indexOf('=')
  const station = text.slice(0, Math.max(0, split))
  const token = text.slice(split + 1)
  if (!/^\S+$/.test(token)) return undefined
  if (station !== '*' && !IdSchema.safeParse(station).success) return undefined
  return { station, token, trial: true }
}
