/**
 * The acts of a simulated nurse call, in the form of all scripts (`../simulation-script.ts`):
 * `call:204` (priority normal), `high:204`, `alarm:204` (priority alarm), `cancel:204`, `ask:204` (what became
 * of the call?); behind the address the text may stand, `call:204 Bad`, else it is `Rom 204`.
 * `transmitter-failure`, `transmitter-works`; `unknown` (a manufacturer's header); `burst:N` (N calls in one
 * turn, 10); `wrong-bcc` (the next block goes out damaged), `lost-ack` (the next ACK to a block is not heard),
 * `cut-block` (the first half of a block), `noise:N` (N random bytes, 32); `silence` (says and hears nothing),
 * `recover`.
 */
import { countArgument } from '../simulation-script.ts'
import type { ScriptGrammar, ScriptPart } from '../simulation-script.ts'

const CALL_ACTS = ['call', 'high', 'alarm', 'cancel', 'ask'] as const
const ESPA_ACTS = [
  ...CALL_ACTS,
  'transmitter-failure',
  'transmitter-works',
  'unknown',
  'burst',
  'wrong-bcc',
  'lost-ack',
  'cut-block',
  'noise',
  'silence',
  'recover',
] as const
export type EspaAct = (typeof ESPA_ACTS)[number]

/** `address` and `text` where somebody calls, else null; `count` is how many. */
export interface EspaArgument {
  readonly address: string | null
  readonly text: string | null
  readonly count: number
}

export type EspaPart = ScriptPart<EspaAct, EspaArgument>

const DEFAULT_COUNT: Partial<Record<EspaAct, number>> = { noise: 32, burst: 10 }

export const ESPA_SCRIPT: ScriptGrammar<EspaAct, EspaArgument> = {
  acts: ESPA_ACTS,
  example: 'call:204@2s or cancel:204@10s',
  argumentOf: (act, text, fault) => {
    if (!CALL_ACTS.some((call) => call === act)) {
      return { address: null, text: null, count: countArgument(act, text, DEFAULT_COUNT[act], fault) }
    }
    const match = /^(\S{1,16})(?: +(.{1,128}))?$/.exec(text?.trim() ?? '')
    if (match === null) throw fault(`${act} needs the address that calls, for example ${act}:204`)
    const [, address = '', words] = match
    return { address, text: words ?? `Rom ${address}`, count: 1 }
  },
}
