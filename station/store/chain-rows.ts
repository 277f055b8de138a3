/** The whole chain of one alarm from rows: steps, deliveries, events and raw frames (design, promise 5). */
import { MoreThan, type EntityManager } from 'typeorm'
import { EVENT_KINDS, type DeviceEvent } from '../../shared/domain/device-event.ts'
import type { AlarmAction } from '../../shared/domain/alarm.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { z } from 'zod'
import { actionsOf } from './alarm-rows.ts'
import { heldBackWith, type HeldBackCount } from './suppressed-rows.ts'
import { readFirstSound } from './sound-rows.ts'
import { ActionWordsEntity, EventEntity, type EventRow } from './alarm-entities.ts'
import { OutboxEntity } from './centre-entities.ts'

/** Most events and steps of one alarm that a screen gets, the newest: a stuck sensor must not drown the reader. */
const MOST_EVENTS = 20
const MOST_STEPS = 40

export interface ChainRows {
  readonly actions: readonly AlarmAction[]
  readonly words: ReadonlyMap<number, string>
  readonly deliveries: ReadonlyMap<number, { storedAt: number; deliveredAt: number | null; attempts: number }>
  readonly events: readonly DeviceEvent[]
  /** Devices whose silence is kept with this alarm, which explains it. */
  readonly alsoSilent: number
  readonly heldBack: readonly HeldBackCount[]
  /** When a desk first sounded it. */
  readonly soundedAt: Instant | null
}

export async function readChain(manager: EntityManager, alarmId: string): Promise<ChainRows> {
  const [last]: { revision: number }[] = await manager.query('SELECT revision FROM alarms WHERE id = ?', [
    alarmId,
  ])
  const since = Math.max(0, (last?.revision ?? 0) - MOST_STEPS)
  const actions = await actionsOf(manager, alarmId, since)
  const words = await manager.getRepository(ActionWordsEntity).findBy({ alarm_id: alarmId })
  const outbox = await manager.getRepository(OutboxEntity).find({
    where: [
      { alarm_id: alarmId, sequence: 1 },
      { alarm_id: alarmId, sequence: MoreThan(since) },
    ],
    select: { sequence: true, created_at: true, acknowledged_at: true, attempts: true, position: true },
  })
  const events = await manager
    .getRepository(EventEntity)
    .find({ where: { alarm_id: alarmId }, order: { position: 'DESC' }, take: MOST_EVENTS })
  events.reverse()
  // What the station noticed over several events (a battery that runs out) names the last of them.
  const named = actions[0]?.data.eventId
  if (events.length === 0 && named !== undefined) {
    events.push(...(await manager.getRepository(EventEntity).findBy({ id: named })))
  }
  // What raised it always stands first, however often it came again.
  const first = await manager
    .getRepository(EventEntity)
    .findOne({ where: { alarm_id: alarmId }, order: { position: 'ASC' } })
  if (first !== null && events[0]?.position !== first.position) events.unshift(first)
  return {
    actions,
    words: new Map(words.map((row) => [row.sequence, row.words])),
    deliveries: new Map(
      outbox.map((row) => [
        row.sequence,
        { storedAt: row.created_at, deliveredAt: row.acknowledged_at, attempts: row.attempts },
      ]),
    ),
    events: events.map(eventOf),
    alsoSilent: await countInhibited(manager, alarmId),
    heldBack: await heldBackWith(manager, alarmId),
    soundedAt: await readFirstSound(manager, alarmId),
  }
}

async function countInhibited(manager: EntityManager, alarmId: string): Promise<number> {
  const [row]: { devices: number }[] = await manager.query(
    `SELECT count(DISTINCT event.device_id) AS devices FROM device_events AS event
     JOIN alarms AS alarm ON alarm.id = event.alarm_id
     WHERE event.alarm_id = ? AND event.kind = 'silent' AND alarm.device_id IS NULL`,
    [alarmId],
  )
  return row?.devices ?? 0
}

const KindSchema = z.enum(EVENT_KINDS)
const ValueSchema = z.union([z.boolean(), z.number(), z.string(), z.null()])

function eventOf(row: EventRow): DeviceEvent {
  return {
    id: row.id,
    deviceId: row.device_id,
    residentId: row.resident_id,
    kind: KindSchema.parse(row.kind),
    value: ValueSchema.parse(JSON.parse(row.value)),
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    raw: row.raw,
  }
}
