import type { Logger } from 'pino'
import type { ChangeFeed } from './api/change-feed.ts'
import type { CentreMetrics } from './api/metrics.ts'
import type { Tokens } from './api/tokens.ts'
import type { Municipalities } from './municipalities.ts'
import type { AlarmDesk } from './desk/alarm-desk.ts'
import type { Intake } from './intake/intake.ts'
import type { StationLimits } from './intake/station-limits.ts'
import type { StationReports } from './intake/station-reports.ts'
import type { Refusals } from './people/refusals.ts'
import type { SignIn } from './people/sign-in.ts'
import type { SoundPauses } from './people/sound-pauses.ts'
import type { Clock, StationWatch } from './intake/station-watch.ts'
import type { Store } from './store/store.ts'

/** What the routes are given; `centre.ts` puts it together. */
export interface CentreServices {
  readonly store: Store
  readonly intake: Intake
  readonly watch: StationWatch
  readonly tokens: Tokens
  readonly municipalities: Municipalities
  readonly signIn: SignIn
  readonly refusals: Refusals
  readonly soundPauses: SoundPauses
  readonly desk: AlarmDesk
  readonly limits: StationLimits
  readonly reports: StationReports
  /** This node itself speaks TLS. */
  readonly isTls: boolean
  /**
   * Whether everybody who calls over TLS must show a certificate, and of which authority (PEM; empty: nobody is asked);
   * both may change while the node runs.
   */
  readonly callerCertificates: { areRequired: boolean; authority: string }
  /** Whether this node is at its broker; null where it has none. */
  readonly broker: { isUp: boolean | null }
  readonly feed: ChangeFeed
  readonly metrics: CentreMetrics
  readonly clock: Clock
  readonly log: Logger
}
