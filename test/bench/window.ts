/** To the next painted frame in the real Electron window, and the window's start beside a bare one. */
import { mkdir, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { apiClient } from '../fakes/api-client.ts'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { ROOT } from '../support/program.ts'
import { FALL, PRESENCE, RadarWire } from '../support/radar-wire.ts'
import { startStation } from '../support/station-process.ts'
import { heading, print, spreadLine, spreadOf } from './figures.ts'

const PORTS = 8
/** Events a second: a house at rest, and the goal's. */
const CALM_RATE = 10
const RATE = 100
const SECONDS = 15
const STARTS = 3
/** A board that a shift looks at has stood for a while; its first seconds are the window's start, measured apart. */
const SETTLED_MS = 3_000

export async function benchWindow(): Promise<void> {
  if (process.env['DISPLAY'] === undefined) {
    print('\nwindow: not run, there is no display; install xvfb')
    return
  }
  heading('To the next painted frame')
  const cleanUp = new CleanUp()
  try {
    await measurePaint(cleanUp)
  } finally {
    await cleanUp.run()
  }
}

async function launch(cleanUp: CleanUp, ...args: readonly string[]): Promise<ElectronApplication> {
  const rootFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    args: [...rootFlags, '--disable-gpu', '--log-level=3', ...args],
    cwd: ROOT,
  })
  cleanUp.add(() => app.close())
  return app
}

async function measurePaint(cleanUp: CleanUp): Promise<void> {
  const folder = await temporaryFolder(cleanUp)
  const centre = await CareCentre.started(cleanUp, `${folder}/centre`)
  const wires = await Promise.all(Array.from({ length: PORTS }, () => RadarWire.plugged(cleanUp)))
  const radars = wires.map(({ port }, index) => ({ device: `radar-${String(index)}`, port }))
  const station = await startStation(cleanUp, {
    data: `${folder}/station`,
    configuration: homeWith(radars, centre.path),
  })
  const bareApp = `${folder}/bare`
  await writeBareApp(bareApp)
  const bareReady: number[] = []
  const ourReady: number[] = []
  for (let start = 0; start < STARTS; start += 1) {
    bareReady.push(await timeToSelector(bareApp, [], 'main'))
    ourReady.push(await timeToSelector('.', ['--data', station.data], '[data-board-ready], main'))
  }

  const app = await launch(cleanUp, '.', '--data', station.data)
  const page = await app.firstWindow()
  await openMeasured(page)
  await pause(SETTLED_MS)
  const load = new PaintLoad(page, station, wires)
  await load.follow(cleanUp)
  const calm = await load.paints(CALM_RATE, 1)
  const mixed = await load.paints(RATE, 10)
  const falls = await load.paints(RATE, 1)
  const bare = await launch(cleanUp, bareApp)
  const bareFrames = await frameTimes(await bare.firstWindow())
  print(spreadLine('10/s, every event a fall', spreadOf(calm)))
  print(spreadLine('100/s, one in ten a fall (goal 30 / 75)', spreadOf(mixed)))
  print(spreadLine('100/s, every event a fall', spreadOf(falls)))
  print(spreadLine("a bare window's own next painted frame", spreadOf(bareFrames)))
  print(spreadLine('our window, start to board', spreadOf(ourReady)))
  print(spreadLine('a bare Electron window, start to page', spreadOf(bareReady)))
}

/** The page once more, with `?measure` in its address, so that it marks what it has painted. */
async function openMeasured(page: Page): Promise<void> {
  const address = new URL(page.url())
  address.search = '?measure'
  await page.goto(address.href)
  await page.waitForSelector('main')
  await page.waitForFunction(() => performance.getEntriesByName('board-painted').length > 0)
}

/** Falls and comings and goings on the wires, and when each fall was painted. */
class PaintLoad {
  readonly #sent = new Map<string, number[]>()
  readonly #seen = new Map<string, number>()
  #shownBy: { sequence: number; sentAt: number }[] = []

  constructor(
    private readonly page: Page,
    private readonly station: Awaited<ReturnType<typeof startStation>>,
    private readonly wires: readonly RadarWire[],
  ) {}

  /** Learns from a client of its own which change shows which fall. */
  async follow(cleanUp: CleanUp): Promise<void> {
    const { url, token } = await this.station.address()
    const client = apiClient(url, token)
    cleanUp.add(() => client.close())
    client.api.board.changes.subscribe(undefined, {
      onData: (message) => {
        if (message.type !== 'change') return
        for (const { deviceId, count } of message.alarms) this.#shown(deviceId ?? '', count, message.sequence)
      },
    })
  }

  /** Milliseconds from the write of each fall to its painted frame; `rate` a second, one in `fallEvery` a fall. */
  async paints(rate: number, fallEvery: number): Promise<number[]> {
    this.#shownBy = []
    const startedAt = performance.now()
    for (let number = 0; number < rate * SECONDS; number += 1) {
      const left = startedAt + (number * 1000) / rate - performance.now()
      if (left > 0) await pause(left)
      if (number % fallEvery === 0) this.#fall((number / fallEvery) % PORTS)
      // Somebody comes or goes: what most of a hundred events a second are in a house full of sensors.
      else
        this.wires[number % PORTS]?.write(
          Math.floor(number / PORTS) % 2 === 0 ? PRESENCE.somebody : PRESENCE.nobody,
        )
    }
    await pause(1_000)
    const marks = await this.page.evaluate(() =>
      performance.getEntriesByName('board-painted').map((mark) => ({
        at: performance.timeOrigin + mark.startTime,
        sequence: (mark as typeof mark & { detail: { sequence: number } }).detail.sequence,
      })),
    )
    marks.sort((a, b) => a.sequence - b.sequence)
    return this.#shownBy.flatMap(({ sequence, sentAt }) => {
      const mark = marks.find((candidate) => candidate.sequence >= sequence)
      return mark === undefined ? [] : [mark.at - sentAt]
    })
  }

  #fall(port: number): void {
    const device = `radar-${String(port)}`
    const times = this.#sent.get(device) ?? []
    this.#sent.set(device, times)
    times.push(performance.timeOrigin + performance.now())
    this.wires[port]?.write(FALL)
  }

  #shown(device: string, count: number, sequence: number): void {
    const known = this.#seen.get(device) ?? 0
    this.#seen.set(device, Math.max(known, count))
    for (const sentAt of (this.#sent.get(device) ?? []).slice(known, count)) {
      this.#shownBy.push({ sequence, sentAt })
    }
  }
}

/** Evaluated as text: this file is compiled without the DOM. */
const FRAME_TIMES = `(async () => {
  const samples = []
  for (let number = 0; number < 300; number += 1) {
    await new Promise((resolve) => setTimeout(resolve, 7))
    const startedAt = performance.now()
    document.title = String(number)
    await new Promise((resolve) => requestAnimationFrame(() => {
      const afterFrame = new MessageChannel()
      afterFrame.port1.onmessage = resolve
      afterFrame.port2.postMessage(null)
    }))
    samples.push(performance.now() - startedAt)
  }
  return samples
})()`

async function frameTimes(page: Page): Promise<number[]> {
  return await page.evaluate<number[]>(FRAME_TIMES)
}

async function timeToSelector(target: string, args: readonly string[], selector: string): Promise<number> {
  const cleanUp = new CleanUp()
  try {
    const startedAt = performance.now()
    const app = await launch(cleanUp, target, ...args)
    const page = await app.firstWindow()
    await page.waitForSelector(selector)
    return performance.now() - startedAt
  } finally {
    await cleanUp.run()
  }
}

async function writeBareApp(folder: string): Promise<void> {
  await mkdir(folder)
  await writeFile(`${folder}/package.json`, '{"name":"bare","version":"1.0.0","main":"main.cjs"}')
  await writeFile(`${folder}/page.html`, '<!doctype html><title>bare</title><main>bare</main>')
  await writeFile(
    `${folder}/main.cjs`,
    `const { app, BrowserWindow } = require('electron')
app.setPath('userData', __dirname + '/profile')
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('page.html'))
`,
  )
}
