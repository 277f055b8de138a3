/** Puts the care centre together: store, intake, API. */
import { mkdir } from 'node:fs/promises'
import type { Logger } from 'pino'
import { ChangeFeed } from './api/change-feed.ts'
import { CentreMetrics } from './api/metrics.ts'
import { buildServer } from './api/server.ts'
import { Tokens, type TokenEntry } from './api/tokens.ts'
import { INTAKE_LIMITS, Intake, type IntakeLimits } from './intake/intake.ts'
import { StationWatch, type Clock } from './intake/station-watch.ts'
import { stderrLog, errorFields } from './log.ts'
import { openStore } from './store/open-store.ts'
import { readHeard } from './store/station-store.ts'
import type { Store } from './store/store.ts'

export interface CareCentreOptions {
  /** The data folder; made if missing. */
  readonly data: string
  readonly tokens: readonly TokenEntry[]
  /** Default: 127.0.0.1, any free port. */
  readonly listen?: { readonly host: string; readonly port: number }
  /** Default: standard error. */
  readonly log?: Logger
  readonly clock?: Clock
  readonly limits?: IntakeLimits
}

export interface CareCentre {
  /** Without a trailing slash. */
  readonly url: string
  /** Answers what has been taken, then closes; may be called once. */
  close(): Promise<void>
}

const SYSTEM_CLOCK: Clock = { now: () => Date.now(), monotonic: () => performance.now() }

/** Takes messages when it resolves. Throws `StoreError` when the database will not do, or the error of the port. */
export async function startCareCentre(options: CareCentreOptions): Promise<CareCentre> {
  const log = options.log ?? stderrLog()
  const clock = options.clock ?? SYSTEM_CLOCK
  await mkdir(options.data, { recursive: true, mode: 0o700 })
  const store = await openStore(options.data)
  try {
    const api = await buildServer(await servicesOf(options, store, clock, log))
    const listen = options.listen ?? { host: '127.0.0.1', port: 0 }
    const url = await api.listen(listen)
    return {
      url,
      close: async () => {
        await api.close()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

async function servicesOf(options: CareCentreOptions, store: Store, clock: Clock, log: Logger) {
  const configured = options.tokens.map(({ station }) => station).filter((station) => station !== '*')
  const watch = new StationWatch(clock, configured)
  watch.observe(await readHeard(store.reading, clock.now))

  const feed = new ChangeFeed()
  store.changes.listen({ onChange: (change) => feed.publish(change), onGap: () => feed.closeAll() })
  const metrics = new CentreMetrics()
  // A full disk refuses a hundred bodies a second: one line when it begins, one when it is over.
  let refusing = false
  const intake = new Intake(store.writes, clock, options.limits ?? INTAKE_LIMITS, {
    onStored: (_stored, seconds) => {
      metrics.storeSeconds.observe(seconds)
      if (refusing) log.info('messages are stored again')
      refusing = false
    },
    onCannotStore: (code, error) => {
      metrics.failures.inc({ code })
      if (!refusing) log.error(errorFields(error), 'messages could not be stored')
      refusing = true
    },
  })
  return { store, intake, watch, tokens: new Tokens(options.tokens), feed, metrics, clock, log }
}
