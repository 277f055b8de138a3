/** An ESPA driver on the bench: say bytes, let time pass, let the store take or hold what came of them. */
import { fromHex, toHex } from '../../../../device-drivers/bytes.ts'
import { buildBlock } from '../../../../device-drivers/espa-444/block.ts'
import { createEspaDriver } from '../../../../device-drivers/espa-444/driver.ts'
import type {
  DeviceMemory,
  DeviceSetup,
  DriverEffect,
  KnownLevels,
} from '../../../../device-drivers/protocol-driver.ts'

export const SELECT_US = '31053205'
export const POLL_US = '043205'
export const EOT = '04'
export const ACK = '06'

type Records = Readonly<Record<string, string>>

/** A block as hex: `block('1', { 1: '204', 2: 'Rom 204' })`, records in the order of their identifiers. */
export function block(header: string, records: Records): string {
  const list = Object.entries(records).map(([id, data]) => ({ id, data }))
  return toHex(buildBlock({ header, records: list }, 'latin-1'))
}

export const call = (address: string, text: string, more: Records = {}): string =>
  block('1', { 1: address, 2: text, ...more })
export const cancel = (address: string, text: string): string => call(address, text, { 4: '1' })
/** With one bit of the BCC turned over. */
export const damaged = (hex: string): string =>
  hex.slice(0, -2) + (parseInt(hex.slice(-2), 16) ^ 0x20).toString(16).padStart(2, '0')

export interface Bench {
  /** Answers at once and after the reply delay, as hex. */
  hears: (...hex: string[]) => string
  /** What it says within this time, with the millisecond at which it does. */
  waits: (ms: number) => string[]
  stores: () => string
  opens: () => string
  readonly events: string[]
  readonly effects: DriverEffect[]
  readonly notices: string[]
  /** What an address was given to remember last. */
  readonly memory: Map<string | null, DeviceMemory>
}

export interface BenchOptions {
  readonly settings?: Readonly<Record<string, unknown>>
  /** Addresses that are paired; without it none is. */
  readonly paired?: readonly (string | null)[]
  readonly known?: KnownLevels
  readonly memory?: DeviceMemory
  /** False: nothing is stored until `stores` is called. */
  readonly storing?: boolean
}

export function espaBench({
  settings = {},
  paired = [],
  known = {},
  memory = {},
  storing = true,
}: BenchOptions = {}): Bench {
  const remembered = new Map<string | null, DeviceMemory>()
  const setup = (address: string | null): DeviceSetup => ({
    eep: null,
    key: null,
    placement: null,
    settings: {},
    known,
    memory: remembered.get(address) ?? memory,
  })
  const driver = createEspaDriver({
    settings,
    deviceAt: (address) => (paired.includes(address) ? setup(address) : undefined),
  })
  let now = 100_000
  let waiting: number[] = []
  let said: string[] = []
  const events: string[] = []
  const notices: string[] = []
  const effects: DriverEffect[] = []
  const moment = () => ({ wall: now, mono: now })
  const take = (more: readonly DriverEffect[]): void => {
    effects.push(...more)
    const refs: number[] = []
    for (const effect of more) {
      if (effect.type === 'write') said.push(`${now - 100_000}:${toHex(effect.bytes)}`)
      if (effect.type === 'notice') notices.push(effect.code)
      if (effect.type !== 'event') continue
      const { address, kind, value, ref, remember } = effect.event
      events.push(`${address ?? 'line'} ${kind} ${String(value)}`)
      if (remember !== undefined) remembered.set(address, remember)
      refs.push(ref)
    }
    if (storing) refs.forEach((ref) => take(driver.onDurable(ref, moment())))
    else waiting.push(...refs)
  }
  const pass = (ms: number): void => {
    const until = now + ms
    for (let due = driver.nextDueAt(); due !== undefined && due <= until; due = driver.nextDueAt()) {
      now = Math.max(now, due)
      take(driver.onDue(moment()))
    }
    now = until
  }
  const takeSaid = (): string[] => said.splice(0)
  const bytesOf = (list: readonly string[]): string => list.map((each) => each.split(':')[1] ?? '').join('')
  return {
    events,
    effects,
    notices,
    memory: remembered,
    opens: () => {
      take(driver.onOpen(moment()))
      return bytesOf(takeSaid())
    },
    hears: (...hex) => {
      take(driver.onBytes(fromHex(hex.join('')) ?? new Uint8Array(), moment()))
      pass(10)
      return bytesOf(takeSaid())
    },
    waits: (ms) => {
      pass(ms)
      return takeSaid()
    },
    stores: () => {
      const refs = waiting
      waiting = []
      refs.forEach((ref) => take(driver.onDurable(ref, moment())))
      pass(10)
      said = [...said]
      return bytesOf(takeSaid())
    },
  }
}
