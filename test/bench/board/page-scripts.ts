/** What is measured inside a page. Text: the benches are compiled without the DOM. */
import type { CDPSession, Page } from 'playwright-core'

/** Frames a second while something scrolls by so many pixels in each frame, back and forth. */
export async function scrollRate(page: Page, selector: string, pixels: number): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const ground = document.querySelector(${JSON.stringify(selector)})
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    ground.scrollTop = 0
    await frame()
    let step = ${String(pixels)}
    const frames = 240
    const startedAt = performance.now()
    for (let number = 0; number < frames; number += 1) {
      const before = ground.scrollTop
      ground.scrollTop = before + step
      if (ground.scrollTop === before) step = -step
      await frame()
    }
    const seconds = (performance.now() - startedAt) / 1000
    ground.scrollTop = 0
    return frames / seconds
  })()`)
}

/** Milliseconds since the page began that it spent in script, and in all it did. */
export interface Spent {
  readonly script: number
  readonly all: number
}

export async function spentBy(session: CDPSession): Promise<Spent> {
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (wanted: string): number =>
    1000 * (metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN)
  return { script: of('ScriptDuration'), all: of('TaskDuration') }
}

/** The alarm that has the focus. */
export async function inFocus(page: Page): Promise<string> {
  return page.evaluate<string>("document.querySelector('.card[aria-current=true]').dataset.alarm")
}

/** How often the board was drawn and painted since the page came. */
export async function timesPainted(page: Page): Promise<number> {
  return page.evaluate<number>("performance.getEntriesByName('board-painted').length")
}

/** Mebibytes of script objects after everything that could be collected was, and the nodes of the page. */
export async function heldBy(
  session: CDPSession,
): Promise<{ readonly heap: number; readonly nodes: number }> {
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN
  return { heap: of('JSHeapUsedSize') / 2 ** 20, nodes: of('Nodes') }
}

/** When bursts of critical alarms began, in milliseconds since 1970, and what the output says it adds. */
export async function burstsOf(
  page: Page,
): Promise<readonly { readonly at: number; readonly outputMs: number }[]> {
  return page.evaluate<{ at: number; outputMs: number }[]>(
    `performance.getEntriesByName('burst-started')
      .filter((mark) => mark.detail.priority === 'critical')
      .map((mark) => ({ at: performance.timeOrigin + mark.startTime, outputMs: mark.detail.outputMs }))`,
  )
}
