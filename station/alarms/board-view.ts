/** The board for screens: cards from the open alarms in memory, chains from committed rows. */
import type { RowSource } from '../store/row-source.ts'
import type { Chain } from '../../shared/api/alarm-calls.ts'
import type { AlarmCard, PersonTile } from '../../shared/api/board.ts'
import type { Alarm } from '../../shared/domain/alarm.ts'
import { priorityRank } from '../../shared/domain/priority.ts'
import type { Registry } from '../devices/registry.ts'
import type { AbsenceBook } from '../residents/absence-book.ts'
import type { BoardReader } from '../services.ts'
import { findAlarm, findAlarms } from '../store/alarm-rows.ts'
import { readChain } from '../store/chain-rows.ts'
import type { DeliveryBook } from '../sync/delivery-book.ts'
import type { AlarmBook } from './alarm-book.ts'
import { cardOf, escalationOf, type ScreenNames } from './card.ts'
import type { DeadlineBook } from './deadline-book.ts'
import { chainOf, type ExplainFrame } from './chain-reader.ts'

export interface BoardViewParts {
  readonly book: AlarmBook
  readonly deliveries: DeliveryBook
  readonly deadlines: DeadlineBook
  readonly registry: Registry
  readonly absences?: Pick<AbsenceBook, 'of'>
  readonly screens?: ScreenNames
  /** Sees committed rows only. */
  readonly reader: RowSource
  readonly explain: ExplainFrame
}

export class BoardView implements BoardReader {
  constructor(private readonly parts: BoardViewParts) {}

  cardOf(alarm: Alarm): AlarmCard {
    const { registry, deliveries, deadlines, absences, screens } = this.parts
    const escalation = escalationOf(alarm, deadlines.of(alarm.id), deadlines.ladder)
    return cardOf(
      alarm,
      registry,
      deliveries.of(alarm.id),
      escalation,
      (residentId) => absences?.of(residentId) ?? null,
      screens,
    )
  }

  openCards(): Promise<readonly AlarmCard[]> {
    const open = [...this.parts.book.open()]
    open.sort(byUrgency)
    return Promise.resolve(open.map((alarm) => this.cardOf(alarm)))
  }

  async cards(alarmIds: readonly string[]): Promise<readonly AlarmCard[]> {
    const { book, reader } = this.parts
    const closed = await findAlarms(
      reader,
      alarmIds.filter((id) => book.get(id) === undefined),
    )
    const stored = new Map(closed.map((alarm) => [alarm.id, alarm]))
    return alarmIds.flatMap((id) => {
      const alarm = book.get(id) ?? stored.get(id)
      return alarm === undefined ? [] : [this.cardOf(alarm)]
    })
  }

  people(): Promise<readonly PersonTile[]> {
    return Promise.resolve(
      [...this.parts.registry.people()].map(({ id, name, role }) => ({ id, name, role })),
    )
  }

  async chain(alarmId: string): Promise<Chain | undefined> {
    const alarm = await this.#find(alarmId)
    if (alarm === undefined) return undefined
    const rows = await readChain(this.parts.reader, alarmId)
    return chainOf(this.cardOf(alarm), rows, this.parts.registry, this.parts.explain)
  }

  async #find(id: string): Promise<Alarm | undefined> {
    return this.parts.book.get(id) ?? (await findAlarm(this.parts.reader, id))
  }
}

/** Most urgent first, then the oldest. */
function byUrgency(a: Alarm, b: Alarm): number {
  const ranks = priorityRank(a.priority) - priorityRank(b.priority)
  return ranks === 0 ? a.openedAt - b.openedAt : ranks
}
