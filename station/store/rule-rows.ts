/** Rules over time that are switched on, residents' hours, and what the rules wait for or have said. */
import { z } from 'zod'
import { ACTION_REASONS, type ActionReason } from '../../shared/domain/action-reason.ts'
import { EVENT_KINDS, type EventKind } from '../../shared/domain/device-event.ts'
import { RULE_PROFILES, RuleLimitsSchema } from '../../shared/domain/rule-profiles.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { NightHours } from '../alarms/time-rules/hours.ts'
import { RULE_SET_VERSION } from '../alarms/rules.ts'
import { choicesOfFirstSet } from '../alarms/time-rules/rule-set-1.ts'
import {
  TIME_RULE_IDS,
  TIME_RULES,
  type ProfilesOfRule,
  type TimeRuleId,
} from '../alarms/time-rules/rule-set.ts'
import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

type Write = Pick<Transaction, 'run'>

export interface ResidentRule {
  readonly residentId: string
  readonly ruleId: TimeRuleId
  readonly choices: ProfilesOfRule
  /** Since when it is on, and since when by these choices. */
  readonly from: Instant
  readonly changedAt: Instant
}

const minute = z.int().min(0).max(1439)
const ChoicesSchema = z.partialRecord(
  z.enum(RULE_PROFILES),
  z.strictObject({ isWatched: z.boolean(), limits: RuleLimitsSchema }),
)

const RuleSchema = z.array(
  z
    .object({
      residentId: z.string(),
      ruleId: z.enum(TIME_RULE_IDS),
      setVersion: z.int(),
      limits: z.string(),
      from: z.number(),
      changedAt: z.number(),
    })
    .transform(({ setVersion, limits, ...rule }): ResidentRule => ({
      ...rule,
      choices: choicesOf(rule.ruleId, setVersion, JSON.parse(limits)),
    })),
)

/** The first version of the rules had one set of numbers for each. */
function choicesOf(ruleId: TimeRuleId, setVersion: number, stored: unknown): ProfilesOfRule {
  const rule = TIME_RULES.find(({ id }) => id === ruleId)
  if (setVersion > 1 || rule === undefined) return ChoicesSchema.parse(stored)
  return choicesOfFirstSet(rule, RuleLimitsSchema.parse(stored))
}

export async function readResidentRules(reader: RowSource): Promise<readonly ResidentRule[]> {
  return RuleSchema.parse(
    await reader.query(
      `SELECT resident_id AS residentId, rule_id AS ruleId, set_version AS setVersion, limits, from_at AS "from",
       coalesce(changed_at, from_at) AS changedAt FROM resident_rules ORDER BY resident_id, rule_id`,
    ),
  )
}

export async function writeResidentRule(
  transaction: Write,
  { residentId, ruleId, choices, from, changedAt }: ResidentRule,
  by: string,
): Promise<void> {
  await transaction.run(
    `INSERT INTO resident_rules (resident_id, rule_id, set_version, limits, from_at, changed_at, by_id)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (resident_id, rule_id) DO UPDATE SET
     set_version = excluded.set_version, limits = excluded.limits, from_at = excluded.from_at,
     changed_at = excluded.changed_at, by_id = excluded.by_id`,
    [residentId, ruleId, RULE_SET_VERSION, JSON.stringify(choices), from, changedAt, by],
  )
}

export async function removeResidentRule(
  transaction: Write,
  residentId: string,
  ruleId: TimeRuleId,
): Promise<void> {
  await transaction.run('DELETE FROM resident_rules WHERE resident_id = ? AND rule_id = ?', [
    residentId,
    ruleId,
  ])
}

const HoursSchema = z.array(
  z.object({
    resident_id: z.string(),
    night_from: minute,
    night_to: minute,
    holiday_night_from: minute,
    holiday_night_to: minute,
    changed_at: z.number().nullable(),
  }),
)

export interface ResidentHours {
  readonly hours: NightHours
  /** Since when they are so. */
  readonly changedAt: Instant
}

export async function readHours(reader: RowSource): Promise<ReadonlyMap<string, ResidentHours>> {
  const rows = HoursSchema.parse(await reader.query('SELECT * FROM resident_hours'))
  return new Map(
    rows.map((row) => {
      const hours = {
        night: { from: row.night_from, to: row.night_to },
        holidayNight: { from: row.holiday_night_from, to: row.holiday_night_to },
      }
      return [row.resident_id, { hours, changedAt: row.changed_at ?? 0 }]
    }),
  )
}

export async function writeHours(
  transaction: Write,
  residentId: string,
  { hours: { night, holidayNight }, changedAt }: ResidentHours,
): Promise<void> {
  await insertRows(
    transaction,
    'resident_hours',
    ['resident_id', 'night_from', 'night_to', 'holiday_night_from', 'holiday_night_to', 'changed_at'],
    [[residentId, night.from, night.to, holidayNight.from, holidayNight.to, changedAt]],
    `ON CONFLICT (resident_id) DO UPDATE SET night_from = excluded.night_from, night_to = excluded.night_to,
     holiday_night_from = excluded.holiday_night_from, holiday_night_to = excluded.holiday_night_to,
     changed_at = excluded.changed_at`,
  )
}

export interface RuleDeadline {
  readonly residentId: string
  readonly ruleId: string
  readonly episode: string
  readonly dueAt: Instant
  readonly firedAt: Instant | null
  readonly alarmId: string | null
  /** Why it changed no alarm when its time came. */
  readonly heldBack: ActionReason | null
  readonly overAt: Instant | null
}

const DEADLINE_COLUMNS = [
  'resident_id',
  'rule_id',
  'episode',
  'due_at',
  'fired_at',
  'alarm_id',
  'held_back',
  'over_at',
]

export async function writeRuleDeadlines(transaction: Write, rows: readonly RuleDeadline[]): Promise<void> {
  if (rows.length === 0) return
  await insertRows(
    transaction,
    'rule_deadlines',
    DEADLINE_COLUMNS,
    rows.map((row) => [
      row.residentId,
      row.ruleId,
      row.episode,
      Math.round(row.dueAt),
      row.firedAt,
      row.alarmId,
      row.heldBack,
      row.overAt,
    ]),
    `ON CONFLICT (resident_id, rule_id, episode) DO UPDATE SET due_at = excluded.due_at,
     fired_at = coalesce(excluded.fired_at, fired_at), alarm_id = coalesce(excluded.alarm_id, alarm_id),
     held_back = coalesce(excluded.held_back, held_back), over_at = excluded.over_at`,
  )
}

const DeadlineSchema = z.array(
  z.object({
    residentId: z.string(),
    ruleId: z.string(),
    episode: z.string(),
    dueAt: z.number(),
    firedAt: z.number().nullable(),
    alarmId: z.string().nullable(),
    heldBack: z.enum(ACTION_REASONS).nullable(),
    overAt: z.number().nullable(),
  }),
)

/** What is waited for, and what has been said and is not long over. */
export async function readRuleDeadlines(reader: RowSource, since: Instant): Promise<readonly RuleDeadline[]> {
  return DeadlineSchema.parse(
    await reader.query(
      `SELECT resident_id AS residentId, rule_id AS ruleId, episode, due_at AS dueAt, fired_at AS firedAt,
       alarm_id AS alarmId, held_back AS heldBack, over_at AS overAt FROM rule_deadlines
       WHERE due_at >= ?1 OR over_at >= ?1 OR (over_at IS NULL AND fired_at IS NOT NULL)`,
      [since],
    ),
  )
}

const HeardKindsSchema = z.array(
  z.object({ deviceId: z.string(), kind: z.enum(EVENT_KINDS), firstAt: z.number() }),
)

/** Which of these kinds each device has said at least once, and when first: one seek in the index for each. */
export async function readHeardKinds(
  reader: RowSource,
  deviceIds: readonly string[],
  kinds: readonly EventKind[],
): Promise<z.infer<typeof HeardKindsSchema>> {
  return HeardKindsSchema.parse(
    await reader.query(
      `SELECT * FROM (
         SELECT device.value AS deviceId, kind.value AS kind, (
           SELECT said.received_at FROM device_events AS said
           WHERE said.device_id = device.value AND said.kind = kind.value ORDER BY said.position LIMIT 1
         ) AS firstAt
         FROM json_each(?1) AS device JOIN json_each(?2) AS kind
       ) WHERE firstAt IS NOT NULL`,
      [JSON.stringify(deviceIds), JSON.stringify(kinds)],
    ),
  )
}
