/** `GET /healthz` of the contract: what a watchdog asks. Ids, codes and counts only, it needs no sign-in. */
import type { CalmProof, PortStatus } from '../../shared/api/board.ts'
import type { PathKind, PathStanding } from '../../shared/wire/centre-messages.ts'

export interface StationHealth {
  readonly status: 'ok' | 'degraded'
  /** `ok` is the only state in which alarms can be stored; all others answer 503. */
  readonly database: CalmProof['database']
  readonly ports: readonly Pick<PortStatus, 'path' | 'protocol' | 'state'>[]
  readonly centre: {
    readonly link: CalmProof['centre']['link']
    readonly lastContactAt: string | null
    /** In the order of the ladder; `failure` is null where the last try did not fail. */
    readonly paths: readonly {
      readonly name: string
      readonly kind: PathKind
      readonly state: PathStanding
      readonly lastContactAt: string | null
      readonly failure: string | null
    }[]
  }
  readonly openAlarms: number
  /** `oldestSeconds` is 0 where nothing waits. */
  readonly outbox: { readonly waiting: number; readonly oldestSeconds: number }
}

export function healthStatusCode(health: StationHealth): 200 | 503 {
  return health.database === 'ok' ? 200 : 503
}
