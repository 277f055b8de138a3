/** The board with 5,000 open alarms: how soon a client has it, how it scrolls, what a change costs, when it sounds. */
import { mkdir, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { apiClient } from '../fakes/api-client.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { FALL } from '../support/radar-wire.ts'
import type { StationProcess } from '../support/station-process.ts'
import { Answering } from './board/answering.ts'
import { measureChanges } from './board/changes.ts'
import { measuring } from './board/costs.ts'
import { openFullHouse, type FullHouse } from './board/full-house.ts'
import { launch, openMeasured, SETTLED_MS } from './board/measured-window.ts'
import { burstsOf, heldBy, scrollRate } from './board/page-scripts.ts'
import { heading, print, quantile, spreadLine, spreadOf } from './figures.ts'

export const OPEN = 5_000
const SNAPSHOTS = 10
const ROUNDS = 3
const SOUNDS = 8
/** As many alarms as a large house has in a day, raised and closed as fast as they go. */
const DAY = 1_000
/** Pixels a frame: a thumb on the wheel, and a leap that shows other cards in every frame. */
const STEPS = [
  ['slowly', 40],
  ['by leaps', 700],
] as const

export async function benchBoard(): Promise<void> {
  if (process.env['DISPLAY'] === undefined) {
    print('\nboard: not run, there is no display; install xvfb')
    return
  }
  heading(`The board with ${String(OPEN)} open alarms`)
  const cleanUp = new CleanUp()
  try {
    const folder = await temporaryFolder(cleanUp)
    const house = await openFullHouse(cleanUp, `${folder}/station`, OPEN)
    await measureSnapshots(house.station)
    const answering = await Answering.on(cleanUp, house.station)
    const app = await launch(cleanUp, '.', '--data', house.station.data)
    const page = await app.firstWindow()
    await page.waitForSelector('.card')
    await measureDay(page, house, answering)
    await openMeasured(page)
    await measureScroll(page, await bareApp(folder))
    await measureChanges(page, house.wires, answering)
    await measureSound(page, house, answering)
  } finally {
    await cleanUp.run()
  }
}

/** From the wish of a client that just came to its board, and what comes over the socket. */
async function measureSnapshots(station: StationProcess): Promise<void> {
  const { url, token } = await station.address()
  const times: number[] = []
  let bytes = 0
  for (let number = 0; number < SNAPSHOTS; number += 1) {
    const { api, close } = apiClient(url, token)
    const startedAt = performance.now()
    await new Promise<void>((resolve) => {
      api.board.changes.subscribe(undefined, {
        onData: (message) => {
          if (message.type !== 'snapshot') return
          times.push(performance.now() - startedAt)
          bytes = JSON.stringify(message).length
          resolve()
        },
      })
    })
    await close()
  }
  print(spreadLine('a new client, connect to snapshot', spreadOf(times)))
  print(`the snapshot: ${(bytes / 1024).toFixed(0)} KiB, ${(bytes / OPEN).toFixed(0)} bytes an alarm`)
}

/** What the client holds after each half of a day's alarms, raised on the wires and answered over the API. */
async function measureDay(page: Page, { wires }: FullHouse, answering: Answering): Promise<void> {
  const session = await measuring(page)
  await pause(SETTLED_MS)
  const held = [await heldBy(session)]
  for (let number = 0; number < DAY; number += wires.length) {
    for (const wire of wires) wire.write(FALL)
    for (const index of wires.keys()) {
      const card = await answering.ringing(`radar-${String(index)}`)
      await answering.resolve(card)
    }
    const isHalf = number < DAY / 2 && number + wires.length >= DAY / 2
    if (isHalf || number + wires.length >= DAY) {
      await pause(SETTLED_MS)
      held.push(await heldBy(session))
    }
  }
  const words = held.map(({ heap, nodes }) => `${heap.toFixed(1)} MiB and ${String(nodes)} nodes`)
  print(`the client before, half-way and after ${String(DAY)} alarms raised and closed: ${words.join(', ')}`)
}

/** In turns with a bare window, so that what else the machine does hits both; one of them is there at a time. */
async function measureScroll(page: Page, bare: string): Promise<void> {
  const rates = STEPS.map(([how, pixels]) => ({ how, pixels, ours: [] as number[], theirs: [] as number[] }))
  for (let round = 0; round < ROUNDS; round += 1) {
    const cleanUp = new CleanUp()
    try {
      const app = await launch(cleanUp, bare)
      const bareWindow = await app.firstWindow()
      await bareWindow.waitForSelector('main p')
      await pause(1_000)
      for (const { pixels, theirs } of rates) theirs.push(await scrollRate(bareWindow, 'main', pixels))
    } finally {
      await cleanUp.run()
    }
    for (const { pixels, ours } of rates) ours.push(await scrollRate(page, '.cards', pixels))
  }
  for (const { how, pixels, ours, theirs } of rates) {
    const [our, their] = [quantile(ours, 0.5), quantile(theirs, 0.5)]
    print(
      `scrolled ${how}, ${String(pixels)} px a frame: ${our.toFixed(1)} frames/s, ` +
        `bare window with 50 rows ${their.toFixed(1)}, ratio ${(our / their).toFixed(2)} (goal ≥ 0.80)`,
    )
  }
}

/** From the last byte of a fall on the wire to the burst that is given to the machine's sound. */
async function measureSound(page: Page, { wires }: FullHouse, answering: Answering): Promise<void> {
  const times: number[] = []
  let outputMs = 0
  for (let number = 0; number < SOUNDS; number += 1) {
    const index = number % wires.length
    // Between two bursts of one priority there is a pause; it is over.
    await pause(6_500)
    await page.evaluate("performance.clearMarks('burst-started')")
    const sentAt = performance.timeOrigin + performance.now()
    wires[index]?.write(FALL)
    const card = await answering.ringing(`radar-${String(index)}`)
    await pause(500)
    const [burst] = await burstsOf(page)
    if (burst !== undefined) {
      times.push(burst.at - sentAt)
      outputMs = burst.outputMs
    }
    await answering.resolve(card)
  }
  print(spreadLine('last byte to the start of the burst', spreadOf(times)))
  print(`the output adds ${outputMs.toFixed(1)} ms by its own words`)
}

/** A window as large as ours with fifty plain rows that scroll. */
async function bareApp(folder: string): Promise<string> {
  const app = `${folder}/bare-rows`
  await mkdir(app)
  const rows = Array.from({ length: 50 }, (_, index) => `<p>Row ${String(index)}</p>`).join('')
  await writeFile(`${app}/package.json`, '{"name":"bare-rows","version":"1.0.0","main":"main.cjs"}')
  await writeFile(
    `${app}/page.html`,
    `<!doctype html><title>bare</title><style>main { height: 90vh; overflow: auto } p { height: 60px }</style>
<main>${rows}</main>`,
  )
  await writeFile(
    `${app}/main.cjs`,
    `const { app, BrowserWindow } = require('electron')
app.setPath('userData', __dirname + '/profile')
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('page.html'))
`,
  )
  return app
}
