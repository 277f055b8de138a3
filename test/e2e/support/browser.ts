/** The machine's own Chromium; each page in a context of its own, as on another machine. */
import { chromium, type Browser, type Page } from 'playwright-core'
import { isComplaint } from './board-page.ts'
import type { CleanUp } from '../../support/clean-up.ts'
import { PATIENTLY } from '../../support/wait-until.ts'

const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function launchBrowser(cleanUp: CleanUp): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: SWITCHES })
  cleanUp.add(() => browser.close())
  return browser
}

/** A page on another screen, with what went wrong in it so far, down to the browser's own warnings. */
export async function openPage(
  browser: Browser,
  address: string,
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } })
  context.setDefaultTimeout(PATIENTLY.timeout)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (message) => {
    if (isComplaint(message)) errors.push(message.text())
  })
  await prepare(page)
  await page.goto(address)
  return { page, errors }
}

/** The way from the station to a page: while it is slow, what the station says waits, and what the page says goes. */
export class SlowWay {
  #waiting: (() => void)[] | undefined

  readonly putBefore = (page: Page): Promise<void> =>
    page.routeWebSocket(/\/api/, (socket) => {
      socket.connectToServer().onMessage((message) => {
        if (this.#waiting === undefined) socket.send(message)
        else this.#waiting.push(() => socket.send(message))
      })
    })

  slow(): void {
    this.#waiting ??= []
  }

  fast(): void {
    for (const deliver of this.#waiting ?? []) deliver()
    this.#waiting = undefined
  }
}
