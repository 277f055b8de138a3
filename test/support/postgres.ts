/** A real PostgreSQL on loopback in a folder of its own, with its disk syncs on. */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type { CleanUp } from './clean-up.ts'
import { freePort } from './free-port.ts'
import { Program } from './program.ts'
import { waitUntil } from './wait-until.ts'

const run = promisify(execFile)
/** Debian keeps the server's own programs out of the path, one folder for each version. */
const VERSIONS = '/usr/lib/postgresql'

export class Postgres {
  #program: Program | undefined
  #databases = 0

  private constructor(
    private readonly cleanUp: CleanUp,
    readonly folder: string,
    readonly port: number,
  ) {}

  static async started(cleanUp: CleanUp, settings: readonly string[] = []): Promise<Postgres> {
    const folder = await mkdtemp(join(tmpdir(), 'tryggvakt-postgres-'))
    cleanUp.add(() => rm(folder, { recursive: true, force: true }))
    const user = await ownerOfServers()
    if (user !== undefined) await chown(folder, user.uid, user.gid)
    const [command = '', ...args] = asServer([
      join(binaries(), 'initdb'),
      ...[
        '-D',
        join(folder, 'data'),
        '-U',
        'postgres',
        '-A',
        'trust',
        '-E',
        'UTF8',
        '--locale=C.UTF-8',
        '-N',
      ],
    ])
    await run(command, args, { cwd: folder })
    const server = new Postgres(cleanUp, folder, await freePort())
    await server.start(settings)
    return server
  }

  /** Again after `end`, with the same data at the same port. */
  async start(settings: readonly string[] = []): Promise<void> {
    const [command = '', ...args] = asServer([
      join(binaries(), 'postgres'),
      ...['-D', join(this.folder, 'data'), '-p', String(this.port)],
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...settings.flatMap((setting) => ['-c', setting]),
    ])
    const program = new Program(this.cleanUp, command, args)
    this.#program = program
    await waitUntil(
      () => !program.running || program.words.includes('ready to accept connections'),
      () => `the database does not start: ${program.words}`,
      { everyMs: 5 },
    )
    if (!program.running) throw new Error(`the database ended: ${program.words}`)
  }

  get pid(): number {
    if (this.#program === undefined) throw new Error('the database was not started')
    return this.#program.pid
  }

  /** `SIGINT` ends every session and stops; `SIGKILL` is the power cut. */
  async end(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    await this.#program?.end(signal)
  }

  url(database = 'postgres'): string {
    return `postgres://postgres@127.0.0.1:${String(this.port)}/${database}`
  }

  /** An empty one of its own; `template`: a copy of that one, which nobody may use meanwhile. */
  async newDatabase(template = 'template0'): Promise<string> {
    this.#databases += 1
    const name = `test_${String(this.#databases)}`
    await this.sql(`CREATE DATABASE ${name} TEMPLATE ${template}`)
    return name
  }

  /** One statement on a session of its own. */
  async sql<Row extends pg.QueryResultRow>(text: string, database = 'postgres'): Promise<Row[]> {
    const session = new pg.Client({ connectionString: this.url(database) })
    await session.connect()
    try {
      return (await session.query<Row>(text)).rows
    } finally {
      await session.end()
    }
  }
}

function binaries(): string {
  const newest = readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a))[0]
  if (newest === undefined) throw new Error('PostgreSQL is not installed')
  return join(VERSIONS, newest, 'bin')
}

/** It refuses to run as root. */
function asServer(command: readonly string[]): string[] {
  if (process.getuid?.() !== 0) return [...command]
  return ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups', ...command]
}

async function ownerOfServers(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => (await run('id', [flag, 'postgres'])).stdout),
  )
  return { uid: Number(uid), gid: Number(gid) }
}
