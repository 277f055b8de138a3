/** A care centre as it runs: its own process, asked over HTTP. */
import type { z } from 'zod'
import { AlarmPageSchema, AlarmStorySchema, type NewCommandSchema } from '../../shared/api/centre/alarms.ts'
import type { CleanUp } from './clean-up.ts'
import { freePort } from './free-port.ts'
import { STATION_ID } from './home.ts'
import { CENTRE_CLI, Program, type ProgramEnd } from './program.ts'

const STATION_TOKEN = 'station-door'
const OPERATOR_TOKEN = 'operator-door'

export type Story = z.infer<typeof AlarmStorySchema>
export type CentreAlarmLine = z.infer<typeof AlarmPageSchema>['alarms'][number]

export interface CentreWays {
  /** Words before the command, such as those that enter a namespace. */
  readonly prefix?: readonly string[]
  /** More of the command line, such as `--mqtt URL`. */
  readonly more?: readonly string[]
  /** A database of its own, in the place of the folder. */
  readonly database?: string
  /** Where questions of the test reach a centre at this port; by itself where it has no prefix. */
  readonly bridge?: (port: number) => Promise<string>
}

/** The same address each time it is started on the same folder, as a centre has. */
export class CareCentre {
  #program: Program | undefined

  private constructor(
    private readonly cleanUp: CleanUp,
    readonly data: string,
    readonly port: number,
    readonly url: string,
    private readonly ways: CentreWays,
  ) {}

  /** A centre at an address where nobody answers yet. */
  static async at(cleanUp: CleanUp, data: string, ways: CentreWays = {}): Promise<CareCentre> {
    const port = await freePort()
    const url = (await ways.bridge?.(port)) ?? `http://127.0.0.1:${port}`
    return new CareCentre(cleanUp, data, port, url, ways)
  }

  static async started(cleanUp: CleanUp, data: string, ways: CentreWays = {}): Promise<CareCentre> {
    const centre = await CareCentre.at(cleanUp, data, ways)
    await centre.start()
    return centre
  }

  /** What a station's configuration says of it. */
  get path(): { readonly url: string; readonly token: string } {
    return { url: this.url, token: STATION_TOKEN }
  }

  get pid(): number {
    if (this.#program === undefined) throw new Error('the care centre was not started')
    return this.#program.pid
  }

  /** Throws with its last words where it has ended though nobody ended it. */
  assertRuns(): void {
    if (this.#program?.running === false) throw new Error(`the care centre has ended: ${this.#program.words}`)
  }

  async start(): Promise<void> {
    const { prefix = [], more = [], database } = this.ways
    const store = database === undefined ? ['--data', this.data] : ['--database', database]
    const doors = ['--token', `${STATION_ID}=${STATION_TOKEN}`, '--token', `*=${OPERATOR_TOKEN}`]
    const argv = [
      ...prefix,
      process.execPath,
      CENTRE_CLI,
      ...store,
      '--listen',
      `127.0.0.1:${this.port}`,
      ...doors,
      ...more,
    ]
    this.#program = new Program(this.cleanUp, argv[0] ?? '', argv.slice(1))
    await this.#program.ready()
  }

  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<ProgramEnd> {
    if (this.#program === undefined) throw new Error('the care centre was not started')
    return this.#program.end(signal)
  }

  /** All pages. */
  async alarms(state: 'open' | 'all' = 'all'): Promise<CentreAlarmLine[]> {
    const alarms: CentreAlarmLine[] = []
    let after: string | null = '0'
    while (after !== null) {
      const page: unknown = await this.#get(`/v1/alarms?state=${state}&limit=1000&after=${after}`)
      const { alarms: lines, next } = AlarmPageSchema.parse(page)
      alarms.push(...lines)
      after = next
    }
    return alarms
  }

  /** Undefined while the centre knows no such alarm. */
  async story(alarmId: string): Promise<Story | undefined> {
    const story = await this.#get(`/v1/alarms/${alarmId}`)
    return story === undefined ? undefined : AlarmStorySchema.parse(story)
  }

  /** Returns the id of the command. */
  async command(alarmId: string, command: z.input<typeof NewCommandSchema>): Promise<string> {
    const answer = await fetch(`${this.url}/v1/alarms/${alarmId}/commands`, {
      method: 'POST',
      headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(command),
    })
    if (answer.status !== 201) throw new Error(`the command was answered ${answer.status}`)
    return ((await answer.json()) as { id: string }).id
  }

  async #get(path: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` }
    const answer = await fetch(`${this.url}${path}`, { headers })
    if (answer.status === 404) return undefined
    if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}`)
    return answer.json()
  }
}
