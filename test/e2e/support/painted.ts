/** When each change of the board was painted, on pages opened with `?measure`. */
import type { Page } from 'playwright-core'

/** Of one screen, by the number of the change, in milliseconds since 1970, the first drawing first. */
export interface Painting {
  readonly sequence: number
  readonly at: number
}

/** Evaluated as text: tests are compiled without the DOM. */
const MARKS = `performance.getEntriesByName('board-painted')
  .map((mark) => ({ at: performance.timeOrigin + mark.startTime, sequence: mark.detail.sequence }))`

export async function paintingsOf(page: Page): Promise<readonly Painting[]> {
  const marks = await page.evaluate<Painting[]>(MARKS)
  return marks.sort((a, b) => (a.sequence === b.sequence ? a.at - b.at : a.sequence - b.sequence))
}

/** Of each change: milliseconds between the first screen that showed it, or a later state, and the last one. */
export function apart(screens: readonly (readonly Painting[])[]): number[] {
  const numbers = new Set(screens.flatMap((paintings) => paintings.map(({ sequence }) => sequence)))
  return [...numbers].flatMap((number) => {
    const shown = screens.map((paintings) => paintings.find(({ sequence }) => sequence >= number)?.at)
    const known = shown.filter((at) => at !== undefined)
    return known.length < screens.length ? [] : [Math.max(...known) - Math.min(...known)]
  })
}
