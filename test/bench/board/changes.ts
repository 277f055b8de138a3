/** What a change costs the board, each as it comes over a wire or from a colleague. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { AlarmCard } from '../../../shared/api/board.ts'
import { FALL, type RadarWire } from '../../support/radar-wire.ts'
import type { Answering } from './answering.ts'
import { printCosts, type Change } from './costs.ts'
import { inFocus } from './page-scripts.ts'

/** Colleagues who answer in one moment. */
const AT_ONCE = 5
/** The answer is drawn by then; a second after it the focus goes on, and the chain of the next alarm is shown. */
const ANSWERED_MS = 700
const GONE_ON_MS = 900

export async function measureChanges(
  page: Page,
  wires: readonly RadarWire[],
  answering: Answering,
): Promise<void> {
  const fallOn = (...places: readonly number[]): Change => ({
    make: () => {
      for (const place of places) wires[place]?.write(FALL)
      return Promise.resolve()
    },
    after: async () => {
      for (const place of places) await answering.resolve(await answering.ringing(`radar-${String(place)}`))
    },
  })
  const { make: again } = fallOn(0)
  await printCosts(page, [
    ['one of the others answered', answered(page, answering, (chosen) => answering.lying(1, chosen))],
    [
      'five others answered one after another',
      answered(page, answering, (chosen) => answering.lying(AT_ONCE, chosen)),
    ],
    [
      'the chosen one answered',
      {
        ...answered(page, answering, (chosen) => [answering.card(chosen)]),
        after: () => pause(GONE_ON_MS),
      },
    ],
    [
      'the focus that goes on after it',
      {
        prepare: async () => {
          await answering.acknowledge(answering.card(await inFocus(page)))
          await pause(ANSWERED_MS)
        },
        make: () => Promise.resolve(),
        lastsMs: GONE_ON_MS,
      },
    ],
    ['a new fall', fallOn(1)],
    ['two new falls at once', fallOn(1, 2)],
    [
      'a fall that rings again',
      {
        before: async () => {
          await again()
          await answering.ringing('radar-0')
        },
        make: again,
      },
    ],
  ])
  await answering.acknowledge(await answering.ringing('radar-0'))
}

/** By colleagues, none of whom waits for the one before. `which`: of the alarm that has the focus. */
function answered(page: Page, answering: Answering, which: (chosen: string) => readonly AlarmCard[]): Change {
  let cards: readonly AlarmCard[] = []
  return {
    prepare: async () => {
      cards = which(await inFocus(page))
    },
    make: async () => {
      await Promise.all(cards.map((card) => answering.acknowledge(card)))
    },
  }
}
