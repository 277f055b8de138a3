/** Windows that a bench starts and looks into. */
import { setTimeout as pause } from 'node:timers/promises'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import type { CleanUp } from '../../support/clean-up.ts'
import { ROOT } from '../../support/program.ts'

export const SETTLED_MS = 5_000

export async function launch(cleanUp: CleanUp, ...args: readonly string[]): Promise<ElectronApplication> {
  const rootFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    args: [...rootFlags, '--disable-gpu', '--log-level=3', ...args],
    cwd: ROOT,
  })
  cleanUp.add(() => app.close())
  return app
}

/** The page anew, with the marks that `?measure` makes. */
export async function openMeasured(page: Page): Promise<void> {
  const address = new URL(page.url())
  address.search = '?measure'
  await page.goto(address.href)
  await page.waitForSelector('.card')
  await pause(SETTLED_MS)
}
