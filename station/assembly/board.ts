/** What screens see: cards from the open alarms, told to every client when a commit changed them. */
import { findProtocol } from '../../device-drivers/protocols.ts'
import type { Alarm } from '../../shared/domain/alarm.ts'
import type { ScreenNames } from '../alarms/card.ts'
import type { ExplainFrame } from '../alarms/chain-reader.ts'
import { BoardView } from '../alarms/board-view.ts'
import type { BoardFeed } from '../api/board-feed.ts'
import type { ChangeOrigin, Log } from '../services.ts'
import type { RowSource } from '../store/row-source.ts'
import type { DeliveryBook } from '../sync/delivery-book.ts'
import type { StoredState } from './stored-state.ts'

export interface BoardParts {
  readonly view: BoardView
  publish(alarms: readonly Alarm[], origins: readonly ChangeOrigin[]): void
  /** Cards of alarms that a centre's answer concerns, open or closed. */
  publishAnswered(alarmIds: ReadonlySet<string>): void
}

export function createBoard(
  { book, deadlines, registry, absences }: StoredState,
  {
    reader,
    deliveries,
    feed,
    screens,
    log,
  }: {
    reader: RowSource
    deliveries: DeliveryBook
    feed: Pick<BoardFeed, 'publishCards'>
    screens: ScreenNames
    log: Log
  },
): BoardParts {
  const explain: ExplainFrame = (id, variant, raw) =>
    findProtocol(id)?.explainFrame(Buffer.from(raw, 'hex'), variant) ?? []
  const view = new BoardView({ book, deliveries, deadlines, registry, absences, screens, reader, explain })
  const publish = (alarms: readonly Alarm[], origins: readonly ChangeOrigin[]): void => {
    feed.publishCards(
      alarms.map((alarm) => view.cardOf(alarm)),
      origins,
    )
  }
  /** The last word on a closed alarm: whoever still shows it sees that the centre has its end. */
  const publishClosed = async (alarmIds: readonly string[]): Promise<void> => {
    try {
      feed.publishCards(await view.cards(alarmIds), [])
    } catch (error) {
      log.warn(
        { reason: error instanceof Error ? error.name : 'unknown' },
        'a closed alarm could not be shown again',
      )
    }
  }
  return {
    view,
    publish,
    publishAnswered: (alarmIds) => {
      publish(
        [...alarmIds].flatMap((id) => book.get(id) ?? []),
        [],
      )
      const closed = [...alarmIds].filter(
        (id) => book.get(id) === undefined && deliveries.of(id).state !== 'waiting',
      )
      if (closed.length > 0) void publishClosed(closed)
    },
  }
}
