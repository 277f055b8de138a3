/** What a change costs a page that shows thousands of alarms, beside the same time without one. */
import { setTimeout as pause } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright-core'
import { print, quantile, spreadLine, spreadOf } from '../figures.ts'
import { spentBy, timesPainted, type Spent } from './page-scripts.ts'

const CHANGES = 15
/** A change, its drawing and the chain that is asked for after it are over by then. */
const CHANGE_MS = 700

/**
 * `clock`: milliseconds that the page's own thread ran (the default), or those of the clock on the wall, in which it may
 * also have waited for a core.
 */
export async function measuring(page: Page, clock: 'thread' | 'wall' = 'thread'): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: clock === 'thread' ? 'threadTicks' : 'timeTicks' })
  return session
}

/** What is measured, and what is done before all, before each and after each of them without being measured. */
export interface Change {
  readonly before?: () => Promise<void>
  readonly prepare?: () => Promise<void>
  readonly make: () => Promise<void>
  readonly after?: () => Promise<void>
  /** How long it is looked at, where that is not the usual time; the same time without a change is taken off. */
  readonly lastsMs?: number
}

/** Each change by its name, fifteen times. */
export async function printCosts(
  page: Page,
  changes: readonly (readonly [name: string, change: Change])[],
): Promise<void> {
  const clocks: Clocks = { page, thread: await measuring(page), wall: await measuring(page, 'wall') }
  const idle = await costs(clocks, { make: () => Promise.resolve() })
  const rest = { script: median(idle, 'script'), all: median(idle, 'all'), wall: median(idle, 'wall') }
  for (const [name, change] of changes) {
    const spent = await costs(clocks, change)
    const parts = (change.lastsMs ?? CHANGE_MS) / CHANGE_MS
    const over = (each: Cost, what: keyof typeof rest) => Math.max(0, each[what] - parts * rest[what])
    const beyond = (what: keyof typeof rest) => spreadOf(spent.map((each) => over(each, what)))
    print(spreadLine(`script for ${name} (goal 16)`, beyond('script')))
    print(`  one by one: ${spent.map((each) => over(each, 'script').toFixed(1)).join(' ')}`)
    print(
      `  drawn, with what the station says of itself after it: ${spent.map(({ drawn }) => drawn).join(' ')}`,
    )
    print(spreadLine('the same with waits for a core', beyond('wall')))
    print(spreadLine(`script, layout and paint for ${name}`, beyond('all')))
  }
  print(
    `the same time without a change: ${rest.script.toFixed(2)} ms of script, ${rest.wall.toFixed(2)} with waits, ` +
      'taken off above',
  )
}

interface Clocks {
  readonly page: Page
  readonly thread: CDPSession
  readonly wall: CDPSession
}

interface Cost extends Spent {
  /** Script by the clock on the wall. */
  readonly wall: number
  /** How often the board was drawn. */
  readonly drawn: number
}

/** What the page spends in the time of one change each. */
async function costs(clocks: Clocks, change: Change): Promise<readonly Cost[]> {
  const read = async (): Promise<Cost> => {
    // First: what asks is script of the page too, here as in the same time without a change.
    const drawn = await timesPainted(clocks.page)
    const [spent, { script: wall }] = await Promise.all([spentBy(clocks.thread), spentBy(clocks.wall)])
    return { ...spent, wall, drawn }
  }
  const spent: Cost[] = []
  if (change.before !== undefined) {
    await change.before()
    await pause(CHANGE_MS)
  }
  for (let number = 0; number < CHANGES; number += 1) {
    await change.prepare?.()
    const before = await read()
    await change.make()
    await pause(change.lastsMs ?? CHANGE_MS)
    const after = await read()
    spent.push({
      script: after.script - before.script,
      all: after.all - before.all,
      wall: after.wall - before.wall,
      drawn: after.drawn - before.drawn,
    })
    if (change.after !== undefined) {
      await change.after()
      await pause(CHANGE_MS)
    }
  }
  return spent
}

function median(spent: readonly Cost[], what: keyof Cost): number {
  return quantile(
    spent.map((each) => each[what]),
    0.5,
  )
}
