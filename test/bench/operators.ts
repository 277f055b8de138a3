/** The operator page with 5,000 open alarms of 350 stations: how soon it shows them, and what a change costs it. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { hashPin } from '../../care-centre/people/pin.ts'
import { launchBrowser, openPage } from '../e2e/support/browser.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { printCosts } from './board/costs.ts'
import { BenchStation, bodiesOf, type Body } from './centre-load.ts'
import { startNode } from './centre-node.ts'
import { heading, print } from './figures.ts'

/** As many as there are municipalities. */
const STATIONS = 350
const ALARMS = 15
const AT_ONCE = 10
const PIN = '482915'
/** The first drawings of a page are its start. */
const SETTLED_MS = 5_000

export async function benchOperators(): Promise<void> {
  heading(`The operator page with ${String(STATIONS * ALARMS)} open alarms of ${String(STATIONS)} stations`)
  const cleanUp = new CleanUp()
  try {
    await measure(cleanUp)
  } finally {
    await cleanUp.run()
  }
}

async function measure(cleanUp: CleanUp): Promise<void> {
  const folder = await temporaryFolder(cleanUp)
  const file = join(folder, 'centre.json')
  const operators = [{ id: 'eva', name: 'Eva Lund', role: 'operator', pin: await hashPin(PIN) }]
  await writeFile(file, JSON.stringify({ municipalities: [{ id: 'trial', name: 'Trial', operators }] }))
  const { url } = await startNode(cleanUp, ['--data', join(folder, 'centre'), '--config', file])
  const stations = Array.from({ length: STATIONS }, (_, at) => new BenchStation(url, `st-${String(at)}`))
  cleanUp.add(() => {
    for (const station of stations) station.close()
    return Promise.resolve()
  })
  const bodies = stations.flatMap(({ id }) => bodiesOf(id, 1, ALARMS))
  for (let at = 0; at < STATIONS; at += AT_ONCE) {
    const some = stations.slice(at, at + AT_ONCE)
    await Promise.all(some.map((station, index) => station.tell(bodies[at + index]?.text ?? '', ALARMS)))
  }

  const { page } = await openPage(await launchBrowser(cleanUp), url)
  await page.getByRole('button', { name: 'Trial' }).press('Enter')
  await page.getByRole('button', { name: 'Eva Lund' }).press('Enter')
  await page.getByRole('textbox').waitFor()
  await page.keyboard.type(PIN.slice(0, -1))
  const startedAt = performance.now()
  await page.keyboard.type(PIN.slice(-1))
  await page.locator('.card').first().waitFor()
  print(`from the last digit of the code to the first card: ${(performance.now() - startedAt).toFixed(0)} ms`)
  await pause(SETTLED_MS)

  const [first] = stations
  if (first === undefined) throw new Error('no station')
  let answered = 0
  await printCosts(page, [
    [
      'a fall of one station',
      {
        make: async () => {
          for (const { text } of bodiesOf(first.id, 1, 1)) await first.tell(text, 1)
        },
      },
    ],
    [
      'one that the shift answers',
      {
        make: async () => {
          answered += 1
          const station = stations[answered]
          const body = bodies[answered]
          if (station === undefined || body === undefined) throw new Error('every alarm is answered')
          await station.tell(answerTo(body), 1)
        },
      },
    ],
  ])
}

/** The shift of the station acknowledges the first fall of a body. */
function answerTo({ messages }: Body): string {
  const [raised] = messages
  if (raised === undefined) throw new Error('an empty body')
  const at = new Date().toISOString()
  const answer = {
    ...raised,
    id: newId(),
    sequence: 2,
    type: 'alarm.acknowledged',
    occurredAt: at,
    sentAt: at,
  }
  return JSON.stringify({ messages: [{ ...answer, data: { by: 'kari' } }], handled: [] })
}
