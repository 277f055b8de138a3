/** From a new cord to one in use, in real Chromium, with the keyboard alone. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import nb from '../../../resources/locales/nb.json' with { type: 'json' }
import { chooseByKeys, tabTo } from '../../support/keyboard.ts'
import { BoardPages } from './board-pages.ts'

const LOOK = { theme: 'light', lang: 'nb', width: 1024, height: 768 } as const
const room = nb.technician
const keyLabel = room.pair.key.replace('{{digits}}', '32')

let pages: BoardPages
beforeAll(async () => {
  pages = await BoardPages.open()
})
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
    await tabTo(page, keyLabel)
    await page.keyboard.type('231d39c1d7')
    await page.getByText(room.key.short.replace('{{count}}', '10').replace('{{digits}}', '32')).waitFor()
    await page.keyboard.type('cc1ab1aee224cd096db932')
    await page.getByText(room.key.whole.replace('{{digits}}', '32')).waitFor()
    await page.evaluate(`window.station.technician.refuseNext = 'belongs-to-another-resident'`)
    await page.keyboard.press('Enter')
    await page.getByText(nb.error['belongs-to-another-resident']).waitFor()
    expect(await page.getByLabel(keyLabel).inputValue()).toBe('231d39c1d7cc1ab1aee224cd096db932')
    // Escape leads back one step, not out of the room.
    await tabTo(page, room.pair.back)
    await page.keyboard.press('Escape')
    await page.getByText(room.discovery.press).waitFor()
    expect(errors).toEqual([])
  } finally {
    await pages.leave()
  }
})

it('an adapter is added, listens to less, and is removed', async () => {
  const { page, errors } = await pages.show({ document: 'technician-states', state: 'keyboard', ...LOOK })
  await page.keyboard.press('t')
  await tabTo(page, room.adapter.open)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: room.adapter.title }).waitFor()
  await tabTo(page, room.adapter.confirm)
  await page.keyboard.press('Enter')
  await page.getByText(room.adapter.done.replace('{{name}}', 'hci1')).first().waitFor()

  const card = page.locator('.receiver').filter({ hasText: 'hci1' })
  await card.getByRole('button', { name: room.adapter.changeOpen }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: room.protocol['ble-gatt-pendant'] }).focus()
  await page.keyboard.press('Space')
  await tabTo(page, room.adapter.change)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await card.getByRole('button', { name: room.adapter.removeOpen }).focus()
  await page.keyboard.press('Enter')
  await tabTo(page, room.adapter.removeConfirm)
  await page.keyboard.press('Enter')
  await card.waitFor({ state: 'detached' })
  expect(await page.evaluate('window.station.technician.calls')).toEqual([
    {
      act: 'set-adapter',
      input: { by: 'tuva', adapter: 'hci1', protocols: ['bthome-v2', 'ble-gatt-pendant'] },
    },
    { act: 'set-adapter', input: { by: 'tuva', adapter: 'hci1', protocols: ['bthome-v2'] } },
    { act: 'remove-adapter', input: { by: 'tuva', adapter: 'hci1' } },
  ])
  expect(errors).toEqual([])
})

it('a nurse call at the wrong speed is put right from its card, and says who calls', async () => {
  const { page, errors } = await pages.show({ document: 'technician-states', state: 'keyboard', ...LOOK })
  await page.keyboard.press('t')
  const card = page.locator('.receiver').filter({ hasText: '/dev/ttyUSB1' })
  await card.getByRole('button', { name: room.portSetup.open }).focus()
  await page.keyboard.press('Enter')
  const window = page.getByRole('dialog', { name: room.portSetup.title.replace('{{path}}', '/dev/ttyUSB1') })
  await window.waitFor()
  await tabTo(page, room.addPort.baudUsual.replace('{{rate}}', '9600'))
  await page.keyboard.type('slow')
  await page.keyboard.press('Enter')
  await window.getByText(room.addPort.baudNeeded).waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('1200')
  await chooseByKeys(page, room.addPort.line, room.line.other)
  await chooseByKeys(page, room.line.parity, room.line.parities.mark)
  await window.getByText(room.setup.more, { exact: true }).press('Enter')
  await window.getByRole('textbox', { name: room.setup.field.device }).fill('112')
  await page.evaluate(`window.station.technician.refuseNext = 'unknown-receiver'`)
  await tabTo(page, room.portSetup.confirm)
  await page.keyboard.press('Enter')
  await window.getByText(nb.error['unknown-receiver']).waitFor()
  await page.keyboard.press('Enter')
  await window.waitFor({ state: 'detached' })
  await card.getByText(room.line.value.replace('{{rate}}', '1200').replace('{{form}}', '8M1')).waitFor()
  expect(await page.evaluate('window.station.technician.calls.at(-1)')).toEqual({
    act: 'change-port',
    input: {
      by: 'tuva',
      path: '/dev/ttyUSB1',
      variant: null,
      baudRate: 1_200,
      line: { dataBits: 8, parity: 'mark', stopBits: 1 },
      settings: {
        role: 'slave',
        charset: 'latin-1',
        firePanel: false,
        senders: [{ text: '*STUE 2*', device: '112' }],
      },
    },
  })
  expect(errors).toEqual([])
})

it('a port with a radar says so before it goes; the swapped stick is found under its written path', async () => {
  const { page, errors } = await pages.show({ document: 'technician-states', state: 'keyboard', ...LOOK })
  await page.keyboard.press('t')
  const path = '/dev/ttyUSB0'
  const card = page.locator('.receiver').filter({ hasText: path })
  await card.getByRole('button', { name: room.removePort.open }).focus()
  await page.keyboard.press('Enter')
  const question = page.getByRole('dialog', { name: room.removePort.title.replace('{{name}}', path) })
  await question.getByText('Ingrid Solberg').waitFor()
  await question.getByRole('button', { name: room.movePort.open }).focus()
  await page.keyboard.press('Enter')
  const window = page.getByRole('dialog', { name: room.movePort.title.replace('{{path}}', path) })
  await window.waitFor()
  await chooseByKeys(page, room.movePort.to, room.path.other)
  await tabTo(page, room.movePort.confirm)
  await page.keyboard.press('Enter')
  await window.getByText(room.movePort.needed).waitFor()
  const to = '/dev/serial/by-id/usb-radar'
  await window.getByRole('textbox', { name: room.path.written }).fill(to)
  await page.keyboard.press('Enter')
  await window.waitFor({ state: 'detached' })
  const moved = page.locator('.receiver').filter({ hasText: to })
  await moved.getByRole('button', { name: room.removePort.open }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: room.removePort.withDevices_one }).focus()
  await page.keyboard.press('Enter')
  await moved.waitFor({ state: 'detached' })
  expect(await page.evaluate('window.station.technician.calls')).toEqual([
    { act: 'move-port', input: { by: 'tuva', path, to } },
    { act: 'remove-port', input: { by: 'tuva', path: to, retires: ['radar-204-bath'] } },
  ])
  expect(errors).toEqual([])
})

it('what an adapter’s pendants have in common is set with the adapter', async () => {
  const { page, errors } = await pages.show({ document: 'technician-states', state: 'keyboard', ...LOOK })
  await page.keyboard.press('t')
  const card = page.locator('.receiver').filter({ hasText: 'hci0' })
  await card.getByRole('button', { name: room.adapter.changeOpen }).focus()
  await page.keyboard.press('Enter')
  const pendants = room.protocol['ble-gatt-pendant']
  const input = page
    .getByRole('group', { name: pendants })
    .getByRole('textbox', { name: room.setup.field.pressSignal })
  await input.fill('99')
  await page.getByRole('button', { name: room.adapter.change, exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByText(room.pair.problem.settings).waitFor()
  await input.fill('2')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await page.evaluate('window.station.technician.calls.at(-1).input.settings')).toEqual({
    'ble-gatt-pendant': { pressSignal: 2, lenientLength: false },
  })
  expect(errors).toEqual([])
})

it('a device that another screen pairs meanwhile says so in the form, and leaves the list', async () => {
  const { page, errors } = await pages.show({ document: 'technician-states', state: 'keyboard', ...LOOK })
  await page.keyboard.press('t')
  await page.getByRole('tab', { name: room.page.pairing }).click()
  await page.locator('.discovery').filter({ hasText: '01825dab' }).click()
  await page.getByRole('button', { name: room.pair.confirm }).waitFor()
  await page.evaluate(`{ const t = window.station.technician;
      t.devices = [...t.devices, { ...t.devices.find((it) => it.deviceId === 'cord-204'), deviceId: 'd-9', address: '01825DAB' }];
      t.discoveries = t.discoveries.filter((it) => it.address !== '01825dab'); t.tell() }`)
  await page.getByText(room.pair.takenMeanwhile).waitFor()
  await page.getByRole('button', { name: room.pair.back }).click()
  await page.getByText(room.discovery.press).waitFor()
  expect(await page.locator('.discovery').filter({ hasText: '01825dab' }).count()).toBe(0)
  expect(errors).toEqual([])
})

it('a warning of a replacement stays until it is read', async () => {
  const { page, errors } = await pages.show({ document: 'technician-states', state: 'keyboard', ...LOOK })
  await page.evaluate(`window.station.technician.warnings = ['only-alarm-unsupervised']`)
  await page.keyboard.press('t')
  await page.getByRole('tab', { name: room.page.devices }).click()
  await page.locator('.device-line').filter({ hasText: '002ca1f0' }).click()
  await page.locator('.device-page').getByRole('button', { name: room.act.replace, exact: true }).click()
  await chooseByKeys(page, room.replace.which, '01825dab')
  await page.getByRole('dialog').getByRole('button', { name: room.replace.confirm, exact: true }).click()
  await page.getByRole('dialog').getByText(room.pair.warning['only-alarm-unsupervised']).waitFor()
  // The keyboard stands on the only way on.
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(errors).toEqual([])
})

it('a lost station is over everything: an open window closes, and nothing under it takes a key', async () => {
  const { page, errors } = await pages.show({ document: 'technician-states', state: 'keyboard', ...LOOK })
  await page.keyboard.press('t')
  await page.getByRole('button', { name: room.addPort.open }).click()
  await page.getByRole('dialog', { name: room.addPort.title }).waitFor()
  await page.evaluate('window.station.lose()')
  await page.getByRole('alertdialog', { name: nb.lost.title }).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(`document.activeElement?.closest('.board, .window') ?? null`)).toBeNull()
  expect(await page.evaluate('window.station.technician.calls')).toEqual([])
  expect(errors).toEqual([])
})
