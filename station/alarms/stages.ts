/**
 * What happens to an event on its way to an alarm: this list, in this order, and nothing else. Each stage is a pure
 * function of verdict and world; a stage marks and never removes, and names its reason (style 11 and 12).
 */
import { away } from './stages/away.ts'
import { chatterAndFlood } from './stages/chatter-and-flood.ts'
import { correlate } from './stages/correlate.ts'
import { fold } from './stages/fold.ts'
import { inhibit } from './stages/inhibit.ts'
import { shelve } from './stages/shelve.ts'
import { testAndMaintenance } from './stages/test-and-maintenance.ts'
import type { Occasion, PlacedEvent } from './placed-event.ts'
import type { AlarmRule } from './rules.ts'
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

/** A rule over time that came due: what one does with an event is behind it. */
export function judgeDue(rule: AlarmRule, occasion: Occasion, world: World): Verdict {
  if (occasion.standing === 'suspended') {
    return { ...unjudged(occasion), act: 'keep', rule, candidates: [rule], reason: 'in-maintenance' }
  }
  const due: Verdict = { ...unjudged(occasion), act: 'raise', candidates: [rule] }
  return STAGES.filter(({ decide }) => decide !== testAndMaintenance).reduce(
    (verdict, { decide }) => decide(verdict, world),
    due,
  )
}

export function judge(event: PlacedEvent, world: World): Verdict {
  return STAGES.reduce((verdict, { decide }) => decide(verdict, world), unjudged(event))
}
