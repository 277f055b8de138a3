/** The command line of `care-centre`, judged before anything is opened; pure. */
import { parseArgs } from 'node:util'
import { IdSchema } from '../shared/wire/ids.ts'
import type { TokenEntry } from './api/tokens.ts'
import { parseBrokerUrl, type BrokerAddress } from './mqtt/broker-address.ts'
import { parseSipListen, type SipListen } from './scaip/listen-address.ts'

/** A folder for SQLite, or the address of a PostgreSQL. */
export type DatabaseChoice = { readonly data: string } | { readonly url: string }

export interface CentreArguments {
  readonly database: DatabaseChoice
  readonly listen: { readonly host: string; readonly port: number }
  readonly tokens: readonly TokenEntry[]
  readonly config: string | undefined
  readonly mqtt: BrokerAddress | undefined
  readonly sip: readonly SipListen[]
}

export type ParsedArguments =
  | { readonly ok: true; readonly arguments: CentreArguments }
  | { readonly ok: false; readonly message: string }

export const USAGE = `care-centre --data DIR | --database URL [--listen HOST:PORT] [--config FILE] [--token STATION=T …] [--mqtt URL] [--sip HOST:PORT …]
  --data DIR          folder of the database; made if missing
  --database URL      postgres://…, shared by any number of nodes; TLS where it is not this machine
  --listen HOST:PORT  default 127.0.0.1 and any free port; other than loopback only with "tls" in the configuration
  --token STATION=T   opens one station's door; may be repeated; '*=T' opens all, on loopback alone
  --mqtt URL          takes messages from a broker as well: mqtts://USER:PASSWORD@HOST:PORT
  --sip HOST:PORT     takes SCAIP documents by SIP; ;transport=udp, tcp or tls behind it; may be repeated
  --config FILE       municipalities with their stations and operators, certificates, limits (JSON)
care-centre audit verify --data DIR | --database URL
                      follows the audit log of every municipality from its beginning
care-centre backup --data DIR --to FILE
                      copies the database while the centre runs; PostgreSQL has pg_dump`

export function parseArguments(argv: readonly string[]): ParsedArguments {
  const read = readOptions(argv)
  if (typeof read === 'string') return { ok: false, message: read }
  const database = chooseDatabase(read.data, read.database)
  if (typeof database === 'string') return { ok: false, message: database }
  const listen = parseListen(read.listen ?? '127.0.0.1:0')
  if (typeof listen === 'string') return { ok: false, message: listen }
  const mqtt = read.mqtt === undefined ? undefined : parseBrokerUrl(read.mqtt)
  if (typeof mqtt === 'string') return { ok: false, message: `--mqtt: ${mqtt}` }
  const sip = (read.sip ?? []).map(parseSipListen)
  const wrongSip = sip.find((listened) => typeof listened === 'string')
  if (wrongSip !== undefined) return { ok: false, message: `--sip ${wrongSip}` }
  const tokens = (read.token ?? []).map(parseToken)
  if (tokens.includes(undefined)) {
    return { ok: false, message: `--token is STATION=T, or '*=T' for all stations` }
  }
  return {
    ok: true,
    arguments: {
      database,
      listen,
      tokens: tokens.filter((token) => token !== undefined),
      config: read.config,
      mqtt,
      sip: sip.filter((listened) => typeof listened !== 'string'),
    },
  }
}

/** What is to be looked at by a command that only looks. */
export function parseDatabaseArguments(argv: readonly string[]): DatabaseChoice | string {
  try {
    const options = { data: { type: 'string' }, database: { type: 'string' } } as const
    const { values } = parseArgs({ args: [...argv], strict: true, options })
    return chooseDatabase(values.data, values.database)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The folder and the file of a backup; gives words when they will not do. */
export function parseBackupArguments(argv: readonly string[]): { data: string; to: string } | string {
  try {
    const options = { data: { type: 'string' }, to: { type: 'string' } } as const
    const { data = '', to = '' } = parseArgs({ args: [...argv], strict: true, options }).values
    return data === '' || to === '' ? 'backup takes --data DIR and --to FILE' : { data, to }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Whether what was asked for may be listened on; gives words when not. */
export function judgeListen(
  { listen, tokens }: Pick<CentreArguments, 'listen' | 'tokens'>,
  isTls: boolean,
): string | undefined {
  if (isLoopback(listen.host)) return undefined
  if (!isTls) {
    return `--listen ${listen.host}: only loopback addresses are served without TLS ("tls" in the configuration)`
  }
  const opensAll = tokens.some(({ station }) => station === '*')
  return opensAll ? `--token '*=T' opens all stations, on loopback alone` : undefined
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
        sip: { type: 'string', multiple: true },
      },
    }).values
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Gives words when it will not do; they never repeat the address, which may hold a password. */
function chooseDatabase(data: string | undefined, url: string | undefined): DatabaseChoice | string {
  if (data !== undefined && url !== undefined) return '--data and --database exclude each other'
  if (url === undefined) {
    return data === undefined || data === '' ? '--data DIR or --database URL is missing' : { data }
  }
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    return '--database is postgres://USER@HOST/NAME'
  }
  const { hostname, searchParams } = new URL(url)
  const host = searchParams.get('host') ?? hostname
  const isTls = /^(verify-full|verify-ca|require)$/.test(searchParams.get('sslmode') ?? '')
  if (!isTls && !isThisMachine(host)) {
    return '--database: only this machine is asked without TLS; add ?sslmode=verify-full'
  }
  return { url }
}

/** By name or number; a folder is that of a socket. */
function isThisMachine(host: string): boolean {
  return (
    host === '' || host.startsWith('/') || host.startsWith('%2F') || isLoopback(host.replace(/^\[|\]$/g, ''))
  )
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** `HOST:PORT`, `[::1]:PORT`; gives words when it will not do. */
function parseListen(text: string): { host: string; port: number } | string {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  if (host === undefined || !(port <= 65_535)) return '--listen is HOST:PORT, for example 127.0.0.1:4200'
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
