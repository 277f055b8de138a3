/**
 * The acts of a simulated radar, in the form of all scripts (`../simulation-script.ts`):
 * `fall`, `get-up`, `present`, `absent`, `still`, `moving`, `motionless` (motion: none), `inactive` (still
 * for too long), `active`; `heartbeat` (FDA2 has none and sends its presence); `noise:N` (N random bytes, 32),
 * `cut-frame` (the first half of a fall frame), `wrong-checksum` (a fall frame with a wrong one), `unknown` (a
 * well-formed message that nobody knows); `silence` (sends and answers nothing), `recover`; `burst:N` (N falls
 * at once, 100; on the FDA2 each is a fall and a getting up).
 */
import { countArgument } from '../simulation-script.ts'
import type { ScriptGrammar, ScriptPart } from '../simulation-script.ts'

const RADAR_ACTS = [
  'fall',
  'get-up',
  'present',
  'absent',
  'still',
  'moving',
  'motionless',
  'inactive',
  'active',
  'heartbeat',
  'noise',
  'cut-frame',
  'wrong-checksum',
  'unknown',
  'silence',
  'recover',
  'burst',
] as const
type RadarAct = (typeof RADAR_ACTS)[number]

/** A part of a radar's script; the argument is how many. */
export type RadarPart = ScriptPart<RadarAct, number>

const DEFAULT_COUNT: Partial<Record<RadarAct, number>> = { noise: 32, burst: 100 }

export const RADAR_SCRIPT: ScriptGrammar<RadarAct, number> = {
  acts: RADAR_ACTS,
  example: 'fall@2s or heartbeat/1s',
  argumentOf: (act, text, fault) => countArgument(act, text, DEFAULT_COUNT[act], fault),
}
