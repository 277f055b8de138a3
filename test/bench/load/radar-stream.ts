/** Eight radars that say presence as fast as wanted, written in slices as a driver's buffer gets them. */
import { setTimeout as pause } from 'node:timers/promises'
import { PRESENCE, RadarWire } from '../../support/radar-wire.ts'
import type { CleanUp } from '../../support/clean-up.ts'

export const PORTS = 8
const SLICE_MS = 20

export interface RadarStream {
  readonly devices: readonly { readonly device: string; readonly port: string }[]
  /** Events written so far, by device. */
  readonly sent: ReadonlyMap<string, number>
  /** A fall on the next port, between the others. */
  fall(frame: string): void
  /** `perSecond` frames on all ports together, for so long; each is an event, because it differs from the last. */
  run(perSecond: number, seconds: number): Promise<void>
}

export async function radarStream(cleanUp: CleanUp): Promise<RadarStream> {
  const wires = await Promise.all(Array.from({ length: PORTS }, () => RadarWire.plugged(cleanUp)))
  const devices = wires.map(({ port }, index) => ({ device: `radar-${String(index)}`, port }))
  const sent = new Map(devices.map(({ device }) => [device, 0]))
  const present = wires.map(() => false)
  let falls = 0
  const write = (index: number, frames: readonly string[]): void => {
    const device = `radar-${String(index)}`
    sent.set(device, (sent.get(device) ?? 0) + frames.length)
    wires[index]?.write(...frames)
  }
  const presence = (index: number): string => {
    present[index] = present[index] !== true
    return present[index] ? PRESENCE.somebody : PRESENCE.nobody
  }
  return {
    devices,
    sent,
    fall: (frame) => {
      write(falls % PORTS, [frame])
      falls += 1
    },
    run: async (perSecond, seconds) => {
      const startedAt = performance.now()
      const total = Math.round(perSecond * seconds)
      for (let done = 0; done < total;) {
        const dueBy = Math.min(total, Math.floor(((performance.now() - startedAt) * perSecond) / 1000))
        for (let index = 0; index < PORTS; index += 1) {
          const frames: string[] = []
          for (let number = done; number < dueBy; number += 1) {
            if (number % PORTS === index) frames.push(presence(index))
          }
          if (frames.length > 0) write(index, frames)
        }
        done = dueBy
        await pause(SLICE_MS)
      }
    },
  }
}
