/** From a new cord to one in use, in real Chromium, with the keyboard alone. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import nb from '../../../resources/locales/nb.json' with { type: 'json' }
import { chooseByKeys, tabTo } from '../../support/keyboard.ts'
import { BoardPages } from './board-pages.ts'

const LOOK = { theme: 'light', lang: 'nb', width: 1024, height: 768 } as const
const room = nb.technician

let pages: BoardPages
beforeAll(async () => {
  pages = await BoardPages.open()
}, 60_000)
afterAll(async () => {
  await pages.close()
})

it('a new cord is found, paired, tested and put to use', async () => {
  const { page, errors } = await pages.show({ document: 'technician-states', state: 'keyboard', ...LOOK })
  try {
    await page.keyboard.press('t')
    await page.getByRole('heading', { name: room.title, exact: true }).waitFor()
    await tabTo(page, room.page.receivers)
    await page.keyboard.press('ArrowRight')
    await page.getByText(room.discovery.press).waitFor()

    await page.evaluate(
      `{ const t = window.station.technician; t.discoveries = t.discoveries.map((it) => it.address === '01825dab' ? { ...it, lastActedAt: Date.now() + 1000 } : it); t.tell() }`,
    )
    await page.getByText(room.discovery.thisOne).waitFor()
    await tabTo(page, room.discovery.pairThis)
    await page.keyboard.press('Enter')

    await tabTo(page, room.pair.resident)
    await page.keyboard.type('Olav')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await chooseByKeys(page, room.pair.placement, nb.placement.toilet)
    await tabTo(page, room.pair.confirm)
    await page.keyboard.press('Enter')
    await page.getByText(room.test.intro).waitFor()
    const [wish] = await page.evaluate<unknown[]>('window.station.technician.pairs')
    expect(wish).toMatchObject({
      by: 'tuva',
      address: '01825dab',
      eep: 'F6-02-01',
      settings: { use: 'help-call' },
      residentId: 'r-112',
      placement: 'toilet',
    })

    await tabTo(page, room.test.start)
    await page.keyboard.press('Enter')
    await page.getByText(room.provoke['enocean-esp3']).waitFor()
    await page.evaluate(`window.station.technician.testGoesOn({ heardAt: Date.now(), eventKind: 'help-call',
      alarmId: 'a-9', onBoardAt: Date.now(), centre: 'delivered', centreAt: Date.now(), state: 'proven' })`)
    // The keyboard already stands on what comes next.
    await page.getByRole('button', { name: room.test.commission }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(room.test.inUse).waitFor()
    await tabTo(page, room.label.print)

    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: room.title, exact: true }).waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: nb.calm.title }).waitFor()
    expect(errors).toEqual([])
  } finally {
    await pages.leave()
  }
})

it('whoever is no technician is asked who stands here, and then it is done', async () => {
  const { page, errors } = await pages.show({
    document: 'technician-states',
    state: 'keyboard',
    person: 'kari',
    ...LOOK,
  })
  try {
    await page.keyboard.press('t')
    await tabTo(page, room.page.receivers)
    await tabTo(page, room.whichPort.choose.replace('{{path}}', '/dev/ttyUSB5'))
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: nb.who.title }).waitFor()
    expect(await page.getByRole('dialog').getByText('Kari Nordmann').count()).toBe(0)
    await page.keyboard.press('Enter')
    await page.getByText(room.whichPort.done.replace('{{path}}', '/dev/ttyUSB5')).waitFor()
    expect(await page.evaluate('window.station.technician.calls')).toEqual([
      { act: 'choose-port', input: { by: 'tuva', receiver: '/dev/ttyUSB4', path: '/dev/ttyUSB5' } },
    ])
    expect(errors).toEqual([])
  } finally {
    await pages.leave()
  }
})

it('a step refused by the station says why, and what was written stays', async () => {
  const { page, errors } = await pages.show({ document: 'technician-states', state: 'keyboard', ...LOOK })
  try {
    await page.keyboard.press('t')
    await tabTo(page, room.page.receivers)
    await page.keyboard.press('ArrowRight')
    await tabTo(page, 'b4:35:22:f5:3d:a4')
    await page.keyboard.press('Enter')
    await tabTo(page, room.pair.resident)
    await page.keyboard.type('Ingrid')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await chooseByKeys(page, room.pair.placement, nb.placement.hall)
    await tabTo(page, room.pair.key)
    await page.keyboard.type('231d39c1d7cc1ab1aee224cd096db932')
    await page.evaluate(`window.station.technician.refuseNext = 'belongs-to-another-resident'`)
    await page.keyboard.press('Enter')
    await page.getByText(nb.error['belongs-to-another-resident']).waitFor()
    expect(await page.getByLabel(room.pair.key).inputValue()).toBe('231d39c1d7cc1ab1aee224cd096db932')
    // Escape leads back one step, not out of the room.
    await tabTo(page, room.pair.back)
    await page.keyboard.press('Escape')
    await page.getByText(room.discovery.press).waitFor()
    expect(errors).toEqual([])
  } finally {
    await pages.leave()
  }
})
