/**
 * What operators do about alarms. What a station owns is asked of the station; what the centre owns is done at once.
 * Of two who take the same alarm the first has it, and both see who.
 */
import { v7 as uuidv7 } from 'uuid'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { isoInstant, type Instant } from '../../shared/domain/time.ts'
import type { NewCommand } from '../../shared/api/centre/alarms.ts'
import type { CentreCommand } from '../../shared/wire/centre-messages.ts'
import type { CentreAlarm } from '../intake/centre-alarm.ts'
import { appendAudit, type CentreAudit } from '../store/audit-rows.ts'
import { closeCommand, countOpenCommands, insertCommand, lastOwnership } from '../store/command-store.ts'
import type { Key } from '../store/message-store.ts'
import type { Store } from '../store/store.ts'
import { claim, letGo, readAlarm } from '../store/take-rows.ts'
import type { Transaction } from '../store/transaction.ts'
import { stepAtCentre } from './centre-step.ts'

export interface Doer {
  readonly municipality: string
  /** An operator, or somebody with a token of the trial. */
  readonly kind: 'operator' | 'token'
  readonly id: string
}

/** `release` follows letting go here, and is nothing that is asked for by itself. */
type Wanted = Omit<NewCommand, 'type'> & { readonly type: CentreCommand['type'] }

export type Refused = {
  readonly ok: false
  readonly code: 'unknown-alarm' | 'already-taken' | 'not-taken' | 'not-in-this-state' | 'overloaded'
  /** Who has it. */
  readonly alarm?: CentreAlarm
}

const OVERLOADED: Refused = { ok: false, code: 'overloaded' }

export type Taken = Refused | { readonly ok: true; readonly alarm: CentreAlarm }
export type Given = Refused | { readonly ok: true; readonly command: CentreCommand }

/** A station that handles none of this many is not listening. Who has an alarm is asked for beyond what people write. */
const MOST_OPEN_COMMANDS = 1000
const MOST_WITH_OWNERSHIP = 2000

export class AlarmDesk {
  constructor(
    private readonly store: Pick<Store, 'writes'>,
    private readonly now: () => Instant,
  ) {}

  /** The answer clock stops here; the station is asked to show who has it. */
  take(by: Doer, key: Key): Promise<Taken> {
    return this.#within(key, async (transaction, before, at) => {
      const isUnanswered = before.state === 'raised' || before.answeredAt === null
      if (isUnanswered && !(await hasRoom(transaction, before, MOST_WITH_OWNERSHIP))) return OVERLOADED
      const claimed = await claim(transaction, key, by.id, at)
      if (claimed === undefined) {
        return { ok: false, code: isOpen(before) ? 'already-taken' : 'not-in-this-state', alarm: before }
      }
      await audit(transaction, by, 'alarm.taken', key, at)
      const alarm = isUnanswered ? await acknowledge(transaction, claimed, by, at) : claimed
      announce(transaction, alarm)
      return { ok: true, alarm }
    })
  }

  /** `mayForOthers`: a lead lets go of what somebody who has gone home still has. */
  release(by: Doer, key: Key, mayForOthers: boolean): Promise<Taken> {
    return this.#within(key, async (transaction, before, at) => {
      const holder = before.takenBy
      if (holder === null) return { ok: false, code: 'not-taken', alarm: before }
      if (holder !== by.id && !mayForOthers) return { ok: false, code: 'already-taken', alarm: before }
      const tellsStation = await isShownAtStation(transaction, before, holder)
      if (tellsStation && !(await hasRoom(transaction, before, MOST_WITH_OWNERSHIP))) return OVERLOADED
      const free = await letGo(transaction, key, { operator: by.id, holder, at })
      if (free === undefined) return { ok: false, code: 'not-taken', alarm: before }
      await audit(transaction, by, 'alarm.let-go', key, at)
      const isRinging =
        free.origin !== 'station' && (free.state === 'acknowledged' || free.state === 'on-the-way')
      const step = { type: 'alarm.released', data: { by: by.id }, at }
      const alarm = isRinging ? await stepAtCentre(transaction, free, step) : free
      if (tellsStation) {
        const from = holder === by.id ? {} : { from: holder }
        await give(transaction, free, { ...commandOf(by, free, { type: 'release' }, at), ...from }, at)
      }
      announce(transaction, alarm)
      return { ok: true, alarm }
    })
  }

  command(by: Doer, key: Key, wanted: NewCommand): Promise<Given> {
    return this.#within(key, async (transaction, alarm, at) => {
      const command = commandOf(by, key, wanted, at)
      await audit(transaction, by, `command.${command.type}`, key, at)
      if (alarm.origin === 'station') {
        if (!(await hasRoom(transaction, alarm, MOST_OPEN_COMMANDS))) return OVERLOADED
        await give(transaction, alarm, command, at)
        return { ok: true, command }
      }
      if (!isPossible(alarm, command)) return { ok: false, code: 'not-in-this-state', alarm }
      await give(transaction, alarm, command, at)
      await closeCommand(transaction, key.station, { id: command.id, result: 'done' }, at)
      await applyHere(transaction, alarm, command, at)
      return { ok: true, command }
    })
  }

  #within<T>(
    key: Key,
    work: (transaction: Transaction, alarm: CentreAlarm, at: Instant) => Promise<T | Refused>,
  ): Promise<T | Refused> {
    return this.store.writes.run(async (transaction) => {
      await transaction.lock([key.station])
      const alarm = await readAlarm(transaction, key)
      return alarm === undefined
        ? { ok: false, code: 'unknown-alarm' }
        : await work(transaction, alarm, this.now())
    })
  }
}

async function acknowledge(
  transaction: Transaction,
  alarm: CentreAlarm,
  by: Doer,
  at: Instant,
): Promise<CentreAlarm> {
  if (alarm.origin !== 'station') {
    return await stepAtCentre(transaction, alarm, { type: 'alarm.acknowledged', data: { by: by.id }, at })
  }
  await give(transaction, alarm, commandOf(by, alarm, { type: 'acknowledge' }, at), at)
  return alarm
}

/** False: too many wait for the station of this alarm. What the centre owns waits for nobody. */
async function hasRoom(transaction: Transaction, alarm: CentreAlarm, most: number): Promise<boolean> {
  return alarm.origin !== 'station' || (await countOpenCommands(transaction, alarm.station)) < most
}

async function give(
  transaction: Transaction,
  alarm: CentreAlarm,
  command: CentreCommand,
  at: Instant,
): Promise<void> {
  await insertCommand(transaction, { command, station: alarm.station, at })
  const { id, type } = command
  const data = { station: alarm.station, alarm: alarm.id, command: id, type, result: null }
  transaction.announce({ type: 'command', station: alarm.station, data })
}

/** The station was asked to show that this operator has it, and neither of the two has given it away since. */
async function isShownAtStation(
  transaction: Transaction,
  alarm: CentreAlarm,
  operator: string,
): Promise<boolean> {
  if (alarm.origin !== 'station' || !isOpen(alarm)) return false
  if (alarm.holder !== null && alarm.holder !== operator) return false
  const last = await lastOwnership(transaction, alarm)
  return last?.type === 'acknowledge' && last.by === operator && last.result !== 'refused'
}

/** There is no shift at the other end that could be asked for something. */
function isPossible(alarm: CentreAlarm, { type }: CentreCommand): boolean {
  return type === 'note' || (isOpen(alarm) && type !== 'request')
}

function isOpen({ state }: CentreAlarm): boolean {
  return state !== 'resolved' && state !== 'cancelled'
}

/** Words stay with the command, where they are shown; a message carries ids alone. */
async function applyHere(
  transaction: Transaction,
  alarm: CentreAlarm,
  command: CentreCommand,
  at: Instant,
): Promise<void> {
  const { by, to, outcome, falseCause } = command
  const step = (type: string, data: Readonly<Record<string, unknown>>) =>
    stepAtCentre(transaction, alarm, { type, data: { by, command: command.id, ...data }, at })
  switch (command.type) {
    case 'acknowledge':
      await step('alarm.acknowledged', {})
      return
    case 'assign':
      await step('alarm.handed-over', { to })
      return
    case 'note':
      await step('alarm.note', {})
      return
    case 'resolve':
      await step('alarm.resolved', { outcome, ...(falseCause === undefined ? {} : { falseCause }) })
      return
    case 'request':
    case 'release':
      return
    default:
      assertNever(command.type)
  }
}

function commandOf(by: Doer, { id }: Pick<Key, 'id'>, wanted: Wanted, at: Instant): CentreCommand {
  const { type, to, text, outcome, falseCause } = wanted
  return {
    id: uuidv7(),
    type,
    alarmId: id,
    by: by.id,
    at: isoInstant(at),
    ...(to === undefined ? {} : { to }),
    ...(text === undefined ? {} : { text }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(falseCause === undefined ? {} : { falseCause }),
  }
}

function announce(transaction: Transaction, alarm: CentreAlarm): void {
  transaction.announce({ type: 'alarm', station: alarm.station, data: alarm })
}

async function audit(
  transaction: Transaction,
  by: Doer,
  action: string,
  key: Key,
  at: Instant,
): Promise<void> {
  const content: CentreAudit = {
    at,
    actor: { kind: by.kind, id: by.id },
    action,
    subject: key.id,
    data: { station: key.station },
  }
  await appendAudit(transaction, by.municipality, content)
}
