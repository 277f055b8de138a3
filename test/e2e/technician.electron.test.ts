/**
 * A new technician's whole way in the real window, on a real station with an EnOcean stick on a port: from a cord
 * nobody knows to one that guards somebody, once with the mouse and once with the keyboard alone.
 */
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import nb from '../../resources/locales/nb.json' with { type: 'json' }
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { EnoceanWire } from '../support/enocean-wire.ts'
import { STATION_ID } from '../support/home.ts'
import { chooseByKeys, tabTo } from '../support/keyboard.ts'
import { startStation } from '../support/station-process.ts'
import { readStored } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'
import { pressWhenSeen } from '../support/when-seen.ts'
import { keyboardIn } from './support/board-page.ts'
import { DesktopClient } from './support/desktop-client.ts'
import { lookAt } from './support/look-at.ts'

const room = nb.technician
const WHO = 'Ingrid Solberg'

const cleanUp = new CleanUp()
let data: string
let page: Page
let pull: (address: string) => void
beforeAll(async () => {
  const folder = await temporaryFolder(cleanUp)
  const stick = await EnoceanWire.plugged(cleanUp)
  pull = (address) => {
    stick.act(`press:${address}`)
  }
  const centre = await CareCentre.started(cleanUp, join(folder, 'centre'))
  data = join(folder, 'station')
  await startStation(cleanUp, {
    data,
    configuration: {
      station: { id: STATION_ID, name: 'Solbakken omsorgsboliger', locale: 'nb' },
      ports: [{ path: stick.port, protocol: 'enocean-esp3' }],
      residents: [{ id: 'r-204', name: WHO, home: { unit: '204' } }],
      people: [{ id: 'tuva', name: 'Tuva Teknes', role: 'technician' }],
      careCentre: { paths: [{ kind: 'https', ...centre.path }], heartbeatSeconds: 1 },
    },
  })
  const client = await DesktopClient.launched(cleanUp, '--data', data)
  page = client.page
  await page.getByRole('heading', { name: 'Tryggvakt' }).waitFor()
})
afterAll(async () => {
  await cleanUp.run()
})

/** Pulls the cord again and again until the screen shows what is awaited: a pull of the first second is easily missed. */
async function pullUntil(cord: string, awaited: Locator): Promise<void> {
  await waitUntil(
    async () => {
      // Looked at first: a pull on its way when the cord is put to use would be a real call.
      if (await awaited.isVisible()) return true
      pull(cord)
      return false
    },
    `the pull of ${cord} was not seen`,
    { everyMs: 700 },
  )
}

async function helpCallsOf(address: string): Promise<readonly unknown[]> {
  const events = await readStored('events', data)
  return events.filter(({ kind, raw }) => kind === 'help-call' && String(raw).includes(address))
}

/** The whole way was seen, and the cord rings for real now. */
async function untilInUse(cord: string): Promise<void> {
  await page.getByText(room.test.inUse).waitFor()
  await page.getByRole('img', { name: room.label.qr }).waitFor()
  expect(await page.getByText(room.test.notSeen).count()).toBe(0)
  expect((await helpCallsOf(cord)).length).toBeGreaterThan(0)
}

test('with the mouse', async () => {
  const findings: string[] = []
  await page.getByRole('button', { name: nb.status.menu }).click()
  await page.getByRole('menuitem', { name: nb.menu.technician }).click()
  await page.getByText(room.state.open, { exact: true }).waitFor()
  findings.push(...(await lookAt(page, 'technician-receivers')))

  await page.getByRole('tab', { name: room.page.pairing }).click()
  await pullUntil('002a3b4c', page.getByText(room.discovery.thisOne))
  findings.push(...(await lookAt(page, 'technician-found')))
  await page.getByRole('button', { name: room.discovery.pairThis }).click()
  await page.getByRole('combobox', { name: room.pair.resident }).fill('Ingrid')
  await page.getByRole('option', { name: /Ingrid Solberg/ }).click()
  await page.getByRole('button', { name: new RegExp(room.pair.placement.replace('?', '\\?')) }).click()
  await page.getByRole('option', { name: nb.placement.bathroom }).click()
  await page.getByText(room.pair.warning['only-alarm-unsupervised']).waitFor()
  findings.push(...(await lookAt(page, 'technician-set-up')))
  await page.getByRole('button', { name: room.pair.confirm }).click()
  // Nobody has said who stands here.
  await page.getByRole('dialog', { name: nb.who.title }).getByRole('button', { name: 'Tuva Teknes' }).click()

  await page.getByRole('button', { name: room.test.start }).click()
  await page.getByText(room.provoke['enocean-esp3']).waitFor()
  await pullUntil('002a3b4c', page.getByRole('button', { name: room.test.commission, exact: true }))
  findings.push(...(await lookAt(page, 'technician-proven')))
  await page.getByRole('button', { name: room.test.commission, exact: true }).click()
  await untilInUse('002a3b4c')
  findings.push(...(await lookAt(page, 'technician-in-use')))

  await page.getByRole('button', { name: room.pairing.toDevice }).click()
  await page.getByText(room.need.well, { exact: true }).waitFor()
  await page.locator('.device-events summary').first().click()
  await page.locator('.device-events .fields').first().waitFor()
  findings.push(...(await lookAt(page, 'technician-device')))
  expect(findings).toEqual([])
})

test('with the keyboard alone, while an alarm rings on top', async () => {
  // A real pull of the first cord: the technician hears and sees it wherever she is.
  pull('002a3b4c')
  await page.locator('.strip[data-priority=critical]').waitFor()
  for (let steps = 0; steps < 2; steps += 1) await page.keyboard.press('Escape')
  await page.locator('.card').waitFor()
  await page.keyboard.press('t')
  await page.locator('.strip').waitFor()

  await tabTo(page, room.page.receivers)
  await page.keyboard.press('ArrowRight')
  await pullUntil('002a3b4d', page.getByText(room.discovery.thisOne))
  await tabTo(page, room.discovery.pairThis)
  await page.keyboard.press('Enter')
  await tabTo(page, room.pair.resident)
  await page.keyboard.type('Ingrid')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await chooseByKeys(page, room.pair.placement, nb.placement.toilet)
  await tabTo(page, room.pair.confirm)
  await page.keyboard.press('Enter')
  await page.getByText(room.test.intro).waitFor()
  await tabTo(page, room.test.start)
  await page.keyboard.press('Enter')
  await page.getByText(room.provoke['enocean-esp3']).waitFor()
  await pullUntil('002a3b4d', page.getByRole('button', { name: room.test.commission, exact: true }))
  await page.keyboard.press('Enter')
  await untilInUse('002a3b4d')

  await page.keyboard.press('Escape')
  await page.locator('.card').waitFor()
  await pressWhenSeen(page, 'Enter')
  await page.locator('.card[data-priority=critical][data-state=acknowledged]').waitFor()
  await pressWhenSeen(page, 'r')
  await keyboardIn(page.getByRole('dialog', { name: nb.resolve.title }))
  for (const key of ['Space', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
  await page.locator('.card[data-priority=critical]').waitFor({ state: 'detached' })
})
