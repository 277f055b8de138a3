/** What a change costs a page that shows thousands of alarms, beside the same time without one. */
import { setTimeout as pause } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright-core'
import { print, quantile, spreadLine, spreadOf } from '../figures.ts'
import { spentBy, type Spent } from './page-scripts.ts'

const CHANGES = 15
/** A change, its drawing and the chain that is asked for after it are over by then. */
const CHANGE_MS = 700

export async function measuring(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  return session
}

/** Each change by its name, fifteen times. */
export async function printCosts(
  session: CDPSession,
  changes: readonly (readonly [name: string, change: () => Promise<void>])[],
): Promise<void> {
  const idle = await costs(session, () => Promise.resolve())
  const rest = { script: median(idle, 'script'), all: median(idle, 'all') }
  for (const [name, change] of changes) {
    const spent = await costs(session, change)
    const beyond = (what: keyof Spent) => spreadOf(spent.map((each) => Math.max(0, each[what] - rest[what])))
    print(spreadLine(`script for ${name} (goal 16)`, beyond('script')))
    print(spreadLine(`script, layout and paint for ${name}`, beyond('all')))
  }
  print(`the same time without a change: ${rest.script.toFixed(2)} ms of script, taken off above`)
}

/** What the page spends in the time of one change each. */
async function costs(session: CDPSession, change: () => Promise<void>): Promise<readonly Spent[]> {
  const spent: Spent[] = []
  for (let number = 0; number < CHANGES; number += 1) {
    const before = await spentBy(session)
    await change()
    await pause(CHANGE_MS)
    const after = await spentBy(session)
    spent.push({ script: after.script - before.script, all: after.all - before.all })
  }
  return spent
}

function median(spent: readonly Spent[], what: keyof Spent): number {
  return quantile(
    spent.map((each) => each[what]),
    0.5,
  )
}
