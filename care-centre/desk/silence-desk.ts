/**
 * A station that has gone quiet is an alarm of the centre itself: operators take it like any other, and it ends when
 * the station is heard again. A stop on purpose is no silence.
 */
import { createHash } from 'node:crypto'
import { isoInstant, type Instant, type MonotonicMs } from '../../shared/domain/time.ts'
import type { AlarmMessage } from '../../shared/wire/centre-messages.ts'
import {
  LOOK_EVERY_MS,
  STATION_SILENT_MS,
  type StationHeard,
  type StationWatch,
} from '../intake/station-watch.ts'
import type { AlarmRow } from '../store/entities.ts'
import { alarmOf } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import type { Transaction } from '../store/transaction.ts'
import { raiseAtCentre, stepAtCentre } from './centre-step.ts'

export const STATION_SILENT = 'station-silent'

const OPEN = `SELECT * FROM alarm WHERE open = 1 AND origin = 'centre' AND cause = '${STATION_SILENT}'`

/**
 * While nodes are given another configuration one after the other, one knows a station that another one does not. What
 * that one ended without a word of the station is raised anew by the look before 90 s are over; ended so again, not
 * before people have had time to give all nodes the same file.
 */
const MISTAKE_OVER_MS = STATION_SILENT_MS - 2 * LOOK_EVERY_MS
const AGREED_AFTER_MS = 5 * 60_000

const LAST_ENDED = `SELECT * FROM alarm WHERE open = 0 AND origin = 'centre' AND cause = '${STATION_SILENT}' AND station = ?
  ORDER BY number DESC LIMIT 2`

export interface SilenceParts {
  readonly store: Pick<Store, 'writes' | 'reading'>
  readonly watch: Pick<StationWatch, 'list' | 'lastContact'>
  /** Whether anybody configured the station; one that nobody knows any more is not missed. */
  readonly knows: (station: string) => boolean
  readonly clock: { readonly now: () => Instant; readonly monotonic: () => MonotonicMs }
}

export class SilenceDesk {
  readonly #startedAt: MonotonicMs
  /** Since when a station's open alarm is known here. */
  #knownSince = new Map<string, MonotonicMs>()
  #hasLooked = false

  constructor(private readonly parts: SilenceParts) {
    this.#startedAt = parts.clock.monotonic()
  }

  /** Compares what is heard with what is open. Every node does, and of two the lock of the station lets one. */
  async look(): Promise<void> {
    const { store, watch, knows, clock } = this.parts
    const now = clock.monotonic()
    const rows = await store.reading.query<AlarmRow>(OPEN)
    const open = this.#remember(new Set(rows.map(({ station }) => station)), now)
    // While this centre was down nobody could be heard: stations get the time that makes one silent.
    const isAwake = now - this.#startedAt >= STATION_SILENT_MS
    for (const station of watch.list()) {
      const { id, silent, stopped } = station
      if (silent && isAwake && !open.has(id) && knows(id)) {
        await this.#raise(station)
        this.#knownSince.set(id, now)
      }
      if (!silent && !stopped && knows(id) && this.#isHeardSince(id, open.get(id))) await this.#end(id)
    }
    for (const id of open.keys()) if (!knows(id)) await this.#end(id)
  }

  /** Gives the open alarms with their times; those of the first look may be older than this node. */
  #remember(open: ReadonlySet<string>, now: MonotonicMs): ReadonlyMap<string, MonotonicMs> {
    const since = this.#hasLooked ? now : this.#startedAt
    this.#hasLooked = true
    this.#knownSince = new Map([...open].map((id) => [id, this.#knownSince.get(id) ?? since]))
    return this.#knownSince
  }

  /** Another node may know by its broker what this one does not: its alarm is ended by a new word alone. */
  #isHeardSince(station: string, since: MonotonicMs | undefined): boolean {
    const heard = this.parts.watch.lastContact(station)
    return since !== undefined && heard !== null && heard > since
  }

  async #raise({ id, lastHeardAt }: StationHeard): Promise<void> {
    const { store, clock } = this.parts
    await store.writes.run(async (transaction) => {
      await transaction.lock([id])
      if ((await openOf(transaction, id)).length > 0) return
      const at = clock.now()
      if (await isJustEnded(transaction, id, lastHeardAt, at)) return
      await raiseAtCentre(transaction, id, silenceMessage(id, lastHeardAt ?? at, at), at)
    })
  }

  async #end(station: string): Promise<void> {
    const { store, clock } = this.parts
    await store.writes.run(async (transaction) => {
      await transaction.lock([station])
      for (const row of await openOf(transaction, station)) {
        const at = clock.now()
        const back = await stepAtCentre(transaction, alarmOf(row), { type: 'alarm.restored', data: {}, at })
        await stepAtCentre(transaction, back, { type: 'alarm.cancelled', data: {}, at })
      }
    })
  }
}

async function openOf({ query }: Transaction, station: string): Promise<AlarmRow[]> {
  return await query<AlarmRow>(`${OPEN} AND station = ?`, [station])
}

/** The alarm of this very silence was ended by a node, and not long ago. */
async function isJustEnded(
  { query }: Transaction,
  station: string,
  lastHeardAt: Instant | null,
  now: Instant,
): Promise<boolean> {
  const ended = await query<AlarmRow>(LAST_ENDED, [station])
  const isMistaken = ({ state, openedAt }: AlarmRow): boolean =>
    state === 'cancelled' && (lastHeardAt === null || lastHeardAt <= Date.parse(openedAt))
  const [last, before] = ended
  if (last === undefined || !isMistaken(last)) return false
  const isFirst = before === undefined || !isMistaken(before)
  return now - Date.parse(last.updatedAt) < (isFirst ? MISTAKE_OVER_MS : AGREED_AFTER_MS)
}

/** A building whose alarms nobody here can hear of: as urgent as a person whose alarms do not work (design: Priorities). */
function silenceMessage(station: string, lastHeardAt: Instant, at: Instant): AlarmMessage {
  const id = `silent-${createHash('sha256')
    .update(`${station} ${String(at)}`)
    .digest('hex')
    .slice(0, 32)}`
  return {
    id: `${id}-1`,
    alarmId: id,
    incidentId: id,
    sequence: 1,
    type: 'alarm.raised',
    priority: 'high',
    category: 'technical',
    cause: STATION_SILENT,
    residentRef: null,
    deviceId: null,
    placement: null,
    occurredAt: isoInstant(at),
    sentAt: isoInstant(at),
    data: { origin: 'centre', lastHeardAt: isoInstant(lastHeardAt) },
  }
}
