/** Reads for the API, on the connection that sees only what is committed. */
import { In, LessThanOrEqual, MoreThan, Not, type FindOptionsWhere } from 'typeorm'
import type { CentreAlarm } from '../intake/centre-alarm.ts'
import {
  AlarmEntity,
  CommandEntity,
  MessageEntity,
  type AlarmRow,
  type CommandResultRow,
  type CommandRow,
  type MessageRow,
} from './entities.ts'
import { alarmOf } from './rows.ts'
import type { Reading } from './transaction.ts'

/** A story longer than this is cut at its end, and says so. */
const LONGEST_TIMELINE = 10_000
/** An alarm that changes all the time is told as it was last read. */
const MOST_READS = 5

export interface PageQuery {
  readonly state: 'open' | 'closed' | 'all'
  /** `undefined`: every station. */
  readonly stations: readonly string[] | undefined
  /** The paging key of the last alarm of the page before; 0 for the first page. */
  readonly after: number
  readonly limit: number
  /** False: without those of the centre itself, which no station has. */
  readonly withCentre?: boolean
}

export interface AlarmPage {
  readonly alarms: readonly CentreAlarm[]
  readonly next: number | null
}

export interface AlarmStory {
  readonly alarm: CentreAlarm
  readonly messages: readonly MessageRow[]
  readonly complete: boolean
  readonly commands: readonly {
    readonly command: CommandRow
    readonly result: CommandResultRow | undefined
  }[]
}

export class AlarmReader {
  readonly #reading: Reading

  constructor(reading: Reading) {
    this.#reading = reading
  }

  /** In the order in which the alarms first arrived, so that pages hold while alarms are added. */
  async page(query: PageQuery): Promise<AlarmPage> {
    const where: FindOptionsWhere<AlarmRow> = {
      number: MoreThan(query.after),
      ...(query.state === 'all' ? {} : { open: query.state === 'open' ? 1 : 0 }),
      ...(query.withCentre === false ? { origin: Not('centre') } : {}),
      ...(query.stations === undefined ? {} : { station: In(query.stations) }),
    }
    const rows = await this.#reading.source
      .getRepository(AlarmEntity)
      .find({ where, order: { number: 'ASC' }, take: query.limit + 1 })
    const shown = rows.slice(0, query.limit)
    const last = shown.at(-1)
    return { alarms: shown.map(alarmOf), next: rows.length > shown.length && last ? last.number : null }
  }

  /** Alarms with this id among `stations` (`undefined`: all); ids are a station's own, so there may be several. */
  async find(id: string, stations: readonly string[] | undefined): Promise<CentreAlarm[]> {
    const where = stations === undefined ? { id } : { id, station: In(stations) }
    return (await this.#reading.source.getRepository(AlarmEntity).find({ where, take: 10 })).map(alarmOf)
  }

  /**
   * Messages by sequence, commands in the order they were given. A step that is stored between two reads would leave
   * a state that its timeline contradicts: then all of it is read again; of an alarm that never rests, steps that are
   * newer than what was read of it are left for the next look.
   */
  async story(alarm: CentreAlarm): Promise<AlarmStory> {
    let story = await this.#storyOf(alarm)
    for (let reads = 1; reads < MOST_READS; reads += 1) {
      const now = await this.#again(alarm)
      if (JSON.stringify(now) === JSON.stringify(story.alarm)) break
      story = await this.#storyOf(now)
    }
    return story
  }

  async #again({ id, station }: CentreAlarm): Promise<CentreAlarm> {
    return alarmOf(await this.#reading.source.getRepository(AlarmEntity).findOneByOrFail({ id, station }))
  }

  async #storyOf(alarm: CentreAlarm): Promise<AlarmStory> {
    const of = { alarm: alarm.id, station: alarm.station }
    const messages = await this.#reading.source.getRepository(MessageEntity).find({
      where: { ...of, sequence: LessThanOrEqual(alarm.sequence) },
      order: { sequence: 'ASC', occurredAt: 'ASC', id: 'ASC' },
      take: LONGEST_TIMELINE + 1,
    })
    const commands = await this.#reading.source
      .getRepository(CommandEntity)
      .find({ where: of, order: { number: 'ASC' }, take: LONGEST_TIMELINE })
    const results = await this.#reading.query<CommandResultRow>(
      `SELECT command_result.* FROM command_result JOIN command ON command.id = command_result.command
       WHERE command.alarm = ? AND command.station = ?`,
      [of.alarm, of.station],
    )
    const byCommand = new Map(results.map((result) => [result.command, result]))
    return {
      alarm,
      messages: messages.slice(0, LONGEST_TIMELINE),
      complete: messages.length <= LONGEST_TIMELINE && hasEachStep(alarm.sequence, messages),
      commands: commands.map((command) => ({ command, result: byCommand.get(command.id) })),
    }
  }

  async countOpen(): Promise<number> {
    return this.#reading.source.getRepository(AlarmEntity).countBy({ open: 1 })
  }
}

/** Later steps may have overtaken earlier ones, which then come by another way. */
function hasEachStep(last: number, messages: readonly MessageRow[]): boolean {
  return new Set(messages.map(({ sequence }) => sequence)).size === last
}
