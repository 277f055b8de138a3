/**
 * What happens to an event on its way to an alarm: this list, in this order, and nothing else. What supervision finds
 * passes it as well, its end too. Each stage is a pure function of verdict and world; a stage marks and never removes,
 * and names its reason (style 11 and 12).
 */
import { away } from './stages/away.ts'
import { chatterAndFlood } from './stages/chatter-and-flood.ts'
import { correlate } from './stages/correlate.ts'
import { fold } from './stages/fold.ts'
import { inhibit } from './stages/inhibit.ts'
import { shelve } from './stages/shelve.ts'
import { testAndMaintenance } from './stages/test-and-maintenance.ts'
import type { Occasion } from './placed-event.ts'
import { unjudged, type Stage, type Verdict, type World } from './verdict.ts'

export const STAGES: readonly { readonly name: string; readonly decide: Stage }[] = [
  { name: 'test-and-maintenance', decide: testAndMaintenance },
  { name: 'fold', decide: fold },
  { name: 'away', decide: away },
  { name: 'correlate', decide: correlate },
  { name: 'inhibit', decide: inhibit },
  { name: 'shelve', decide: shelve },
  { name: 'chatter-and-flood', decide: chatterAndFlood },
]

/** Of an event, of a rule over time that came due, of a person's word and of a fault that supervision found. */
export function judge(occasion: Occasion, world: World): Verdict {
  return STAGES.reduce((verdict, { decide }) => decide(verdict, world), unjudged(occasion))
}
