/**
 * What our own station writes into `ite`, so that our own centre can make the same message of a document: ids and
 * codes, nothing personal. A centre of another maker may show it as text.
 *
 *   tv1 <alarm id> <sequence> <type without "alarm."> <message id> <priority> <cause>
 *   tv1 heartbeat <open alarms> <waiting> <status> [stopping] [<path>:<state>,…]
 */
import { PRIORITIES, type Priority } from '../domain/priority.ts'
import { PATH_KINDS, PATH_STATES } from '../wire/centre-messages.ts'
import type { AlarmMessage, HeartbeatMessage } from '../wire/centre-messages.ts'

/** `ite` holds no more (scaip.md §4). */
const LONGEST = 128

export type OwnIdentity =
  | {
      readonly kind: 'alarm'
      readonly alarmId: string
      readonly sequence: number
      /** As on the wire: `alarm.raised`. */
      readonly type: string
      readonly messageId: string
      readonly priority: Priority
      readonly cause: string
    }
  | { readonly kind: 'heartbeat'; readonly data: HeartbeatMessage['data'] }

/** Undefined where it does not fit (ids that were given and not made): the document then stands by itself. */
export function identityOf(message: AlarmMessage): string | undefined {
  const { alarmId, sequence, type, id, priority, cause } = message
  const words = ['tv1', alarmId, sequence, type.replace(/^alarm\./, ''), id, priority, cause].join(' ')
  return words.length > LONGEST ? undefined : words
}

export function heartbeatIdentityOf(data: HeartbeatMessage['data']): string {
  const { openAlarms, waiting, status, stopping, paths = [] } = data
  const stops = stopping === true ? ['stopping'] : []
  const words = ['tv1 heartbeat', openAlarms, waiting, status, ...stops].join(' ')
  const ways = paths.map(({ kind, state }) => `${kind}:${state}`).join(',')
  const all = ways === '' ? words : `${words} ${ways}`
  return all.length > LONGEST ? words : all
}

/** Undefined for what no station of ours wrote. */
export function readIdentity(ite: string | undefined): OwnIdentity | undefined {
  const words = (ite ?? '').split(' ')
  if (words[0] !== 'tv1') return undefined
  return words[1] === 'heartbeat' ? readHeartbeat(words.slice(2)) : readAlarm(words.slice(1))
}

const ID = /^[A-Za-z0-9._-]{1,64}$/
const WORD = /^[a-z][a-z-]{0,40}$/

function readAlarm(words: readonly string[]): OwnIdentity | undefined {
  const [alarmId = '', order = '', type = '', messageId = '', priority, cause = ''] = words
  const known = PRIORITIES.find((word) => word === priority)
  if (known === undefined || words.length !== 6 || !ID.test(alarmId) || !ID.test(messageId)) return undefined
  if (!/^[1-9][0-9]{0,8}$/.test(order) || !WORD.test(type) || !WORD.test(cause)) return undefined
  return {
    kind: 'alarm',
    alarmId,
    sequence: Number(order),
    type: `alarm.${type}`,
    messageId,
    priority: known,
    cause,
  }
}

function readHeartbeat(words: readonly string[]): OwnIdentity | undefined {
  const [open = '', waiting = '', status, ...rest] = words
  if (!/^[0-9]{1,9}$/.test(open) || !/^[0-9]{1,9}$/.test(waiting)) return undefined
  if (status !== 'ok' && status !== 'degraded') return undefined
  const paths = rest.flatMap((word) => (word.includes(':') ? [readPaths(word)] : []))[0] ?? []
  return {
    kind: 'heartbeat',
    data: {
      openAlarms: Number(open),
      waiting: Number(waiting),
      status,
      ...(rest.includes('stopping') ? { stopping: true } : {}),
      ...(paths.length === 0 ? {} : { paths }),
    },
  }
}

function readPaths(text: string): NonNullable<HeartbeatMessage['data']['paths']> {
  return text.split(',').flatMap((word) => {
    const [first, second] = word.split(':')
    const kind = PATH_KINDS.find((known) => known === first)
    const state = PATH_STATES.find((known) => known === second)
    return kind === undefined || state === undefined ? [] : [{ kind, state }]
  })
}
