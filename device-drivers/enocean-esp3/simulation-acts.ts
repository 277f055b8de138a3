/**
 * The acts of a simulated EnOcean stick and the sensors around it, in the form of all scripts
 * (`../simulation-script.ts`). `ADDRESS` is eight hex digits; without it the sensor of the shared vectors speaks.
 *
 * - `press[:ADDRESS[:BUTTON]]` (AI, A0, BI, B0), `release[:ADDRESS]`; `open`, `closed`, `handle-down`,
 *   `handle-up`, `handle-horizontal`, `water`, `dry`, `smoke`, `smoke-off`, `energy-low`, `motion`, `uncertain`,
 *   `temperature[:ADDRESS[:DEGREES]]`; `teach-in`, `contact-teach-in`, `ask-in` (a universal teach-in).
 * - `repeated[:ADDRESS]` (one press, heard direct and through two repeaters), `secured[:ADDRESS]` (a telegram that
 *   cannot be read), `burst:N` (N presses of different cords at once, 100).
 * - `noise:N` (N random bytes, 32), `cut-frame`, `wrong-checksum` (a press with a wrong one), `unknown` (a packet
 *   that nobody knows), `restart` and `duty-cycle` (the stick says so), `silence` (the stick is dead), `recover`.
 */
import { SimulationScriptError } from '../simulated-device.ts'
import { countArgument } from '../simulation-script.ts'
import type { ScriptFault, ScriptGrammar, ScriptPart } from '../simulation-script.ts'
import { TELEGRAM_ACTS, isTelegramAct, readAddress, simulatedTelegram } from './simulated-telegrams.ts'
import type { TelegramAct } from './simulated-telegrams.ts'

const OTHER_ACTS = [
  'repeated',
  'secured',
  'burst',
  'noise',
  'cut-frame',
  'wrong-checksum',
  'unknown',
  'restart',
  'duty-cycle',
  'silence',
  'recover',
] as const
export type StickAct = TelegramAct | (typeof OTHER_ACTS)[number]

export interface StickArgument {
  /** Null: the usual sensor. */
  readonly address: string | null
  readonly detail: string | null
  readonly count: number
}
export type StickPart = ScriptPart<StickAct, StickArgument>

const DEFAULT_COUNT: Partial<Record<StickAct, number>> = { noise: 32, burst: 100 }

export const STICK_SCRIPT: ScriptGrammar<StickAct, StickArgument> = {
  acts: [...TELEGRAM_ACTS, ...OTHER_ACTS],
  example: 'press:002a3b4c@2s or temperature/15m',
  argumentOf: (act, text, fault) => {
    if (!isTelegramAct(act) && act !== 'repeated' && act !== 'secured') {
      return { address: null, detail: null, count: countArgument(act, text, DEFAULT_COUNT[act], fault) }
    }
    const argument = senderArgument(text, fault)
    if (isTelegramAct(act)) checkTelegram(act, argument, fault)
    else if (argument.detail !== null) throw fault(`${act} takes an address and nothing more`)
    return argument
  },
}

function senderArgument(text: string | undefined, fault: ScriptFault): StickArgument {
  if (text === undefined) return { address: null, detail: null, count: 1 }
  const [sender = '', detail = null, ...more] = text.split(':')
  const address = readAddress(sender)
  if (address === undefined || more.length > 0) throw fault(`"${sender}" is no address of eight hex digits`)
  return { address, detail, count: 1 }
}

/** What cannot be sent is said when the script is read, not when its time comes. */
function checkTelegram(act: TelegramAct, { address, detail }: StickArgument, fault: ScriptFault): void {
  try {
    simulatedTelegram(act, address, detail)
  } catch (error) {
    throw error instanceof SimulationScriptError ? fault(error.message) : error
  }
}
