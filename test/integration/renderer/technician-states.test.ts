/** The technician's room in real Chromium, page by page: no axe findings, no sideways scroll, large targets; pictures. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import en from '../../../resources/locales/en.json' with { type: 'json' }
import nb from '../../../resources/locales/nb.json' with { type: 'json' }
import { BoardPages, type BoardWish } from './board-pages.ts'
import { isForDocs, WORDY_LOOKS_FOR_DOCS } from './state-tests.ts'

/** Each theme, language and size once: a page is looked at in two ways, and the whole in under two minutes. */
const LOOKS = [
  { theme: 'dark', lang: 'nb', width: 1024, height: 768 },
  // 200 % zoom of 1280 x 800.
  { theme: 'light', lang: 'en', width: 640, height: 400 },
] as const

const SMALL_TARGETS = `[...document.querySelectorAll('button, summary, input, textarea, [role=tab], [role=option], [role=menuitem]')]
  .filter((it) => it.checkVisibility() && !it.closest('.hidden, [style*=clip], [aria-hidden=true], label'))
  .map((it) => ({ name: it.textContent, box: it.getBoundingClientRect() }))
  .filter(({ box }) => box.height < 44 || box.width < 44)
  .map(({ name, box }) => name + ' ' + Math.round(box.width) + ' x ' + Math.round(box.height))`

let pages: BoardPages
beforeAll(async () => {
  pages = await BoardPages.open()
})
afterAll(async () => {
  await pages.close()
})

describe.each(isForDocs ? WORDY_LOOKS_FOR_DOCS : LOOKS)('in $theme, $lang, $width x $height', (look) => {
  const words = look.lang === 'nb' ? nb : en
  const room = words.technician

  /** Opens the room by its key, walks on, and looks at what is there. */
  async function seen(state: string, walk: (page: Page) => Promise<void>, more: Partial<BoardWish> = {}) {
    const wish: BoardWish = { document: 'technician-states', state, ...look, ...more, isAtNight: isForDocs }
    const { page, errors } = await pages.show(wish)
    try {
      await page.keyboard.press('t')
      await page.getByRole('heading', { name: room.title, exact: true }).waitFor()
      await walk(page)
      if (isForDocs) {
        await pages.picturedForDocs(page, `technician-${state}`, wish)
        return
      }
      expect(await pages.findings(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width)
      expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
      expect(errors).toEqual([])
    } catch (error) {
      await pages.picture(page, { ...wish, state: `technician-${state}` })
      throw error
    } finally {
      await pages.leave()
    }
  }

  const tab = (page: Page, name: keyof typeof room.page) =>
    page.getByRole('tab', { name: room.page[name] }).click()
  const device = async (page: Page, name: RegExp) => {
    await tab(page, 'devices')
    await page.locator('.device-line').filter({ hasText: name }).first().click()
    await page.locator('.device-page dl').waitFor()
  }
  const act = async (page: Page, name: string) => {
    await page.locator('.device-page').getByRole('button', { name, exact: true }).click()
    await page.getByRole('dialog').waitFor()
  }
  const testGoesOn = (page: Page, change: string) =>
    page.evaluate(`window.station.technician.testGoesOn(${change})`)

  it('ports and adapters, with an alarm over them', () =>
    seen('receivers', (page) => page.getByText(room.state['which-port']).waitFor(), { alarm: true }))

  it('a port is added', () =>
    seen('add-port', async (page) => {
      await page.getByRole('button', { name: room.addPort.open }).click()
      await page.getByRole('dialog').getByText(room.addPort.protocol, { exact: true }).waitFor()
    }))

  it('a port is set up otherwise, with a line and a table of who calls', () =>
    seen('port-setup', async (page) => {
      await page.getByRole('button', { name: room.portSetup.open }).nth(1).click()
      const window = page.getByRole('dialog')
      await window.getByText(room.portSetup.words).waitFor()
      await window.getByText(room.setup.more, { exact: true }).click()
      await window.getByRole('button', { name: room.setup.addLine }).scrollIntoViewIfNeeded()
    }))

  it('everything on a port moves to another one', () =>
    seen('port-move', async (page) => {
      await page.getByRole('button', { name: room.movePort.open }).first().click()
      await page.getByRole('dialog').getByText(room.movePort.words).waitFor()
    }))

  it('a port goes with what hangs on it', () =>
    seen('port-remove', async (page) => {
      await page.getByRole('button', { name: room.removePort.open }).first().click()
      await page.getByRole('dialog').getByText('Ingrid Solberg').first().waitFor()
    }))

  it('the screens of the house by name', () =>
    seen('screens', async (page) => {
      await tab(page, 'screens')
      await page.getByText('Vaktrom 2').waitFor()
      await page.getByRole('button', { name: room.screens.name }).nth(1).click()
      await page.getByRole('dialog').getByText(room.screens.words).waitFor()
    }))

  it('an adapter with what its pendants have in common', () =>
    seen('adapter-settings', async (page) => {
      await page.getByRole('button', { name: room.adapter.changeOpen }).first().click()
      await page.getByRole('textbox', { name: room.setup.field.pressSignal }).scrollIntoViewIfNeeded()
    }))

  it('what became of a device that is here no longer', () =>
    seen('former-device', async (page) => {
      await tab(page, 'devices')
      await page.getByRole('searchbox').fill('00aabbcc')
      await page.getByText(room.devices.former).waitFor()
    }))

  it('a nurse call line with all its settings, one of them wrong', () =>
    seen('add-port-settings', async (page) => {
      await page.getByRole('button', { name: room.addPort.open }).click()
      await page.getByRole('button', { name: new RegExp(escaped(room.addPort.protocol)) }).click()
      await page.getByRole('option', { name: room.protocol['espa-444'] }).click()
      await page.getByText(room.setup.more, { exact: true }).click()
      const silence = page.getByRole('textbox', { name: room.setup.field.partnerSilenceSeconds })
      await silence.fill('soon')
      // Mended, nothing folds away under the one who writes.
      await silence.fill('20')
      await page.locator('.field-problem').waitFor({ state: 'detached' })
      expect(await silence.isVisible()).toBe(true)
      await silence.fill('soon')
      await page.locator('.field-problem').scrollIntoViewIfNeeded()
    }))

  it('an adapter is added', () =>
    seen('add-adapter', async (page) => {
      await page.getByRole('button', { name: room.adapter.open }).click()
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor()
    }))

  it('a key that cannot be one, and what a button means key by key', () =>
    seen('pairing-key', async (page) => {
      await tab(page, 'pairing')
      await page.locator('.discovery').filter({ hasText: 'b4:35:22:f5:3d:a4' }).click()
      await page.getByRole('button', { name: new RegExp(escaped(room.setup.field.use)) }).click()
      await page.getByRole('option', { name: room.setup.choice['by-key'] }).click()
      await page.getByText(room.setup.field['key-2'], { exact: true }).waitFor()
      await page.getByRole('textbox', { name: room.pair.key.replace('{{digits}}', '32') }).fill('23zz')
      await page.locator('.key-state[data-state=wrong]').scrollIntoViewIfNeeded()
    }))

  it('who speaks, and the one whose button was pressed', () =>
    seen('pairing-find', async (page) => {
      await tab(page, 'pairing')
      await page.locator('.discovery').first().waitFor()
      await page.evaluate(
        `{ const t = window.station.technician; t.discoveries = t.discoveries.map((it) => it.address === '01825dab' ? { ...it, lastActedAt: Date.now() + 1000 } : it); t.tell(Date.now() + 100_000) }`,
      )
      await page.getByText(room.discovery.thisOne).waitFor()
    }))

  it('whose it is, and what is missing', () =>
    seen('pairing-set-up', async (page) => {
      await tab(page, 'pairing')
      await page.locator('.discovery').filter({ hasText: '01825dab' }).click()
      await page.getByRole('combobox', { name: room.pair.resident }).fill('Olav')
      await page.getByRole('option', { name: /Olav Berg/ }).click()
      await page.getByRole('button', { name: room.pair.confirm }).click()
      await page.getByText(room.pair.problem.placement).waitFor()
    }))

  it('a choice that is open', () =>
    seen('pairing-choice', async (page) => {
      await tab(page, 'pairing')
      await page.locator('.discovery').filter({ hasText: '01825dab' }).click()
      await page.getByRole('button', { name: new RegExp(escaped(room.pair.profile)) }).click()
      await page.getByRole('listbox').waitFor()
    }))

  it('the guided test in the middle', () =>
    seen('test-running', async (page) => {
      await device(page, /0180aa31/)
      await act(page, room.act.test)
      await page.getByRole('button', { name: room.test.start }).click()
      await page.getByText(room.provoke['enocean-esp3']).waitFor()
      await testGoesOn(page, "{ heardAt: Date.now(), eventKind: 'smoke', alarmId: 'a-9' }")
      await page.locator('.test-steps [data-state=seen]').nth(1).waitFor()
    }))

  it('the guided test passed, and the label', () =>
    seen('test-proven', async (page) => {
      await device(page, /0180aa31/)
      await act(page, room.act.test)
      await page.getByRole('button', { name: room.test.start }).click()
      await page.getByText(room.provoke['enocean-esp3']).waitFor()
      await testGoesOn(
        page,
        "{ heardAt: Date.now(), eventKind: 'smoke', alarmId: 'a-9', onBoardAt: Date.now(), centre: 'delivered', centreAt: Date.now(), state: 'proven' }",
      )
      await page.getByRole('button', { name: room.test.commission }).click()
      await page.getByRole('img', { name: room.label.qr }).scrollIntoViewIfNeeded()
    }))

  it('every device, what needs somebody first', () =>
    seen('devices', async (page) => {
      await tab(page, 'devices')
      await page.locator('.device-line').first().waitFor()
    }))

  it('a device with its curves', () =>
    seen('device', async (page) => {
      await device(page, /c0:ff:ee/)
      await page.locator('.curve').first().waitFor()
    }))

  it('a radar with its settings and a fall field by field', () =>
    seen('device-settings', async (page) => {
      await device(page, /C1001|ttyUSB0/)
      await page.locator('.device-events summary').first().click()
      await page.locator('.setting').last().scrollIntoViewIfNeeded()
    }))

  it('a device is suspended', () =>
    seen('suspend', async (page) => {
      await device(page, /002ca1f0/)
      await act(page, room.act.suspend)
    }))

  it('a device is replaced, with an alarm over the window', () =>
    seen(
      'replace',
      async (page) => {
        await device(page, /002ca1f0/)
        await act(page, room.act.replace)
        // Nothing is in front of the alarm, and the window's head is not under it.
        const strip = await page.locator('.strip').boundingBox()
        const head = await page.getByRole('dialog').getByRole('heading').boundingBox()
        expect(strip?.y).toBe(0)
        expect(head?.y).toBeGreaterThanOrEqual(strip?.height ?? Infinity)
      },
      { alarm: true },
    ))

  it('frames as they come and one that was pasted', () =>
    seen('frames', async (page) => {
      await tab(page, 'frames')
      await page.getByText(room.frames.none).waitFor()
      await page.evaluate(`window.station.technician.frames({ skipped: 4, frames: [
        { at: Date.now() - 3000, raw: '535980010001012f5443', outcome: 'heard', about: 'heartbeat', fields: [] },
        { at: Date.now() - 2000, raw: '5359830100', outcome: 'discarded', about: 'badChecksum', fields: [] },
        { at: Date.now(), raw: '53598301000101325443', outcome: 'event', about: 'fall', fields: [{ name: 'fallen', value: 'true' }] } ] })`)
      await page.locator('.live-frames summary').first().click()
      await page.getByLabel(room.frames.bytes).fill('53 59 83 01 00 01 01 32 54 43')
      await page.getByRole('button', { name: room.frames.decode, exact: true }).click()
      await page.locator('.inspector .fields').last().waitFor()
    }))
})

it('prints the label and nothing else', async () => {
  const wish: BoardWish = { document: 'technician-states', state: 'technician-print', ...LOOKS[0] }
  const { page, errors } = await pages.show(wish)
  try {
    await page.keyboard.press('t')
    await page.getByRole('tab', { name: nb.technician.page.devices }).click()
    await page.locator('.device-line').filter({ hasText: '002ca1f0' }).click()
    await page.getByRole('button', { name: nb.technician.act.label, exact: true }).click()
    await page.getByRole('img', { name: nb.technician.label.qr }).waitFor()
    await page.emulateMedia({ media: 'print' })
    await pages.picture(page, wish)
    const shown = await page.evaluate<string[]>(
      `[...document.querySelectorAll('body *')].filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest('.label')).map((it) => it.className + ' ' + it.textContent)`,
    )
    expect(shown).toEqual([])
    // Left upper corner of the paper, 62 mm wide, without the resident's name.
    expect(await page.locator('.label').boundingBox()).toMatchObject({ x: 0, y: 0 })
    expect(await page.locator('.label').textContent()).not.toContain('Ingrid')
    expect(errors).toEqual([])
  } finally {
    await pages.leave()
  }
})

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
