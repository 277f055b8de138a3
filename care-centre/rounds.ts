/** What a node does by itself every few seconds: silence, reports of stations, and lines of the list that changed. */
import { stationLines } from './api/station-lines.ts'
import { SilenceDesk } from './desk/silence-desk.ts'
import { LOOK_EVERY_MS } from './intake/station-watch.ts'
import { errorFields } from './log.ts'
import type { CentreServices } from './services.ts'

/** Gives the end of it, which waits for the round under way. */
export function startRounds(services: CentreServices): () => Promise<void> {
  const { log } = services
  const silence = new SilenceDesk({ ...services, knows: (station) => services.tokens.knows(station) })
  const lines = new LineChanges(services)
  let failing = false
  let running: Promise<void> | undefined

  const round = async (): Promise<void> => {
    try {
      await services.reports.write()
      await silence.look()
      await lines.tell()
      failing = false
    } catch (error) {
      // The database does not answer, which health says; the next round makes up for it. One line for each time.
      if (!failing) log.warn(errorFields(error), 'stations could not be looked after')
      failing = true
    }
  }
  const timer = setInterval(() => {
    running ??= round().finally(() => {
      running = undefined
    })
  }, LOOK_EVERY_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
    await services.reports.write()
  }
}

/** Each node tells its own listeners; when a station was heard is not news, that it is silent is. */
class LineChanges {
  readonly #told = new Map<string, string>()

  constructor(private readonly services: CentreServices) {}

  async tell(): Promise<void> {
    if (this.services.feed.size === 0) {
      this.#told.clear()
      return
    }
    const isFirst = this.#told.size === 0
    for (const line of await stationLines(this.services, undefined)) {
      const text = JSON.stringify({ ...line, lastHeardAt: null })
      const isNews = this.#told.get(line.id) !== text
      this.#told.set(line.id, text)
      if (isNews && !isFirst) this.services.feed.publish({ type: 'station', station: line.id, data: line })
    }
  }
}
