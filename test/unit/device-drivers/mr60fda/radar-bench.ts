/** A radar driver on the bench: say frames, let time pass, read what it makes of them. */
import { concatBytes, toHex } from '../../../../device-drivers/bytes.ts'
import { createRadarDriver } from '../../../../device-drivers/mr60fda/driver.ts'
import { buildR60Frame } from '../../../../device-drivers/mr60fda/r60-frame-parser.ts'
import { buildTfFrame } from '../../../../device-drivers/mr60fda/tf-frame-parser.ts'
import type { RadarVariant } from '../../../../device-drivers/mr60fda/variants.ts'
import type { DriverEffect, KnownLevels } from '../../../../device-drivers/protocol-driver.ts'

export const r60 = (control: number, command: number, ...data: number[]): Uint8Array =>
  buildR60Frame({ control, command, data: Uint8Array.from(data) })
export const tf = (type: number, ...data: number[]): Uint8Array =>
  buildTfFrame({ id: 1, type, data: Uint8Array.from(data) })

export const FALL = r60(0x83, 0x01, 1)
export const UP = r60(0x83, 0x01, 0)
export const ANSWER_FALLEN = r60(0x83, 0x81, 1)
export const ANSWER_NOT_FALLEN = r60(0x83, 0x81, 0)
export const ANSWER_PRESENT = r60(0x80, 0x81, 1)
export const HEARTBEAT = r60(0x01, 0x01, 0x0f)
export const ASK_FALL = '5359838100010fc05443'
export const ASK_PRESENCE = '5359808100010fbd5443'
export const ASK_HEARTBEAT = toHex(HEARTBEAT)

export function radarBench(variant: RadarVariant, known: KnownLevels = {}) {
  const driver = createRadarDriver({ variant, known })
  let now = 1000
  const moment = () => ({ wall: now, mono: now })
  const events = (effects: readonly DriverEffect[]) =>
    effects.flatMap((effect) =>
      effect.type === 'event' ? [`${effect.event.kind} ${String(effect.event.value)}`] : [],
    )
  const writes = (effects: readonly DriverEffect[]) =>
    effects.flatMap((effect) => (effect.type === 'write' ? [toHex(effect.bytes)] : []))
  return {
    driver,
    events,
    writes,
    open: () => writes(driver.onOpen(moment())),
    effects: (...frames: Uint8Array[]) => driver.onBytes(concatBytes(frames), moment()),
    /** The events these frames make. */
    hears: (...frames: Uint8Array[]) => events(driver.onBytes(concatBytes(frames), moment())),
    /** What it sends when these frames come. */
    replies: (...frames: Uint8Array[]) => writes(driver.onBytes(concatBytes(frames), moment())),
    /** Lets time pass and gives what came of it, with when. */
    wait(ms: number): { effects: DriverEffect[]; sent: string[] } {
      const until = now + ms
      const effects: DriverEffect[] = []
      const sent: string[] = []
      for (let due = driver.nextDueAt(); due !== undefined && due <= until; due = driver.nextDueAt()) {
        now = Math.max(now, due)
        const more = driver.onDue(moment())
        effects.push(...more)
        for (const hex of writes(more)) sent.push(`${now - 1000}:${hex}`)
      }
      now = until
      return { effects, sent }
    },
  }
}
