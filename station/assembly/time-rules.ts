/** Rules over time: what is switched on for whom, followed from what is stored. */
import { isMissing } from '../alarms/time-rules/due.ts'
import { KINDS_OF_FACTS, type HomeEvent } from '../alarms/time-rules/facts.ts'
import type { ActiveRule } from '../alarms/time-rules/home-watch.ts'
import { heardByResident } from '../alarms/time-rules/heard-kinds.ts'
import { USUAL_HOURS } from '../alarms/time-rules/hours.ts'
import { RuleDesk } from '../alarms/time-rules/rule-desk.ts'
import { hasSource } from '../alarms/time-rules/rule-sources.ts'
import { TIME_RULE_IDS, TIME_RULES, withChoices } from '../alarms/time-rules/rule-set.ts'
import { eventOf } from '../alarms/time-rules/standing.ts'
import { RuleWatch } from '../alarms/time-rules/rule-watch.ts'
import type { StoredHome } from '../alarms/time-rules/stored-home.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import { readLastBack, unsayHeldBack } from '../store/absence-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { readDevicesLeft, readHomeEvents, readStandingEvents } from '../store/home-event-rows.ts'
import { readHours, readResidentRules, readRuleDeadlines } from '../store/rule-rows.ts'
import type { AlarmParts } from './alarms.ts'
import type { StoredState } from './stored-state.ts'

/** What a start reads whole; whether somebody was noticed on a day is known in the second half of it. */
const LOOK_BACK_MS = 48 * 60 * 60_000
const KNOWN_WHOLE_MS = 24 * 60 * 60_000

export interface TimeRules {
  readonly watch: RuleWatch
  readonly desk: RuleDesk
  /** Follows what is stored now. */
  readonly refresh: () => Promise<void>
  /** What was held back of a resident and still stands is asked for anew. */
  readonly sayHeldBack: (residentId: string) => Promise<void>
}

export async function createTimeRules(
  { writeQueue, audit, registry, health }: StoredState,
  { alarms, reader, clock, log }: { alarms: AlarmParts; reader: RowSource; clock: Clock; log: Log },
): Promise<TimeRules> {
  const watch = new RuleWatch({
    ...alarms.deskParts,
    standingOf: alarms.standingOf,
    residentOf: (deviceId) => registry.device(deviceId)?.resident_id ?? null,
    canStore: () => health.state === 'ok',
    log,
  })
  let switchedOn = await readResidentRules(reader)
  let hours = await readHours(reader)
  const readHomes = async (): Promise<Parameters<RuleWatch['follow']>> => {
    const now = clock.wall()
    const since = now - LOOK_BACK_MS
    switchedOn = await readResidentRules(reader)
    hours = await readHours(reader)
    const rules = new Map<string, ActiveRule[]>()
    for (const { residentId, ruleId, choices, from, changedAt } of switchedOn) {
      // Nobody is looked for who lives here no more.
      if ((registry.resident(residentId)?.left_at ?? null) !== null) continue
      const hoursSince = hours.get(residentId)?.changedAt ?? 0
      const own = TIME_RULES.filter(({ id }) => id === ruleId).map((rule) => ({
        rule: withChoices(rule, choices),
        // Switched on or changed at a time that is yet to come, because the clock was set back since: from now on.
        from: Math.min(now, isMissing(rule) ? Math.max(from, now - KNOWN_WHOLE_MS) : from),
        changedAt: Math.min(now, Math.max(changedAt, hoursSince)),
      }))
      rules.set(residentId, [...(rules.get(residentId) ?? []), ...own])
    }
    const residentIds = [...rules.keys()]
    const said = await readRuleDeadlines(reader, since)
    const lastBack = await readLastBack(reader)
    const begunWith = said.flatMap(({ episode, overAt }) => (overAt === null ? [eventOf(episode)] : []))
    const left = await readDevicesLeft(reader, residentIds)
    const longAgo = await readStandingEvents(reader, residentIds, KINDS_OF_FACTS, since, begunWith)
    const events = [
      // Of a device that was somebody else's meanwhile what it said before is over.
      ...longAgo.filter((event) =>
        (left.get(event.residentId) ?? []).every(
          ({ deviceId, at }) => deviceId !== event.deviceId || at < event.receivedAt,
        ),
      ),
      ...(await readHomeEvents(reader, residentIds, KINDS_OF_FACTS, since)),
    ]
    const eventsOf = new Map<string, HomeEvent[]>([...rules.keys()].map((residentId) => [residentId, []]))
    for (const event of events) eventsOf.get(event.residentId)?.push(event)
    const heard = await heardByResident(reader, registry)
    const homes = new Map<string, StoredHome>()
    for (const [residentId, own] of rules) {
      const ofMedicine = (heard.get(residentId) ?? []).filter((one) => hasSource('medicine-not-taken', [one]))
      homes.set(residentId, {
        home: { rules: own, hours: hours.get(residentId)?.hours ?? USUAL_HOURS },
        events: eventsOf.get(residentId) ?? [],
        medicineToldFrom:
          ofMedicine.length === 0 ? null : Math.min(...ofMedicine.map(({ firstAt }) => firstAt)),
        backAt: lastBack.get(residentId) ?? null,
        left: left.get(residentId) ?? [],
      })
    }
    return [homes, said]
  }
  const refresh = (): Promise<void> => watch.followAnew(readHomes)
  await refresh()
  const placements = (): Map<string, string | null> =>
    new Map([...registry.devices()].map(({ id, placement }) => [id, placement]))
  let placed = placements()
  registry.onReplaced(() => {
    watch.devicesChanged()
    const before = placed
    placed = placements()
    const isMoved = [...placed].some(([id, place]) => before.has(id) && before.get(id) !== place)
    if (!isMoved) return
    // As after a restart: what it said before was said elsewhere.
    refresh().catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : 'unknown'
      log.error({ reason }, 'rules over time could not be read anew after a device was moved')
    })
  })
  const desk = new RuleDesk({
    writeQueue,
    audit,
    clock,
    registry,
    switchedOn: () => switchedOn,
    hoursOf: (residentId) => hours.get(residentId)?.hours,
    reader,
    refresh,
  })
  const sayHeldBack = async (residentId: string): Promise<void> => {
    const from = clock.wall() - LOOK_BACK_MS
    await writeQueue.run('routine', (transaction) =>
      unsayHeldBack(transaction, { residentId, from }, TIME_RULE_IDS),
    )
    watch.forgetHeldBack(residentId)
    await refresh()
  }
  return { watch, desk, refresh, sayHeldBack }
}
