/** What must hold of the whole engine whatever happened: after each deed, and of all that a night has stored. */
import assert from 'node:assert/strict'
import type { Alarm } from '../../shared/domain/alarm.ts'
import { nextDeadline } from '../../station/alarms/escalation.ts'
import { waitingDeadlines } from '../../station/store/deadline-rows.ts'
import { recoverOpenAlarms } from '../../station/store/recover.ts'
import { quiet } from '../integration/station/station-core.ts'
import { RADARS, type WholeEngine } from './whole-engine.ts'
import { liveWholeNight, type WholeNight } from './whole-nights.ts'

/**
 * Lives the night twice: with words that come again and restarts, where all of this is looked at after each deed, and
 * faithfully; both tell the same of the residents. Throws where a promise is broken.
 */
export async function aWholeNightHolds(homes: string, night: WholeNight): Promise<void> {
  let lived: readonly object[] = []
  await liveWholeNight(homes, night, false, {
    look: holdsNow,
    end: async (engine) => {
      await holdsOfAll(engine)
      lived = await careAlarms(engine)
      await hiddenComesBack(engine)
    },
  })
  await liveWholeNight(homes, night, true, {
    look: () => Promise.resolve(),
    end: async (engine) => {
      assert.deepEqual(await careAlarms(engine), lived)
    },
  })
}

/** Of what is open at this moment. */
async function holdsNow(engine: WholeEngine): Promise<void> {
  const { core } = engine
  const open = engine.open()
  const { deadlines } = core.parts
  for (const alarm of open) {
    if (alarm.shelf !== null) assert.ok(alarm.shelf.until > core.clock.wall(), 'its shelf is over')
    const next = nextDeadline(deadlines.of(alarm.id))
    if (mustBeAnswered(alarm)) assert.ok(next !== null, `${alarm.cause} ends in nothing`)
    if (next !== null) assert.ok(next.dueMono > core.clock.mono(), `${alarm.cause} was not called in time`)
  }
  // What a start would find is what is known now.
  const stored = await recoverOpenAlarms(core.store.reader.manager, quiet)
  assert.deepEqual([...stored].sort(byId), open)
  const rows = await waitingDeadlines(core.store.reader.manager)
  const known = open.flatMap(({ id }) => {
    const { answer, help } = deadlines.of(id)
    return [answer, help].flatMap((one) => (one === null ? [] : `${id} ${one.kind} ${String(one.dueAt)}`))
  })
  const written = rows.map(({ alarmId, deadline }) => `${alarmId} ${deadline.kind} ${String(deadline.dueAt)}`)
  assert.deepEqual(written.sort(), known.sort())
}

/** A critical one until somebody is on the way; every other that rings, but what waits for the hand-over list. */
function mustBeAnswered({ priority, state, ringing }: Alarm): boolean {
  if (priority === 'critical') return ringing || state === 'raised' || state === 'acknowledged'
  return ringing && priority !== 'low'
}

interface StoredCall {
  readonly kind: string
  readonly state: string | null
  readonly loud: number
}

/** Of everything that the night has stored. */
async function holdsOfAll({ core }: WholeEngine): Promise<void> {
  const calls = await core.rows<StoredCall>(
    `SELECT event.kind, alarm.state, (
       SELECT count(*) FROM alarm_actions AS action JOIN alarms AS own ON own.id = action.alarm_id
       WHERE json_extract(action.data, '$.eventId') = event.id AND own.cause = event.kind
         AND json_extract(action.data, '$.quiet') IS NULL AND action.type IN ('raised', 'repeated')
     ) AS loud
     FROM device_events AS event LEFT JOIN alarms AS alarm ON alarm.id = event.alarm_id
     WHERE event.kind IN ('fall', 'help-call', 'smoke', 'gas')`,
  )
  for (const { kind, state, loud } of calls) {
    assert.equal(loud, 1, `one ${kind}, one ring`)
    assert.ok(state !== null, `a ${kind} has no alarm`)
    // Only who called may take it back.
    assert.ok(kind === 'help-call' || state !== 'cancelled', `the alarm of a ${kind} ended by itself`)
  }
  const ofOthers = await core.rows(
    `SELECT event.id FROM alarm_actions AS action JOIN alarms AS alarm ON alarm.id = action.alarm_id
     JOIN device_events AS event ON event.id = json_extract(action.data, '$.eventId')
     WHERE event.resident_id IS NOT alarm.resident_id
     UNION ALL
     SELECT incident_id FROM alarms GROUP BY incident_id HAVING count(DISTINCT resident_id) > 1`,
  )
  assert.deepEqual(ofOthers, [])
}

/** Alarms about residents, as two nights can be compared. */
function careAlarms({ core }: WholeEngine): Promise<readonly object[]> {
  return core.rows(
    `SELECT device_id AS device, resident_id AS resident, cause, state, count, priority, opened_at AS openedAt
     FROM alarms WHERE category = 'care' ORDER BY opened_at, device_id, resident_id, cause, state, count`,
  )
}

/** The port is lost and back while both radars say nothing: hidden while it is lost, told when it is back. */
async function hiddenComesBack(engine: WholeEngine): Promise<void> {
  engine.isPortLost = false
  engine.mute.clear()
  await engine.pass(60_000)
  engine.isPortLost = true
  for (const radar of RADARS) engine.mute.add(radar)
  const before = await keptWithCause(engine)
  await engine.pass(150_000)
  assert.equal((await keptWithCause(engine)) - before, RADARS.length, 'silence is kept with the lost port')
  engine.isPortLost = false
  await engine.pass(150_000)
  const silent = engine.open().flatMap(({ cause, deviceId }) => (cause === 'device-silent' ? [deviceId] : []))
  assert.deepEqual(silent.sort(), [...RADARS])
}

async function keptWithCause({ core }: WholeEngine): Promise<number> {
  const [row] = await core.rows<{ kept: number }>(
    `SELECT count(*) AS kept FROM suppressed_events AS suppressed
     JOIN alarms AS cause ON cause.id = suppressed.alarm_id
     WHERE suppressed.reason = 'explained-by-cause' AND cause.cause = 'port-lost'`,
  )
  return row?.kept ?? 0
}

function byId(a: Alarm, b: Alarm): number {
  return a.id < b.id ? -1 : 1
}
