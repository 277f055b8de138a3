/** Nobody answers, on a real station: the next level is called in time, also by one that was killed meanwhile. */
import { join } from 'node:path'
import { expect } from 'vitest'
import { openStore } from '../../station/store/open-store.ts'
import { BoardClient } from '../support/board-client.ts'
import { CareCentre } from '../support/centre-process.ts'
import type { CleanUp } from '../support/clean-up.ts'
import { CAREGIVER, homeWith } from '../support/home.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { sideBySide } from '../support/side-by-side.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { readAudit } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'

/** So long each level holds here: long enough to kill a station in it, short enough to wait for. */
const HOLD_SECONDS = 4
/** From this level on the times are the usual ones: somebody answers here before the next. */
const FOR_LONG = 2

interface House {
  readonly data: string
  readonly wire: RadarWire
  readonly centre: CareCentre
  readonly start: () => Promise<StationProcess>
}

async function house(cleanUp: CleanUp, data: string): Promise<House> {
  const wire = await RadarWire.plugged(cleanUp)
  const centre = await CareCentre.started(cleanUp, join(data, '..', 'centre'))
  const configuration = homeWith([{ device: 'radar-204', port: wire.port }], centre.path)
  return { data, wire, centre, start: () => startStation(cleanUp, { data, configuration }) }
}

/** The ladder is data of the station: a house may have its levels follow each other faster. */
async function withShortLadder({ data, start }: House): Promise<void> {
  const station = await start()
  await station.stop()
  const store = await openStore(data)
  await store.writer.query(
    "UPDATE escalation_levels SET hold_seconds = ? WHERE priority = 'critical' AND level < ?",
    [HOLD_SECONDS, FOR_LONG],
  )
  await store.close()
}

const levelsAtCentre = async (centre: CareCentre, alarmId: string): Promise<readonly unknown[]> => {
  const story = await centre.story(alarmId)
  return (story?.timeline ?? [])
    .filter(({ type }) => type === 'alarm.escalated')
    .map(({ data: { level, calls, reason } }) => [level, calls, reason])
}

sideBySide(
  'a station killed between two levels calls the one that came due as soon as it is back',
  async ({ cleanUp, data }) => {
    const home = await house(cleanUp, data)
    const { wire, centre, start } = home
    await withShortLadder(home)
    let station = await start()
    const before = await BoardClient.connected(cleanUp, station)
    wire.write(FALL)
    const raised = await before.card(({ cause }) => cause === 'fall', 'no fall')
    expect(raised.escalation).toMatchObject({ level: 0, calls: 'on-duty', waitsFor: 'answer' })
    expect((raised.escalation?.nextAt ?? 0) - raised.openedAt).toBeGreaterThanOrEqual(HOLD_SECONDS * 1000)
    const { alarmId } = raised
    const called = await before.card(({ escalation }) => escalation?.level === 1, 'on call was not called')
    expect(called).toMatchObject({ alarmId, state: 'raised', ringing: true, ringRevision: 1 })
    await station.kill()
    before.close()
    const due = called.escalation?.nextAt ?? 0
    await waitUntil(() => Promise.resolve(Date.now() > due + 500), 'the time did not pass')

    station = await start()
    const readyAt = Date.now()
    const after = await BoardClient.connected(cleanUp, station)
    const everyone = await after.card(({ escalation }) => escalation?.level === 2, 'everyone was not called')
    expect(everyone.escalation?.calls).toBe('everyone')
    expect((everyone.escalation?.calledAt ?? Infinity) - readyAt).toBeLessThan(HOLD_SECONDS * 1000)
    const taken = await after.api.alarm.acknowledge.mutate({
      alarmId,
      by: CAREGIVER,
      seenRevision: everyone.revision,
    })
    expect(taken.alarm).toMatchObject({ ringing: false, escalation: { waitsFor: 'help' } })
    await waitUntil(
      async () => (await levelsAtCentre(centre, alarmId)).length === 2,
      'the centre was not told',
    )
    expect(await levelsAtCentre(centre, alarmId)).toEqual([
      [1, 'on-call', 'not-answered'],
      [2, 'everyone', 'not-answered'],
    ])
    const { steps } = await after.api.alarm.chain.query({ alarmId })
    expect(steps.map(({ type, level = null }) => [type, level])).toEqual([
      ['raised', null],
      ['escalated', 1],
      ['escalated', 2],
      ['acknowledged', null],
    ])
    expect(await readAudit(data)).toMatchObject({ ok: true })
  },
)

sideBySide(
  'with the design’s own ladder on call is called after sixty seconds',
  async ({ cleanUp, data }) => {
    const { wire, start } = await house(cleanUp, data)
    const station = await start()
    const client = await BoardClient.connected(cleanUp, station)
    wire.write(FALL)
    const { openedAt } = await client.card(({ cause }) => cause === 'fall', 'no fall')
    const called = await client.card(
      ({ escalation }) => escalation?.level === 1,
      'nobody was called',
      120_000,
    )
    const after = (called.escalation?.calledAt ?? 0) - openedAt
    expect(after).toBeGreaterThanOrEqual(60_000)
    expect(after).toBeLessThan(62_000)
  },
)
