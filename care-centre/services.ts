import type { Logger } from 'pino'
import type { ChangeFeed } from './api/change-feed.ts'
import type { CentreMetrics } from './api/metrics.ts'
import type { Tokens } from './api/tokens.ts'
import type { Intake } from './intake/intake.ts'
import type { Clock, StationWatch } from './intake/station-watch.ts'
import type { Store } from './store/store.ts'

/** What the routes are given; `centre.ts` puts it together. */
export interface CentreServices {
  readonly store: Store
  readonly intake: Intake
  readonly watch: StationWatch
  readonly tokens: Tokens
  readonly feed: ChangeFeed
  readonly metrics: CentreMetrics
  readonly clock: Clock
  readonly log: Logger
}
