/** Serves the built test/pages under the page's CSP and opens them in the machine's Chromium. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type Page } from 'playwright-core'
import { preview, type PreviewServer } from 'vite'
import { builtPages, UNCONFIGURED } from './built-pages.ts'
import { withPalette } from './small-png.ts'

const REPOSITORY = path.resolve(import.meta.dirname, '../../..')

/** What the hosts of the page send; connections are not needed here. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
const ARTIFACTS = path.join(REPOSITORY, 'test-artifacts', 'board')
const SCREENS = path.join(REPOSITORY, 'docs', 'screens')
/** 03:40:18 in Norway: what a picture is looked at for. */
const NIGHT = Date.UTC(2026, 10, 22, 2, 40, 18)

export interface BoardWish {
  /** The page under `test/pages`; the board's where it is left out. */
  readonly document?: 'board-states' | 'technician-states' | 'centre-states'
  readonly state: string
  readonly theme: 'dark' | 'light'
  readonly lang: 'nb' | 'en'
  readonly width: number
  readonly height: number
  readonly person?: string
  /** Codes are in use here: who has signed in, or `nobody`. */
  readonly guard?: string
  /** Of the technician's page: an alarm rings meanwhile. */
  readonly alarm?: boolean
  /** The responder's page. */
  readonly view?: 'phone'
  /** The page's clock stands at 03:40: its pictures are the same each time. */
  readonly isAtNight?: boolean
  /** The page's timers wait for `page.clock`: what it does in which time does not depend on a busy machine. */
  readonly isTimedByHand?: boolean
}

type PageClock = 'its own' | 'night' | 'by hand'

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

const toFinding = ({ id, nodes }: Violation) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`

/** The themes differ by their colours alone: the rules that measure them are asked again, and the theme is put back. */
const IN_OTHER_THEME = `(async () => {
  const { dataset } = document.documentElement
  const { theme } = dataset
  dataset.theme = theme === 'dark' ? 'light' : 'dark'
  try {
    const runOnly = ['color-contrast', 'link-in-text-block']
    const { violations } = await axe.run({ runOnly, resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => ({ id: id + ' in ' + dataset.theme, nodes: nodes.map(({ html }) => ({ html })) }))
  } finally {
    dataset.theme = theme
  }
})()`

export class BoardPages {
  readonly #server: PreviewServer
  readonly #browser: Browser
  readonly #origin: string
  #page: Page | undefined
  #clock: PageClock = 'its own'

  private constructor(server: PreviewServer, browser: Browser) {
    this.#server = server
    this.#browser = browser
    const address = server.httpServer.address()
    if (address === null || typeof address === 'string') throw new Error('the page server has no port')
    this.#origin = `http://127.0.0.1:${String(address.port)}`
  }

  static async open(): Promise<BoardPages> {
    mkdirSync(ARTIFACTS, { recursive: true })
    const server = await preview({
      ...UNCONFIGURED,
      build: { outDir: await builtPages() },
      preview: { host: '127.0.0.1', port: 0, headers: { 'Content-Security-Policy': CSP } },
    })
    const browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
    })
    return new BoardPages(server, browser)
  }

  /** The page, showing the wished state, its fonts loaded, and its errors as they come; until `leave`. */
  async show(wish: BoardWish): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
    const page = await this.#pageWith(
      wish.isAtNight === true ? 'night' : wish.isTimedByHand === true ? 'by hand' : 'its own',
    )
    await page.setViewportSize({ width: wish.width, height: wish.height })
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    const query = new URLSearchParams({ state: wish.state, theme: wish.theme, lang: wish.lang })
    if (wish.person !== undefined) query.set('person', wish.person)
    if (wish.guard !== undefined) query.set('guard', wish.guard)
    if (wish.view !== undefined) query.set('view', wish.view)
    if (wish.alarm === true) query.set('alarm', '1')
    await page.goto(`${this.#origin}/${wish.document ?? 'board-states'}.html?${query.toString()}`)
    await page.waitForSelector(['lost', 'planned', 'key-refused'].includes(wish.state) ? '.lost' : 'h1')
    await page.evaluate('document.fonts.ready.then(() => true)')
    return { page, errors }
  }

  /** One for all: opening a window of its own takes longer than showing a state. */
  async #pageWith(clock: PageClock): Promise<Page> {
    // A clock that was set stays so for as long as its page.
    if (clock !== this.#clock) {
      await this.#page?.close()
      this.#page = undefined
      this.#clock = clock
    }
    if (this.#page !== undefined) return this.#page
    const page = await this.#browser.newPage({ reducedMotion: 'reduce' })
    if (clock === 'night') await page.clock.setFixedTime(NIGHT)
    if (clock === 'by hand') await page.clock.install({ time: NIGHT })
    this.#page = page
    return page
  }

  /** Nothing of the state stays in the page for the next one. */
  async leave(): Promise<void> {
    const page = this.#page
    if (page === undefined) return
    page.removeAllListeners('pageerror').removeAllListeners('console')
    await page.evaluate('localStorage.clear(); sessionStorage.clear()')
    await page.goto('about:blank')
    await page.emulateMedia({ media: null, reducedMotion: 'reduce' })
  }

  async picture(page: Page, wish: BoardWish): Promise<void> {
    const name = [wish.state, wish.theme, wish.lang, `${String(wish.width)}x${String(wish.height)}`].join('-')
    await page.screenshot({ path: path.join(ARTIFACTS, `${name}.png`) })
  }

  /** For `docs/screens`: small, and named by state, theme and language. */
  async picturedForDocs(page: Page, name: string, { theme, lang }: BoardWish): Promise<void> {
    const png = withPalette(await page.screenshot({ animations: 'disabled' }))
    writeFileSync(path.join(SCREENS, `${[name, theme, lang].join('-')}.png`), png)
  }

  /** What axe finds wrong in this look and by the colours of the other theme, each with the elements. */
  async findings(page: Page): Promise<readonly string[]> {
    // Legacy mode: one page without frames needs no second window to gather them in. What passes is not listed
    // element by element, which takes as long as finding what does not.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
    const { violations } = await axe.analyze()
    return [
      ...violations.map(toFinding),
      ...(await page.evaluate<Violation[]>(IN_OTHER_THEME)).map(toFinding),
    ]
  }

  async close(): Promise<void> {
    await this.#browser.close()
    await this.#server.close()
  }
}
