/**
 * Whether a frame may raise anything: version, downgrade, key, length, counter, MIC and packet id, in the order
 * of bthome-v2.md, section 5. Pure: what it must know of earlier frames comes in and goes out.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { readObjects } from './read-objects.ts'
import type { ReadObjects } from './read-objects.ts'
import { BTHOME_VERSION, splitSealed, splitServiceData, unseal } from './service-data.ts'
import type { BthomeFrame } from './service-data.ts'

/** A lower counter than the last one is a restart of the device only below this. */
const RESTART_BELOW = 100
/** Within this time of the last accepted frame its packet id must be ahead. */
const SAME_EVENT_MS = 4000
const FURTHEST_AHEAD = 63

export interface Sender {
  /** As displayed: `54:48:E6:8F:80:A5`. */
  readonly mac: string
  /** Null: no key is stored, so only plain frames are understood. */
  readonly key: Uint8Array | null
}

/** What earlier frames of one sender leave behind. */
export interface AcceptedBefore {
  /** Durable: forgotten at a restart it would let old frames in again. */
  readonly counter: number | null
  readonly packetId: number | null
  readonly at: MonotonicMs | null
}

export const NOTHING_BEFORE: AcceptedBefore = { counter: null, packetId: null, at: null }

export type FrameError = 'unsupportedVersion' | 'downgrade' | 'keyNeeded' | 'tooShort' | 'badMic'

/** `restart` is accepted like `ok`; the device lost its counter, as after a change of battery. */
export type FrameRule = 'ok' | 'restart' | 'replay' | 'duplicatePacket' | FrameError

export interface Judgement {
  readonly rule: FrameRule
  readonly accepted: boolean
  /** What the next frame is judged by; also changed by one that is understood but not accepted. */
  readonly before: AcceptedBefore
  /** The counter of an encrypted frame whose MIC was right. */
  readonly counter: number | null
  /** Null where the frame was not read. */
  readonly content: ReadObjects | null
}

export function judgeFrame(
  data: Uint8Array,
  sender: Sender,
  before: AcceptedBefore,
  now: MonotonicMs,
): Judgement {
  const refuse = (rule: FrameRule): Judgement => ({
    rule,
    accepted: false,
    before,
    counter: null,
    content: null,
  })
  const frame = splitServiceData(data)
  if (frame === undefined) return refuse('tooShort')
  const error = frameError(frame, sender)
  if (error !== null) return refuse(error)
  if (frame.rest === null) return refuse('tooShort')
  if (sender.key === null) return judgeContent(frame.rest, 'ok', before, null, now)

  const sealed = splitSealed(frame, sender.mac)
  if (sealed === undefined) return refuse('tooShort')
  const last = before.counter
  const isRestart = last !== null && sealed.counter < last && sealed.counter < RESTART_BELOW
  if (last !== null && sealed.counter <= last && !isRestart) return refuse('replay')
  const plain = unseal(sealed, sender.key)
  if (plain === null) return refuse('badMic')
  // Right or a duplicate: this counter is used up.
  const counted = { ...before, counter: sealed.counter }
  return judgeContent(plain, isRestart ? 'restart' : 'ok', counted, sealed.counter, now)
}

/** What is wrong with a frame before anything in it is read. */
export function frameError({ header }: BthomeFrame, { key }: Sender): FrameError | null {
  if (header.version !== BTHOME_VERSION) return 'unsupportedVersion'
  if (key !== null && !header.encrypted) return 'downgrade'
  if (key === null && header.encrypted) return 'keyNeeded'
  return null
}

function judgeContent(
  plain: Uint8Array,
  rule: 'ok' | 'restart',
  before: AcceptedBefore,
  counter: number | null,
  now: MonotonicMs,
): Judgement {
  const content = readObjects(plain)
  const packetId = packetIdOf(content)
  // A device that restarted counts its packets anew.
  const isRepeat = rule === 'ok' && packetId !== null && !isAhead(packetId, before, now)
  if (isRepeat) return { rule: 'duplicatePacket', accepted: false, before, counter, content }
  const after = { counter: before.counter, packetId: packetId ?? before.packetId, at: now }
  return { rule, accepted: true, before: after, counter, content }
}

/** Devices say one event in several advertisements, with the same packet id. */
function isAhead(packetId: number, before: AcceptedBefore, now: MonotonicMs): boolean {
  if (before.packetId === null || before.at === null || now - before.at > SAME_EVENT_MS) return true
  const ahead = (packetId - before.packetId + 256) % 256
  return ahead >= 1 && ahead <= FURTHEST_AHEAD
}

export function packetIdOf({ objects }: ReadObjects): number | null {
  const value = objects.find(({ id }) => id === 0x00)?.value
  return typeof value === 'number' ? value : null
}
