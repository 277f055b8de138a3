/**
 * Which calls of a device are open, by their text: a cancellation takes back the call with the same address and
 * text (espa-444.md, section 8), and the alarm ends only when no other call of that device is open. Kept in the
 * device's memory, so that a cancellation after a restart still finds its call.
 */
import { z } from 'zod'
import type { Instant } from '../../shared/domain/time.ts'
import type { DeviceMemory } from '../protocol-driver.ts'

export type CallKind = 'help-call' | 'smoke'

export interface OpenCall {
  readonly text: string
  readonly kind: CallKind
  readonly at: Instant
}

const OpenCallsSchema = z.array(
  z.strictObject({ text: z.string(), kind: z.enum(['help-call', 'smoke']), at: z.number() }),
)

const KEY = 'openCalls'
/** More texts than this of one device are not told apart any more; the oldest goes. */
const MAX_TEXTS = 8
/** Nobody says when a caregiver closed the alarm; after a shift a call counts as closed. */
const FORGET_MS = 12 * 60 * 60_000

export function readOpenCalls(memory: DeviceMemory): readonly OpenCall[] {
  const text = memory[KEY]
  if (text === undefined) return []
  const read = OpenCallsSchema.safeParse(parseJson(text))
  return read.success ? read.data : []
}

export function stillOpen(calls: readonly OpenCall[], now: Instant): readonly OpenCall[] {
  return calls.filter(({ at }) => Math.abs(now - at) < FORGET_MS)
}

export function withCall(calls: readonly OpenCall[], call: OpenCall): readonly OpenCall[] {
  const others = calls.filter(({ text, kind }) => text !== call.text || kind !== call.kind)
  return [...others, call].slice(-MAX_TEXTS)
}

export function memoryOf(calls: readonly OpenCall[]): DeviceMemory {
  return { [KEY]: JSON.stringify(calls) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Memory written by another version: as if no call were open, so that nothing is taken back by mistake.
    return undefined
  }
}
