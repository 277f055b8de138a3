/** A driver with a stick on the bench: say packets, let time pass, read what it makes of them. */
import { concatBytes, fromHex, toHex } from '../../../../device-drivers/bytes.ts'
import { DeviceRecall } from '../../../../device-drivers/device-recall.ts'
import { createEnoceanDriver } from '../../../../device-drivers/enocean-esp3/driver.ts'
import { buildPacket } from '../../../../device-drivers/enocean-esp3/packet-parser.ts'
import { buildTelegram } from '../../../../device-drivers/enocean-esp3/telegram.ts'
import type { DeviceSetup, DriverEffect } from '../../../../device-drivers/protocol-driver.ts'

export const bytes = (text: string): Uint8Array => {
  const read = fromHex(text)
  if (read === undefined) throw new Error(`not hex: ${text}`)
  return read
}

export const ASK_VERSION = '5500010005700309'
export const ASK_BASE_ID = '5500010005700838'
export const VERSION = bytes(
  '55002100022600020000000205000001994f49454f0103474154455741594354524c0000000000b9',
)
export const BASE_ID = bytes('5500050002ce00ff87ca00a3')
export const READY = bytes('5500020004ca040054')
export const DUTY_CYCLE_LIMIT = bytes('5500020004ca060179')

export const CORD = '002a3b4c'
export const CONTACT = '01825dab'

export const response = (...data: number[]): Uint8Array =>
  buildPacket({ type: 0x02, data: Uint8Array.from(data), optional: new Uint8Array(0) })

/** A telegram with one byte of payload, or four in hex. */
export const rps = (byte: number, sender = CORD, status = 0x30): Uint8Array =>
  buildTelegram({ rorg: 0xf6, payload: Uint8Array.of(byte), sender, status, rssiDbm: -55 })
export const oneBs = (byte: number, sender = CONTACT): Uint8Array =>
  buildTelegram({ rorg: 0xd5, payload: Uint8Array.of(byte), sender, rssiDbm: -55 })
export const fourBs = (payload: string, sender = CORD): Uint8Array =>
  buildTelegram({ rorg: 0xa5, payload: bytes(payload), sender, rssiDbm: -55 })
export const ute = (payload = 'a0ff3e000101d2', sender = '0194e3b9'): Uint8Array =>
  buildTelegram({ rorg: 0xd4, payload: bytes(payload), sender, rssiDbm: -55 })

export const PRESS = rps(0x30)
export const RELEASE = rps(0x00, CORD, 0x20)
export const OPEN = oneBs(0x08)
export const CLOSED = oneBs(0x09)

export type Paired = Readonly<Record<string, Partial<DeviceSetup>>>

export function enoceanBench(paired: Paired = {}, baudRates: readonly number[] = []) {
  const setups = new Map(
    Object.entries(paired).map(([address, about]): [string, DeviceSetup] => [
      address,
      { eep: null, key: null, placement: null, settings: {}, known: {}, memory: {}, ...about },
    ]),
  )
  // What is told of a device is known of it from then on, over a new connection too.
  const recall = new DeviceRecall((address) => setups.get(address ?? ''))
  let driver = createEnoceanDriver(recall.deviceAt, baudRates)
  let now = 1000
  const moment = () => ({ wall: now, mono: now })
  const took = (effects: readonly DriverEffect[]) => {
    recall.take(effects)
    return effects
  }
  const say = (...packets: Uint8Array[]) => took(driver.onBytes(concatBytes(packets), moment()))
  const bench = {
    /** The technician chooses another profile for this device. */
    choose(address: string, eep: string) {
      const setup = setups.get(address)
      if (setup !== undefined) setups.set(address, { ...setup, eep })
    },
    recall,
    open: () => writes(took(driver.onOpen(moment()))),
    /** Opened, and the stick has answered everything. */
    up() {
      took(driver.onOpen(moment()))
      say(VERSION)
      say(BASE_ID)
      return bench
    },
    reconnect() {
      driver = createEnoceanDriver(recall.deviceAt, baudRates)
      return bench
    },
    say,
    /** The events these packets make: `ADDRESS KIND VALUE`. */
    hears: (...packets: Uint8Array[]) => events(say(...packets)),
    pairing: (open: boolean) => took(driver.onCommand({ type: 'pairing', open }, moment())),
    /** Lets time pass and gives what came of it; writes with when. */
    wait(ms: number): { effects: DriverEffect[]; sent: string[] } {
      const until = now + ms
      const effects: DriverEffect[] = []
      const sent: string[] = []
      for (let due = driver.nextDueAt(); due !== undefined && due <= until; due = driver.nextDueAt()) {
        now = Math.max(now, due)
        const more = took(driver.onDue(moment()))
        effects.push(...more)
        for (const hex of writes(more)) sent.push(`${now - 1000}:${hex}`)
      }
      now = until
      return { effects, sent }
    },
    /** Time passes and the stick answers each version query. */
    waitAlive(ms: number): readonly DriverEffect[] {
      const effects: DriverEffect[] = []
      for (const until = now + ms; now < until;) {
        const { sent, effects: more } = bench.wait(Math.min(100, until - now))
        effects.push(...more)
        if (sent.some((line) => line.endsWith(ASK_VERSION))) effects.push(...say(VERSION))
      }
      return effects
    },
  }
  return bench
}

export function events(effects: readonly DriverEffect[]): string[] {
  return effects.flatMap((effect) =>
    effect.type === 'event'
      ? [`${effect.event.address ?? ''} ${effect.event.kind} ${String(effect.event.value)}`]
      : [],
  )
}

export function writes(effects: readonly DriverEffect[]): string[] {
  return effects.flatMap((effect) => (effect.type === 'write' ? [toHex(effect.bytes)] : []))
}

/** `CODE true` of port faults, `CODE` of notices. */
export function told(effects: readonly DriverEffect[]): string[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'port-fault') return [`${effect.code} ${String(effect.active)}`]
    return effect.type === 'notice' ? [effect.code] : []
  })
}

/** A press as the n-th repeater passes it on. */
export const repeated = (byte: number, repeats: number, sender = CORD) => rps(byte, sender, 0x30 | repeats)

export const cord = (about = {}) => enoceanBench({ [CORD]: { eep: 'F6-02-01', ...about } })

export const heard = (effects: readonly DriverEffect[]) => effects.filter((effect) => effect.type === 'heard')
