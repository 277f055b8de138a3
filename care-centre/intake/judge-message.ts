/** Judges the messages of one body one by one (contract: "a message that does not fit is named in `rejected`"). */
import { hash } from 'node:crypto'
import {
  AlarmMessageSchema,
  HandledCommandSchema,
  HeartbeatMessageSchema,
  LateDeliverySchema,
  type AlarmMessage,
  type HandledCommand,
  type HeartbeatMessage,
  type LateDelivery,
  type RejectedMessage,
} from '../../shared/wire/centre-messages.ts'
import { plainAlarmMessage } from './plain-message.ts'

/** Deeper than any real `data`, shallow enough for every JSON reader that comes after us. */
const DEEPEST_NESTING = 32

/** A body of 1 MiB holds about 3,500 real messages; more entries than this are not messages. */
export const MOST_MESSAGES_IN_BODY = 5000

/** `fingerprint`: SHA-256 over the message without `sentAt`; equal for a message that is sent again. */
export type JudgedMessage =
  | {
      readonly kind: 'alarm'
      readonly index: number
      readonly message: AlarmMessage
      readonly fingerprint: string
    }
  | { readonly kind: 'heartbeat'; readonly message: HeartbeatMessage }
  | { readonly kind: 'rejected'; readonly rejected: RejectedMessage }

export interface JudgedBody {
  readonly messages: readonly JudgedMessage[]
  readonly handled: readonly HandledCommand[]
  /** Its messages waited because a path was lost. */
  readonly late?: LateDelivery
  /** False where it says nothing of the station itself: a device reported straight to the centre. */
  readonly isHeard?: false
  /** It came through a broker, whose last will may speak of the station. */
  readonly isBrokered?: true
}

/** `undefined` when `body` is no object with a `messages` array: the one thing that refuses a body whole. */
export function judgeBody(body: unknown): JudgedBody | undefined {
  if (!isRecord(body) || !Array.isArray(body['messages'])) return undefined
  const listed: readonly unknown[] = body['messages']
  const messages = listed
    .slice(0, MOST_MESSAGES_IN_BODY)
    .map((value, index) => judgeMessage(withoutOrigin(value), index))
  if (listed.length > MOST_MESSAGES_IN_BODY) {
    const words = `at most ${MOST_MESSAGES_IN_BODY} messages in one body; this one and those after it were not read`
    messages.push(reject(null, MOST_MESSAGES_IN_BODY, 'too-many', words))
  }
  // One that does not fit is left out: the messages beside it are worth more than why they are late.
  const late = body['late'] === undefined ? undefined : LateDeliverySchema.safeParse(body['late'])
  return {
    messages,
    handled: parseHandled(body['handled']),
    ...(late?.success === true ? { late: late.data } : {}),
  }
}

/** One entry of `messages`; `index` is its place in the body. */
export function judgeMessage(value: unknown, index: number): JudgedMessage {
  if (!isRecord(value)) return reject(null, index, 'not-an-object', 'a message is a JSON object')
  const id = typeof value['id'] === 'string' ? value['id'].slice(0, 64) : null
  const type = value['type']
  if (type === 'heartbeat') {
    const heartbeat = HeartbeatMessageSchema.safeParse(value)
    if (heartbeat.success) return { kind: 'heartbeat', message: heartbeat.data }
    return reject(id, index, 'does-not-fit', firstIssue(heartbeat.error.issues))
  }
  if (typeof type !== 'string' || !type.startsWith('alarm.')) {
    return reject(id, index, 'unknown-type', 'type is `heartbeat` or begins with `alarm.`')
  }
  const plain = plainAlarmMessage(value)
  if (plain !== undefined) return judgedAlarm(plain, index)
  if (isDeeperThan(value, DEEPEST_NESTING)) {
    return reject(id, index, 'too-deep', `nested deeper than ${DEEPEST_NESTING} levels`)
  }
  const parsed = AlarmMessageSchema.safeParse(value)
  if (!parsed.success) return reject(id, index, 'does-not-fit', firstIssue(parsed.error.issues))
  return judgedAlarm(parsed.data, index)
}

function judgedAlarm(message: AlarmMessage, index: number): JudgedMessage {
  return { kind: 'alarm', index, message, fingerprint: fingerprintOf(message) }
}

export function rejectReusedId(id: string, index: number): RejectedMessage {
  return { id, index, code: 'id-reused', message: 'this id was received before with other content' }
}

/** What came by a path that cannot carry a message whole: the same message may come again with more in it. */
const PARTIAL = 'partial '

export function partialFingerprintOf(message: AlarmMessage): string {
  return PARTIAL + fingerprintOf(message)
}

/** Whether two messages of one id are the same one, as far as each of them goes. */
export function isSameMessage(fingerprint: string, other: string): boolean {
  return fingerprint === other || fingerprint.startsWith(PARTIAL) || other.startsWith(PARTIAL)
}

/** `after` is the whole message, of which `before` was as much as its path could carry. */
export function isWholeOf(before: string, after: string): boolean {
  return before.startsWith(PARTIAL) && !after.startsWith(PARTIAL)
}

/** The order of keys does not matter, `sentAt` is left out. */
export function fingerprintOf(message: AlarmMessage): string {
  return hash('sha256', canonicalMessage(message))
}

/** `canonicalJson` of a message without `sentAt`: all its keys are known, in their order, but those of `data`. */
function canonicalMessage(message: AlarmMessage): string {
  const { alarmId, category, cause, data, deviceId, id, incidentId, occurredAt } = message
  const { placement, priority, residentRef, sequence, type } = message
  const sentAt = null
  const after = {
    deviceId,
    id,
    incidentId,
    occurredAt,
    placement,
    priority,
    residentRef,
    sentAt,
    sequence,
    type,
  }
  // Written at one go where `data` is so already.
  if (isCanonical(data)) return JSON.stringify({ alarmId, category, cause, data, ...after })
  const before = JSON.stringify({ alarmId, category, cause })
  return `${before.slice(0, -1)},"data":${canonicalJson(data)},${JSON.stringify(after).slice(1)}`
}

/** Flat, and its keys are in their order. */
function isCanonical(data: Readonly<Record<string, unknown>>): boolean {
  let last = ''
  return Object.entries(data).every(([key, value]) => {
    const follows = key >= last
    last = key
    return follows && !isContainer(value)
  })
}

/** What a station sends is the station's: `data.origin` is the centre's own word for what came otherwise. */
function withoutOrigin(value: unknown): unknown {
  if (!isRecord(value) || !isRecord(value['data']) || !('origin' in value['data'])) return value
  const data = Object.fromEntries(Object.entries(value['data']).filter(([name]) => name !== 'origin'))
  return { ...value, data }
}

/** Entries that do not fit are passed over: the command they meant is then simply repeated. */
function parseHandled(value: unknown): HandledCommand[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, MOST_MESSAGES_IN_BODY).flatMap((entry) => {
    const parsed = HandledCommandSchema.safeParse(entry)
    return parsed.success ? [parsed.data] : []
  })
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (!isRecord(value)) return JSON.stringify(value)
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`)
  return `{${fields.join(',')}}`
}

/** Goes down no further than `levels`: a body of a million brackets must not overflow the stack. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (!isContainer(value)) return false
  return levels < 0 || Object.values(value).some((entry) => isDeeperThan(entry, levels - 1))
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isContainer(value) && !Array.isArray(value)
}

/** The place and the rule, never the value: a wrong value may be somebody's name. */
function firstIssue(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  const [issue] = issues
  if (issue === undefined) return 'does not fit the schema'
  return `${issue.path.map(String).join('.')}: ${issue.message}`.slice(0, 300)
}

function reject(id: string | null, index: number, code: string, message: string): JudgedMessage {
  return { kind: 'rejected', rejected: { id, index, code, message } }
}
