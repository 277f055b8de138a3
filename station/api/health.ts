/** `GET /healthz` of the contract: what a watchdog asks. Ids, codes and counts only, it needs no sign-in. */
import type { CalmProof, PortStatus } from '../../shared/api/board.ts'

export interface StationHealth {
  readonly status: 'ok' | 'degraded'
  /** `ok` is the only state in which alarms can be stored; all others answer 503. */
  readonly database: CalmProof['database']
  readonly ports: readonly Pick<PortStatus, 'path' | 'protocol' | 'state'>[]
  readonly centre: { readonly link: CalmProof['centre']['link']; readonly lastContactAt: string | null }
  readonly openAlarms: number
  /** `oldestSeconds` is 0 where nothing waits. */
  readonly outbox: { readonly waiting: number; readonly oldestSeconds: number }
}

export function healthStatusCode(health: StationHealth): 200 | 503 {
  return health.database === 'ok' ? 200 : 503
}
