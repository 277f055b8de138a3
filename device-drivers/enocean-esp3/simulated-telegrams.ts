/** What simulated sensors send, by the act of a script; the addresses are those of the shared vectors. */
import { fromHex } from '../bytes.ts'
import { SimulationScriptError } from '../simulated-device.ts'
import { RORG } from './telegram.ts'
import type { TelegramToSend } from './telegram.ts'

const CORD = '002a3b4c'
const CONTACT = '01825dab'
const CLIMATE = '0181b744'
const NEW_CLIMATE = '018a7b30'
const NEW_SWITCH = '0194e3b9'
/** T21, and NU where the payload names a button. */
const PRESSED_STATUS = 0x30
const RELEASED_STATUS = 0x20
const RSSI = -55

type Said = Pick<TelegramToSend, 'rorg' | 'payload' | 'status'>

interface SimulatedAct {
  readonly address: string
  readonly said: Said
}

function rps(byte: number, status = PRESSED_STATUS): Said {
  return { rorg: RORG.rps, payload: Uint8Array.of(byte), status }
}

function fourBs(...bytes: readonly [number, number, number, number]): Said {
  return { rorg: RORG.fourBs, payload: Uint8Array.from(bytes) }
}

const ACTS = {
  release: { address: CORD, said: rps(0x00, RELEASED_STATUS) },
  open: { address: CONTACT, said: { rorg: RORG.oneBs, payload: Uint8Array.of(0x08) } },
  closed: { address: CONTACT, said: { rorg: RORG.oneBs, payload: Uint8Array.of(0x09) } },
  'handle-down': { address: CORD, said: rps(0xf0, RELEASED_STATUS) },
  'handle-up': { address: CORD, said: rps(0xd0, RELEASED_STATUS) },
  'handle-horizontal': { address: CORD, said: rps(0xc0, RELEASED_STATUS) },
  water: { address: CORD, said: rps(0x11) },
  dry: { address: CORD, said: rps(0x00, RELEASED_STATUS) },
  smoke: { address: CORD, said: rps(0x10) },
  'smoke-off': { address: CORD, said: rps(0x00, RELEASED_STATUS) },
  'energy-low': { address: CORD, said: rps(0x30) },
  /** A5-07-02 with 3 V. */
  motion: { address: CORD, said: fourBs(0x96, 0, 0, 0x88) },
  uncertain: { address: CORD, said: fourBs(0x96, 0, 0, 0x08) },
  /** Of an A5-02-05. */
  'teach-in': { address: NEW_CLIMATE, said: fourBs(0x08, 0x28, 0x46, 0x80) },
  'contact-teach-in': { address: CONTACT, said: { rorg: RORG.oneBs, payload: Uint8Array.of(0x00) } },
  /** Of an A5-02-05 that asks to be let in. */
  'ask-in': {
    address: NEW_SWITCH,
    said: { rorg: RORG.ute, payload: Uint8Array.of(0xa0, 0xff, 0x3e, 0x00, 0x05, 0x02, 0xa5) },
  },
} as const satisfies Readonly<Record<string, SimulatedAct>>

type PlainAct = keyof typeof ACTS
export const TELEGRAM_ACTS = [...(Object.keys(ACTS) as PlainAct[]), 'press', 'temperature'] as const
export type TelegramAct = (typeof TELEGRAM_ACTS)[number]

const BUTTONS: Readonly<Record<string, number>> = { AI: 0x10, A0: 0x30, BI: 0x50, B0: 0x70 }

/** `detail`: the button of a press (`A0` is usual), the degrees of a temperature (21). Throws what is wrong. */
export function simulatedTelegram(
  act: TelegramAct,
  address: string | null,
  detail: string | null,
): TelegramToSend {
  const { address: usual, said } = simulatedAct(act, detail)
  return { ...said, sender: address ?? usual, rssiDbm: RSSI }
}

function simulatedAct(act: TelegramAct, detail: string | null): SimulatedAct {
  if (act === 'press') {
    const byte = BUTTONS[detail ?? 'A0']
    if (byte === undefined)
      throw new SimulationScriptError(`"${detail ?? ''}" is no button; there is AI, A0, BI, B0`)
    return { address: CORD, said: rps(byte) }
  }
  if (act === 'temperature') {
    const celsius = detail === null ? 21 : Number(detail)
    if (!(celsius >= 0 && celsius <= 40))
      throw new SimulationScriptError(`"${detail ?? ''}" is not 0 to 40 °C`)
    return { address: CLIMATE, said: fourBs(0, 0, Math.round(((40 - celsius) * 255) / 40), 0x08) }
  }
  if (detail !== null) throw new SimulationScriptError(`${act} takes an address and nothing more`)
  return ACTS[act]
}

export function isTelegramAct(act: string): act is TelegramAct {
  return TELEGRAM_ACTS.some((known) => known === act)
}

/** Undefined where the text is no address of eight hex digits. */
export function readAddress(text: string): string | undefined {
  return fromHex(text)?.length === 4 && text.length === 8 ? text.toLowerCase() : undefined
}
