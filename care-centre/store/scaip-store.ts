/** What the centre remembers of devices that speak SCAIP to it. */
import { CATEGORIES, PRIORITIES } from '../../shared/domain/priority.ts'
import { AlarmMessageSchema, type AlarmMessage } from '../../shared/wire/centre-messages.ts'
import type { OpenAlarm } from '../scaip/device-messages.ts'
import { isSilenceAlarm } from '../scaip/silence-messages.ts'
import type { Pulse } from '../scaip/silence.ts'
import { folded } from './operator-reads.ts'
import { places, type Reading, type Transaction } from './transaction.ts'

/** Alarms of one controller that are looked at; one with more of them open is not understood any better. */
const MOST_OPEN = 200

export interface Exchange {
  readonly messages: readonly AlarmMessage[]
  /** The `mrs` as it was written. */
  readonly answer: string
}

export interface DocumentKey {
  readonly cid: string
  readonly ref: string
}

/**
 * What was received within so long of now. Also what the clock says is still to come: it was set back, and what was
 * received before that is forgotten in as long a time.
 */
interface Kept {
  readonly now: number
  readonly keptMs: number
}

/**
 * The answer that the same document got; undefined: it is new, or what was made of it then was never stored (decided by
 * an older program, or refused).
 */
export async function readExchange(
  { query }: Pick<Transaction, 'query'>,
  { cid, ref }: DocumentKey,
  { now, keptMs }: Kept,
): Promise<string | undefined> {
  const [row] = await query<{ station: string; messages: string; answer: string }>(
    `SELECT station, messages, answer FROM scaip_exchange
     WHERE cid = ? AND ref = ? AND "receivedAt" > ? AND "receivedAt" < ?`,
    [cid, ref, now - keptMs, now + keptMs],
  )
  if (row === undefined) return undefined
  const ids = AlarmMessageSchema.array()
    .parse(JSON.parse(row.messages))
    .map(({ id }) => id)
  if (ids.length === 0) return row.answer
  const stored = await query(`SELECT id FROM message WHERE station = ? AND id IN (${places(ids.length)})`, [
    row.station,
    ...ids,
  ])
  return stored.length === ids.length ? row.answer : undefined
}

export async function writeExchange(
  { query }: Transaction,
  { cid, ref }: DocumentKey,
  exchange: Exchange & {
    readonly station: string
    readonly at: number
    /** When the device was asked to call; null: it was not. */
    readonly voiceAt: number | null
  },
): Promise<void> {
  const { station, messages, answer, at, voiceAt } = exchange
  await query(
    `INSERT INTO scaip_exchange (cid, ref, station, messages, answer, "receivedAt", "voiceAt")
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (cid, ref) DO UPDATE SET station = excluded.station, messages = excluded.messages,
       answer = excluded.answer, "receivedAt" = excluded."receivedAt", "voiceAt" = excluded."voiceAt"`,
    [cid, ref, station, JSON.stringify(messages), answer, at, voiceAt],
  )
}

/** When this controller was last asked to call, as far as the clock has come. */
export async function lastVoiceAt(
  { query }: Transaction,
  cid: string,
  now: number,
): Promise<number | undefined> {
  const [row] = await query<{ at: number | null }>(
    'SELECT max("voiceAt") AS at FROM scaip_exchange WHERE cid = ? AND "voiceAt" <= ?',
    [cid, now],
  )
  return row?.at ?? undefined
}

export async function forgetExchanges({ query }: Transaction, { now, keptMs }: Kept): Promise<void> {
  await query('DELETE FROM scaip_exchange WHERE "receivedAt" <= ?', [now - keptMs])
  await query('DELETE FROM scaip_exchange WHERE "receivedAt" >= ?', [now + keptMs])
}

export interface DeviceAlarm extends OpenAlarm {
  /** Empty for the controller's own. */
  readonly did: string
  /** It says that the controller itself is silent. */
  readonly isSilence: boolean
}

/** Open alarms of one controller, oldest first. */
export async function readOpenAlarms(
  { query }: Transaction,
  station: string,
  cid: string,
): Promise<DeviceAlarm[]> {
  const rows = await query<{
    id: string
    did: string
    incident: string
    cause: string
    category: string
    priority: string
    count: number
    sequence: number
  }>(
    `SELECT known.alarm AS id, known.did, known.incident, known.cause, known.category,
       alarm.priority, alarm.count, alarm.sequence
     FROM scaip_alarm AS known JOIN alarm ON alarm.id = known.alarm AND alarm.station = known.station
     WHERE known.cid = ? AND known.station = ? AND alarm.open = 1
     ORDER BY known."raisedAt" DESC LIMIT ${MOST_OPEN}`,
    [cid, station],
  )
  return rows.reverse().map((row) => ({
    ...row,
    isSilence: isSilenceAlarm(row.id),
    category: wordOf(CATEGORIES, row.category),
    priority: wordOf(PRIORITIES, row.priority),
  }))
}

/** Called with the message that raises it. */
export async function rememberAlarm(
  { query }: Transaction,
  raised: AlarmMessage,
  device: { readonly station: string; readonly cid: string; readonly did: string },
  at: number,
): Promise<void> {
  const { station, cid, did } = device
  const { alarmId, incidentId, cause, category, priority } = raised
  await query(
    `INSERT INTO scaip_alarm (alarm, station, cid, did, incident, cause, category, priority, "raisedAt")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (alarm, station) DO NOTHING`,
    [alarmId, station, cid, did, incidentId, cause, category, priority, at],
  )
}

/** What a device says of an alarm in words, once for each alarm, to be looked for. */
export async function rememberWords(
  { query }: Transaction,
  { alarmId, data }: AlarmMessage,
  station: string,
): Promise<void> {
  if (typeof data['text'] !== 'string') return
  await query(
    'INSERT INTO device_words (station, alarm, folded) VALUES (?, ?, ?) ON CONFLICT (station, alarm, folded) DO NOTHING',
    [station, alarmId, folded(data['text'])],
  )
}

const PULSE = 'cid, station, "heardAt", "beatAt", "intervalMs", silent'

interface PulseRow {
  readonly cid: string
  readonly station: string
  readonly heardAt: number
  readonly beatAt: number
  readonly intervalMs: number | null
  readonly silent: number
}

export interface StationPulse extends Pulse {
  readonly station: string
}

export async function readPulse(
  { query }: Pick<Transaction, 'query'>,
  cid: string,
): Promise<StationPulse | undefined> {
  const [row] = await query<PulseRow>(`SELECT ${PULSE} FROM scaip_device WHERE cid = ?`, [cid])
  return row === undefined ? undefined : pulseOf(row)
}

/** Of controllers that are not known to be silent. */
export async function readPulses({ query }: Reading): Promise<StationPulse[]> {
  return (await query<PulseRow>(`SELECT ${PULSE} FROM scaip_device WHERE silent = 0`)).map(pulseOf)
}

export async function writePulse({ query }: Transaction, pulse: StationPulse): Promise<void> {
  const { cid, station, heardAt, beatAt, intervalMs, isSilent } = pulse
  await query(
    `INSERT INTO scaip_device (${PULSE}) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (cid) DO UPDATE SET station = excluded.station, "heardAt" = excluded."heardAt",
       "beatAt" = excluded."beatAt", "intervalMs" = excluded."intervalMs", silent = excluded.silent`,
    [cid, station, heardAt, beatAt, intervalMs, isSilent ? 1 : 0],
  )
}

function pulseOf({ silent, ...row }: PulseRow): StationPulse {
  return { ...row, isSilent: silent === 1 }
}

function wordOf<Word extends string>(words: readonly Word[], stored: string): Word {
  const word = words.find((candidate) => candidate === stored)
  if (word === undefined) throw new Error(`not a stored word: ${stored}`)
  return word
}
