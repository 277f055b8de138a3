/** One transaction of the intake: many bodies, each message stored once, each alarm brought up to date. */
import type { AlarmMessage, MessagesReply, RejectedMessage } from '../../shared/wire/centre-messages.ts'
import { closeCommand } from '../store/command-store.ts'
import { readKnown, type Known } from '../store/intake-reader.ts'
import {
  completeMessages,
  insertMessages,
  keyOf,
  refoldAlarm,
  writeAlarms,
  type Key,
  type NewMessage,
} from '../store/message-store.ts'
import { writeHeard, type HeardStation } from '../store/station-store.ts'
import { together, type Transaction } from '../store/transaction.ts'
import { applyMessage, foldMessages, followsOn, type CentreAlarm } from './centre-alarm.ts'
import { isSameMessage, isWholeOf, rejectReusedId, type JudgedBody } from './judge-message.ts'

export interface StationBody {
  readonly station: string
  readonly body: JudgedBody
}

/** What one transaction came to: an answer for each body, in their order, and how many messages were new. */
export interface StoredBodies {
  readonly replies: readonly MessagesReply[]
  readonly stored: number
  /** How many commands a station said to have handled that nobody gave it; stations without any are not there. */
  readonly unknownCommands: ReadonlyMap<string, number>
}

interface ClosedCommand {
  readonly station: string
  readonly alarm: string
  readonly command: string
  readonly result: 'done' | 'refused'
}

interface HandledCommands {
  readonly handled: readonly ClosedCommand[]
  readonly unknownCommands: ReadonlyMap<string, number>
}

/** `heard`: stations whose time of being heard is to be written as well. */
export async function storeBodies(
  transaction: Transaction,
  bodies: readonly StationBody[],
  heard: readonly HeardStation[],
  now: number,
): Promise<StoredBodies> {
  const stations = stationsOf(bodies)
  // Asked for at one time, and so together with what it keeps for us.
  const [, stored] = await Promise.all([
    transaction.lock(stations),
    storeLocked(transaction, bodies, heard, now),
  ])
  return stored
}

/** Within a transaction that has the lock of these stations, or asks for it in this very moment. */
export async function storeLocked(
  transaction: Transaction,
  bodies: readonly StationBody[],
  heard: readonly HeardStation[],
  now: number,
): Promise<StoredBodies> {
  const { handled, unknownCommands, known } = await readFirst(transaction, bodies, now)
  const sorted = sortOut(bodies, known.fingerprints)
  let alarms: readonly CentreAlarm[] = []
  const insert = () => insertMessages(transaction, sorted.fresh, now)
  if (sorted.whole.length > 0) {
    await insert()
    await completeMessages(transaction, sorted.whole)
  }
  await together(transaction, [
    ...(sorted.whole.length > 0 ? [] : [insert]),
    async () => {
      alarms = await updateAlarms(transaction, known.alarms, sorted, now)
    },
    () => writeHeard(transaction, heard, now),
  ])
  announce(transaction, alarms, handled)
  const replies = sorted.answers.map((answer, at) => ({
    ...answer,
    commands: [...(known.commands.get(bodies[at]?.station ?? '') ?? [])],
  }))
  return { replies, stored: sorted.fresh.length, unknownCommands }
}

/** First what stations did with commands, so that the answers no longer ask for it. */
async function readFirst(
  transaction: Transaction,
  bodies: readonly StationBody[],
  now: number,
): Promise<HandledCommands & { readonly known: Known }> {
  const commands = await closeCommands(transaction, bodies, now)
  const known = await readKnown(transaction, {
    messages: keysOf(bodies, (message) => message.id),
    alarms: keysOf(bodies, (message) => message.alarmId),
    stations: stationsOf(bodies),
  })
  return { ...commands, known }
}

function stationsOf(bodies: readonly StationBody[]): string[] {
  return [...new Set(bodies.map(({ station }) => station))]
}

function announce(
  transaction: Transaction,
  alarms: readonly CentreAlarm[],
  handled: readonly ClosedCommand[],
): void {
  for (const alarm of alarms) transaction.announce({ type: 'alarm', station: alarm.station, data: alarm })
  for (const { station, alarm, command, result } of handled) {
    transaction.announce({ type: 'command', station, data: { station, alarm, command, result } })
  }
}

interface SortedOut {
  readonly fresh: readonly NewMessage[]
  /** Of which a part is stored, by a path that could not carry more. */
  readonly whole: readonly NewMessage[]
  readonly answers: readonly Pick<MessagesReply, 'acknowledged' | 'rejected'>[]
}

/** Which messages are new, which are sent again and which reuse an id; pure. `known`: fingerprints by `keyOf`. */
export function sortOut(bodies: readonly StationBody[], known: ReadonlyMap<string, string>): SortedOut {
  const seen = new Map(known)
  const fresh: NewMessage[] = []
  const whole: NewMessage[] = []
  const answers = bodies.map(({ station, body }) => {
    const acknowledged: string[] = []
    const rejected: RejectedMessage[] = []
    for (const judged of body.messages) {
      if (judged.kind === 'rejected') rejected.push(judged.rejected)
      else if (judged.kind === 'heartbeat') acknowledged.push(judged.message.id)
      else {
        const { message, fingerprint, index } = judged
        const before = seen.get(keyOf({ station, id: message.id }))
        if (before !== undefined && !isSameMessage(before, fingerprint)) {
          rejected.push(rejectReusedId(message.id, index))
          continue
        }
        acknowledged.push(message.id)
        if (before !== undefined && !isWholeOf(before, fingerprint)) continue
        seen.set(keyOf({ station, id: message.id }), fingerprint)
        const list = before === undefined ? fresh : whole
        list.push({ station, message, fingerprint, lateReason: body.late?.reason ?? null })
      }
    }
    return { acknowledged, rejected }
  })
  return { fresh, whole, answers }
}

async function updateAlarms(
  transaction: Transaction,
  before: ReadonlyMap<string, CentreAlarm>,
  { fresh, whole }: SortedOut,
  receivedAt: number,
): Promise<CentreAlarm[]> {
  const refolded = new Set(whole.map(({ station, message }) => keyOf({ station, id: message.alarmId })))
  const touched = new Map<string, { readonly key: Key; readonly messages: NewMessage[] }>()
  for (const entry of [...fresh, ...whole]) {
    const key = { station: entry.station, id: entry.message.alarmId }
    const group = touched.get(keyOf(key)) ?? { key, messages: [] }
    group.messages.push(entry)
    touched.set(keyOf(key), group)
  }
  const after: CentreAlarm[] = []
  for (const [name, group] of touched) {
    const messages = group.messages.map(({ message, lateReason }) => ({ message, receivedAt, lateReason }))
    const alarm = before.get(name)
    if (refolded.has(name)) after.push(...listOf(await refoldAlarm(transaction, group.key, alarm)))
    else if (alarm === undefined) after.push(...listOf(foldMessages(group.key.station, messages)))
    else if (followsOn(alarm, messages)) after.push(messages.reduce(applyMessage, alarm))
    else after.push(...listOf(await refoldAlarm(transaction, group.key, alarm)))
  }
  await writeAlarms(transaction, after)
  return after
}

async function closeCommands(
  transaction: Transaction,
  bodies: readonly StationBody[],
  now: number,
): Promise<HandledCommands> {
  const handled: ClosedCommand[] = []
  const unknownCommands = new Map<string, number>()
  for (const { station, body } of bodies) {
    for (const { id: command, result, ...more } of body.handled) {
      const closed = await closeCommand(transaction, station, { id: command, result, ...more }, now)
      if (closed.kind === 'closed') handled.push({ station, alarm: closed.alarm, command, result })
      if (closed.kind === 'unknown') unknownCommands.set(station, (unknownCommands.get(station) ?? 0) + 1)
    }
  }
  return { handled, unknownCommands }
}

function keysOf(bodies: readonly StationBody[], idOf: (message: AlarmMessage) => string): Key[] {
  return bodies.flatMap(({ station, body }) =>
    body.messages.flatMap((judged) =>
      judged.kind === 'alarm' ? [{ station, id: idOf(judged.message) }] : [],
    ),
  )
}

function listOf<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value]
}
