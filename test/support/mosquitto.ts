/** A real broker on loopback: Debian's mosquitto, with a configuration of the test. */
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect as connectTo } from 'node:net'
import { promisify } from 'node:util'
import type { CleanUp } from './clean-up.ts'
import { freePort } from './free-port.ts'
import { Program } from './program.ts'
import { waitUntil } from './wait-until.ts'

const run = promisify(execFile)
const MOSQUITTO = '/usr/sbin/mosquitto'

export interface BrokerUser {
  readonly name: string
  readonly password: string
  /** Lines of the access list below `user NAME`, such as `topic readwrite tryggvakt/solbakken/#`. */
  readonly access?: readonly string[]
}

export interface BrokerOptions {
  /** Left out: everybody may do everything. */
  readonly users?: readonly BrokerUser[]
  /** An access list as a whole, in the place of the users' own lines. */
  readonly access?: string
  /** Files for TLS; left out: plain. */
  readonly tls?: {
    readonly ca: string
    readonly cert: string
    readonly key: string
    /** Whoever comes shows a certificate of `ca`. */
    readonly asksClients?: true
  }
  readonly host?: string
  /** Words before the command, such as those that enter a namespace. */
  readonly prefix?: readonly string[]
}

/** The same port and the same folder each time it is started, as a broker has. */
export class Mosquitto {
  #program: Program | undefined

  private constructor(
    private readonly cleanUp: CleanUp,
    private readonly file: string,
    readonly port: number,
    private readonly options: BrokerOptions,
  ) {}

  /** A broker that is not running yet. */
  static async at(cleanUp: CleanUp, folder: string, options: BrokerOptions = {}): Promise<Mosquitto> {
    const port = await freePort()
    await mkdir(folder, { recursive: true })
    const file = join(folder, 'mosquitto.conf')
    await writeFile(file, await configurationOf(folder, port, options))
    return new Mosquitto(cleanUp, file, port, options)
  }

  static async started(cleanUp: CleanUp, folder: string, options: BrokerOptions = {}): Promise<Mosquitto> {
    const broker = await Mosquitto.at(cleanUp, folder, options)
    await broker.start()
    return broker
  }

  get url(): string {
    const { tls, host = '127.0.0.1' } = this.options
    return `${tls === undefined ? 'mqtt' : 'mqtts'}://${host}:${this.port}`
  }

  get pid(): number {
    if (this.#program === undefined) throw new Error('the broker was not started')
    return this.#program.pid
  }

  async start(): Promise<void> {
    const [command, ...args] = [...(this.options.prefix ?? []), MOSQUITTO, '-c', this.file]
    const program = new Program(this.cleanUp, command, args)
    this.#program = program
    await waitUntil(
      () => !program.running || program.words.includes(' running'),
      () => `the broker does not start: ${program.words}`,
      { everyMs: 5 },
    )
    if (!program.running) throw new Error(`the broker ended: ${program.words}`)
    if (this.options.prefix === undefined) await answers(this.port)
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await this.#program?.end(signal)
  }
}

async function configurationOf(folder: string, port: number, options: BrokerOptions): Promise<string> {
  const { users, tls, host = '127.0.0.1' } = options
  const lines = [
    // Started by root it would change to a user of its own, who may not read the folder of a test.
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    `listener ${port} ${host}`,
    'set_tcp_nodelay true',
    'persistence true',
    `persistence_location ${folder}/`,
    'autosave_interval 1',
    'log_dest stderr',
    'log_type error',
    'log_type warning',
    'log_type notice',
    'log_type information',
    `allow_anonymous ${users === undefined ? 'true' : 'false'}`,
  ]
  if (tls !== undefined) lines.push(`cafile ${tls.ca}`, `certfile ${tls.cert}`, `keyfile ${tls.key}`)
  if (tls?.asksClients === true) lines.push('require_certificate true')
  if (users !== undefined) {
    const passwords = join(folder, 'passwords')
    await writeFile(passwords, '')
    for (const { name, password } of users) {
      await run('mosquitto_passwd', ['-b', passwords, name, password])
    }
    const lists = users.map(({ name, access = [] }) => [`user ${name}`, ...access, ''].join('\n'))
    await writeFile(join(folder, 'access'), options.access ?? lists.join('\n'))
    lines.push(`password_file ${passwords}`, `acl_file ${join(folder, 'access')}`)
  }
  return `${lines.join('\n')}\n`
}

function answers(port: number): Promise<void> {
  return waitUntil(
    () =>
      new Promise<boolean>((resolve) => {
        const socket = connectTo(port, '127.0.0.1', () => resolve(true))
        socket.on('error', () => resolve(false))
        socket.on('close', () => resolve(false))
        socket.end()
      }),
    'the broker takes no connection',
    { everyMs: 5 },
  ).then(() => undefined)
}
