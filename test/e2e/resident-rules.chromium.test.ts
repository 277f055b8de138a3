/** Rules over time as a manager sets them on the page of a real station, and what then rings, by which numbers. */
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { osloTime } from '../../shared/domain/oslo-time.ts'
import { hashPin } from '../../station/people/pin.ts'
import { DATABASE_FILE } from '../../station/store/open-store.ts'
import { openReader, openWriter } from '../../station/store/sqlite.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { PRESENCE, RadarWire } from '../support/radar-wire.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { readAudit, readStored } from '../support/stored.ts'
import { pressWhenSeen } from '../support/when-seen.ts'
import { cardIn } from './support/board-page.ts'
import { launchBrowser, openPage } from './support/browser.ts'
import { signIn } from './support/sign-in.ts'

const RADAR = 'radar-204-bath'
const RESIDENT = `r-${RADAR}`
/** How long somebody has been in the bathroom when the test begins. */
const INSIDE_MINUTES = 20
const RULE = /^for lenge på badet/

const cleanUp = new CleanUp()
let browser: Browser
let station: StationProcess
beforeAll(async () => {
  const wire = await RadarWire.plugged(cleanUp)
  const home = homeWith([{ device: RADAR, port: wire.port }], null)
  const start = {
    data: join(await temporaryFolder(cleanUp), 'station'),
    configuration: {
      ...home,
      people: [{ id: 'mona', name: 'Mona Dahl', role: 'manager' as const, pin: await hashPin('482915') }],
    },
  }
  await (await startStation(cleanUp, start)).stop()
  await somebodyInside(start.data)
  station = await startStation(cleanUp, start)
  browser = await launchBrowser(cleanUp)
})
afterAll(() => cleanUp.run())

/** What the radar said before the station was stopped. */
async function somebodyInside(data: string): Promise<void> {
  const source = await openWriter(join(data, DATABASE_FILE))
  try {
    const at = Date.now() - INSIDE_MINUTES * 60_000
    await source.query(
      `INSERT INTO device_events (id, device_id, resident_id, kind, value, occurred_at, received_at, raw)
       VALUES (?, ?, ?, 'presence', 'true', ?, ?, ?)`,
      [newId(), RADAR, RESIDENT, at, at, PRESENCE.somebody],
    )
  } finally {
    await source.destroy()
  }
}

/** What the audit log says of rules and hours, and of what was refused. */
async function audited(): Promise<readonly string[]> {
  const source = await openReader(join(station.data, DATABASE_FILE))
  try {
    const rows: { words: string }[] = await source.query(
      `SELECT action || ' ' || coalesce(json_extract(data, '$.code'), json_extract(data, '$.before') || ' -> ' ||
         json_extract(data, '$.after')) AS words
       FROM audit_entries WHERE actor_id = 'mona' AND (action LIKE 'rule.%' OR action = 'call.refused') ORDER BY position`,
    )
    return rows.map(({ words }) => words)
  } finally {
    await source.destroy()
  }
}

const ruleOn = (page: Page) =>
  page.getByRole('listitem').filter({ has: page.getByRole('checkbox', { name: RULE }) })
const by = (page: Page, profile: 'Om dagen' | 'Om natten') =>
  ruleOn(page).getByRole('group', { name: profile })

async function save(page: Page, profile: 'Om dagen' | 'Om natten', minutes: string, says: string) {
  await by(page, profile).getByRole('textbox', { name: 'Minutter' }).fill(minutes)
  await ruleOn(page).getByRole('button', { name: 'Lagre' }).press('Enter')
  await said(page, says)
}

/** The words of what was done or refused, then put away. */
async function said(page: Page, words: string): Promise<void> {
  const toast = page.locator('.toast', { hasText: words })
  await toast.waitFor()
  await toast.getByRole('button').press('Enter')
  await toast.waitFor({ state: 'detached' })
}

function timeOfDay(minute: number): string {
  const within = (minute + 1_440) % 1_440
  return [Math.floor(within / 60), within % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

test('hours, a limit by day and one at night, what contradicts itself, and then it rings by the night’s limit', async () => {
  const { token } = await station.address()
  const { page, errors } = await openPage(browser, `${station.url}/#token=${token}`)
  await page.getByRole('button', { name: 'Logg inn' }).waitFor()
  await signIn(page, 'Mona Dahl', '482915')
  await page.getByRole('button', { name: 'Meny' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Beboere' }).press('Enter')
  await page.getByRole('button', { name: 'Åpne', exact: true }).press('Enter')

  // It is the middle of her night, whenever this runs.
  const { minutes } = osloTime(Date.now())
  const [from, to] = [timeOfDay(minutes - 180), timeOfDay(minutes + 180)]
  const hours = page.getByRole('form', { name: 'Natten her' })
  const write = (label: string, text: string) => hours.getByRole('textbox', { name: label }).fill(text)
  await write('Natt fra kl.', from)
  await write('Natt til kl.', from)
  await write('Før helligdag fra kl.', from)
  await write('På helligdag til kl.', to)
  await hours.getByRole('button', { name: 'Lagre' }).press('Enter')
  await said(page, 'Natten kan ikke slutte når den begynner')
  await write('Natt til kl.', to)
  await hours.getByRole('button', { name: 'Lagre' }).press('Enter')
  await said(page, 'Lagret.')

  await page.getByRole('checkbox', { name: RULE }).press('Space')
  await said(page, 'Lagret.')
  for (const profile of ['Om natten', 'Om dagen'] as const) {
    await by(page, profile).getByRole('checkbox').press('Space')
  }
  await ruleOn(page).getByRole('button', { name: 'Lagre' }).press('Enter')
  await said(page, 'Regelen er på, men passer ikke på til noen tid.')
  for (const profile of ['Om natten', 'Om dagen'] as const) {
    await by(page, profile).getByRole('checkbox').press('Space')
  }
  await save(page, 'Om natten', '0', 'Ett av tallene kan ikke være slik')
  await save(page, 'Om natten', '25', 'Lagret.')
  // Shorter than what stands, but it is night.
  await save(page, 'Om dagen', '5', 'Lagret.')
  await save(page, 'Om natten', '10', 'Lagret.')

  await page.reload()
  await cardIn(page, 'raised', 'Ingrid Solberg')
  await pressWhenSeen(page, 'ArrowDown')
  await page.getByText('Hvorfor?').press('Enter')
  const why = page.locator('.why')
  await why.getByText('for lenge på badet').waitFor()
  await why.getByText('Etter tallene for denne beboeren: Om natten, i 10 minutter').waitFor()
  await why.getByText(PRESENCE.somebody.replace(/(..)(?=.)/g, '$1 ')).waitFor()
  expect(await readStored('alarms', station.data)).toMatchObject([{ cause: 'bathroom', priority: 'high' }])

  const night = `night ${from}-${to}; holidayNight ${from}-${to}`
  const limits = (atNight: number, byDay: number) =>
    `night lastsMinutes=${String(atNight)}; day lastsMinutes=${String(byDay)}`
  expect(await audited()).toEqual([
    'call.refused rule-hours-contradict',
    `rule.hours night 22:00-07:00; holidayNight 23:00-09:00 -> ${night}`,
    `rule.on off -> ${limits(30, 45)}`,
    'call.refused rule-watches-never',
    'call.refused rule-out-of-range',
    `rule.changed ${limits(30, 45)} -> ${limits(25, 45)}`,
    `rule.changed ${limits(25, 45)} -> ${limits(25, 5)}`,
    `rule.changed ${limits(25, 5)} -> ${limits(10, 5)}`,
  ])
  expect(await readAudit(station.data)).toMatchObject({ ok: true })
  expect(errors).toEqual([])
})
