/** What a change costs the board, each as it comes over a wire or from a colleague. */
import type { Page } from 'playwright-core'
import { FALL, type RadarWire } from '../../support/radar-wire.ts'
import type { Answering } from './answering.ts'
import { printCosts, type Change } from './costs.ts'

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
    ['one of the others answered', { make: () => answering.acknowledge(answering.lying()) }],
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
