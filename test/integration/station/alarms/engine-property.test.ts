/**
 * The engine over a real database: whatever is delivered once or several times, in any order, over restarts, is one
 * event, one step and one ring; and what the database holds gives the same alarms again.
 */
import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventKind, EventValue } from '../../../../shared/domain/device-event.ts'
import { DATABASE_FILE } from '../../../../station/store/open-store.ts'
import { memoryFolder } from '../../../support/memory-folder.ts'
import { Night } from '../../../support/night.ts'
import { openCore, type StationCore } from '../station-core.ts'

/** With an empty database, made once and copied for each night. */
let home: string

beforeAll(async () => {
  home = await memoryFolder('home')
  await (await openCore(home)).close()
})

afterAll(() => rm(home, { recursive: true, force: true }))

const UNITS = ['204', '205'] as const
const KINDS = ['fall', 'fall', 'water', 'inactivity', 'smoke'] as const satisfies readonly EventKind[]
const BEGINS = Date.parse('2026-11-21T03:40:00Z')

interface Said {
  readonly id: string
  readonly unit: (typeof UNITS)[number]
  readonly kind: EventKind
}

type Deed =
  | { readonly kind: 'delivers'; readonly which: readonly number[] }
  | { readonly kind: 'resolves'; readonly which: number }
  | { readonly kind: 'restart' }

const nights = fc.record({
  said: fc.array(fc.record({ unit: fc.constantFrom(...UNITS), kind: fc.constantFrom(...KINDS) }), {
    minLength: 1,
    maxLength: 6,
  }),
  deeds: fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant('delivers' as const),
          which: fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('resolves' as const), which: fc.nat(5) }) },
      { weight: 1, arbitrary: fc.constant<Deed>({ kind: 'restart' }) },
    ),
    { minLength: 3, maxLength: 9 },
  ),
})

/** As a driver hands it in; the same word delivered again is another object with the same id. */
function arrivalOf({ id, unit, kind }: Said, at: number) {
  return {
    receivedAt: 1_000,
    remember: null,
    event: {
      id,
      deviceId: `radar-${unit}`,
      residentId: `r-${unit}`,
      kind,
      value: true as EventValue,
      occurredAt: at,
      receivedAt: at,
      raw: null,
      placement: 'bathroom',
    },
  }
}

interface Stored {
  readonly alarms: readonly object[]
  readonly loud: readonly { readonly eventId: string; readonly rings: number }[]
  readonly events: readonly { readonly id: string; readonly alarm: string | null }[]
}

async function storedOf(core: StationCore): Promise<Stored> {
  return {
    alarms: await core.rows(
      `SELECT device_id AS deviceId, resident_id AS residentId, cause, state, count, priority
       FROM alarms ORDER BY opened_at, device_id, cause, state, count`,
    ),
    loud: await core.rows(
      `SELECT json_extract(data, '$.eventId') AS eventId, count(*) AS rings FROM alarm_actions
       WHERE json_extract(data, '$.eventId') IS NOT NULL AND json_extract(data, '$.quiet') IS NULL
       GROUP BY 1 ORDER BY 1`,
    ),
    events: await core.rows('SELECT id, alarm_id AS alarm FROM device_events ORDER BY position'),
  }
}

/** `isFaithful`: the line is good, each word comes once, at its first time, and nothing restarts. */
async function lived(
  { said, deeds }: { said: readonly Omit<Said, 'id'>[]; deeds: readonly Deed[] },
  isFaithful: boolean,
) {
  const folder = await memoryFolder('property')
  await copyFile(join(home, DATABASE_FILE), join(folder, DATABASE_FILE))
  let core = await openCore(folder, undefined, BEGINS)
  const words = said.map((word, index): Said => ({ ...word, id: `event-${String(index)}` }))
  const heard = new Set<string>()
  try {
    for (const deed of deeds) {
      core.clock.pass(1_000)
      const now = core.clock.wall()
      if (deed.kind === 'delivers') {
        const all = deed.which.flatMap((index) => words[index % words.length] ?? [])
        const given = isFaithful ? [...new Set(all)].filter(({ id }) => !heard.has(id)) : all
        for (const { id } of given) heard.add(id)
        await core.intake.take(given.map((word) => arrivalOf(word, now)))
      } else if (deed.kind === 'resolves') {
        const open = [...core.book.open()].sort((a, b) => (a.id < b.id ? -1 : 1))
        const alarm = open[deed.which % Math.max(1, open.length)]
        if (alarm === undefined) continue
        await core.desk.take(alarm.id, {
          type: 'resolved',
          actor: { kind: 'person', id: 'kari' },
          seenRevision: alarm.revision,
          outcome: { kind: 'helped-unhurt', words: null },
        })
      } else if (!isFaithful) {
        await core.close()
        core = await openCore(folder, undefined, now)
      }
    }
    return { stored: await storedOf(core), replay: await replayOf(core), heard, words }
  } finally {
    await core.close()
    await rm(folder, { recursive: true, force: true })
  }
}

interface EventRow {
  readonly id: string
  readonly device_id: string
  readonly resident_id: string
  readonly kind: EventKind
  readonly value: string
  readonly received_at: number
}
interface ResolvedRow {
  readonly at: number
  readonly place: number
}

/** The night anew from the rows: events by their order, and which of the alarms somebody closed. */
async function replayOf(core: StationCore): Promise<readonly object[]> {
  const events = await core.rows<EventRow>('SELECT * FROM device_events ORDER BY position')
  const resolved = await core.rows<ResolvedRow>(
    `SELECT action.at, (SELECT count(*) FROM alarms AS before WHERE before.rowid < alarms.rowid) AS place
     FROM alarm_actions AS action JOIN alarms ON alarms.id = action.alarm_id
     WHERE action.type = 'resolved' ORDER BY action.position`,
  )
  const night = new Night(new Date(BEGINS).toISOString())
  const instants = new Set([...events.map((row) => row.received_at), ...resolved.map(({ at }) => at)])
  for (const at of [...instants].sort((a, b) => a - b)) {
    night.pass((at - night.now) / 1000)
    night.hears(
      events
        .filter((row) => row.received_at === at)
        .map((row) => ({
          id: row.id,
          deviceId: row.device_id,
          residentId: row.resident_id,
          kind: row.kind,
          value: JSON.parse(row.value) as EventValue,
          occurredAt: at,
          receivedAt: at,
          raw: null,
          placement: 'bathroom',
        })),
    )
    for (const { place } of resolved.filter((row) => row.at === at)) {
      const alarm = night.stored()[place]
      if (alarm !== undefined) night.resolves(alarm)
    }
  }
  return night.stored().map(({ deviceId, residentId, cause, state, count, priority }) => ({
    deviceId,
    residentId,
    cause,
    state,
    count,
    priority,
  }))
}

const inOrder = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort()

test('an event that is delivered twice is stored, counted and heard once, and the rows give the same alarms again', async () => {
  await fc.assert(
    fc.asyncProperty(nights, async (night) => {
      const { stored, replay, heard, words } = await lived(night, false)
      expect(stored.events.map(({ id }) => id).sort()).toEqual([...heard].sort())
      for (const { rings } of stored.loud) expect(rings).toBe(1)
      const alwaysRings = words.filter(
        ({ id, kind }) => heard.has(id) && (kind === 'fall' || kind === 'smoke'),
      )
      const loud = new Set(stored.loud.map(({ eventId }) => eventId))
      for (const { id } of alwaysRings) expect(loud.has(id)).toBe(true)
      expect(inOrder(replay)).toEqual(inOrder(stored.alarms))
      expect(inOrder((await lived(night, true)).stored.alarms)).toEqual(inOrder(stored.alarms))
    }),
    { numRuns: 40 },
  )
})
