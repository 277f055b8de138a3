/**
 * Telegrams by which a device introduces itself (enocean-esp3.md, section 4). They are never measurements: an
 * unfiltered one opens a "door".
 */
import { hexByte } from '../bytes.ts'
import { eepName } from './profiles/profiles.ts'
import { RORG } from './telegram.ts'
import type { Telegram } from './telegram.ts'

/** `func`, `type` and `manufacturer` where the telegram says them (4BS variants 2 and 3). */
export interface TeachIn {
  readonly func?: number
  readonly type?: number
  readonly manufacturer?: number
}

export const UTE_REQUESTS = ['teach-in', 'deletion', 'teach-in-or-deletion', 'unknown'] as const

/** A universal teach-in (D4). */
export interface Ute {
  readonly bidirectional: boolean
  readonly responseExpected: boolean
  readonly request: (typeof UTE_REQUESTS)[number]
  /** 0 asks, 1 answers. */
  readonly command: number
  readonly channels: number
  readonly manufacturer: number
  readonly type: number
  readonly func: number
  readonly rorg: number
}

/** Bit 3 of a 1BS payload and of DB0 of a 4BS one; 0 means teach-in. */
const LEARN_BIT = 0x08
const HAS_PROFILE = 0x80
const UTE_BYTES = 7

/** The teach-in inside a 1BS or 4BS telegram; null where it is a measurement or another kind of telegram. */
export function readTeachIn({ rorg, payload }: Telegram): TeachIn | null {
  const db0 = payload.at(-1) ?? LEARN_BIT
  if ((db0 & LEARN_BIT) !== 0) return null
  if (rorg === RORG.oneBs && payload.length === 1) return {}
  if (rorg !== RORG.fourBs || payload.length !== 4) return null
  if ((db0 & HAS_PROFILE) === 0) return {}
  const [db3 = 0, db2 = 0, db1 = 0] = payload
  return {
    func: db3 >> 2,
    type: ((db3 & 0x03) << 5) | (db2 >> 3),
    manufacturer: ((db2 & 0x07) << 8) | db1,
  }
}

export function readUte({ rorg, payload }: Telegram): Ute | null {
  if (rorg !== RORG.ute || payload.length !== UTE_BYTES) return null
  const [db6 = 0, channels = 0, maker = 0, makerHigh = 0, type = 0, func = 0, profileRorg = 0] = payload
  return {
    bidirectional: (db6 & 0x80) !== 0,
    responseExpected: (db6 & 0x40) === 0,
    request: UTE_REQUESTS[(db6 >> 4) & 0x03] ?? 'unknown',
    command: db6 & 0x0f,
    channels,
    manufacturer: ((makerHigh & 0x07) << 8) | maker,
    type,
    func,
    rorg: profileRorg,
  }
}

export const UTE_ANSWER = { refused: 0, accepted: 1, deleted: 2, unknownProfile: 3 } as const
export type UteAnswer = (typeof UTE_ANSWER)[keyof typeof UTE_ANSWER]
const UTE_ANSWER_COMMAND = 0x01

/** Payload of the answer: two-way, the result, and what the device said of itself back again. */
export function uteAnswerPayload(question: Uint8Array, answer: UteAnswer): Uint8Array {
  const payload = question.slice()
  payload[0] = 0x80 | (answer << 4) | UTE_ANSWER_COMMAND
  return payload
}

/** What a teach-in tells somebody who looks for new devices; undefined where the telegram is none. */
export function introduction(telegram: Telegram): Readonly<Record<string, string>> | undefined {
  const ute = readUte(telegram)
  const said = ute === null ? readTeachIn(telegram) : ute
  if (said === null) return undefined
  const rorg = ute === null ? telegram.rorg : ute.rorg
  const { func, type, manufacturer } = said
  return {
    teachIn: 'true',
    ...(func === undefined || type === undefined ? {} : { eep: eepName(rorg, func, type) }),
    ...(manufacturer === undefined
      ? {}
      : { manufacturer: hexByte(manufacturer >> 8) + hexByte(manufacturer & 0xff) }),
  }
}
