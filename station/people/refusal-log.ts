/** Refused calls in the audit log: who asked for what was not theirs, or could not be. A client that insists is told once a minute. */
import type { ApiErrorCode } from '../../shared/api/errors.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import type { PeopleStore } from './people-store.ts'

/**
 * Refusals of what somebody wished that are kept: a time that has passed, numbers that contradict each other, a name
 * that has to wait. What only says that somebody was faster is no matter for the log.
 */
export const NOTED_REFUSALS: ReadonlySet<ApiErrorCode> = new Set<ApiErrorCode>([
  'deadline-past',
  'shelf-too-long',
  'never-shelved',
  'reopen-not-yours',
  'reopen-too-late',
  'absence-too-long',
  'rule-contradicts-itself',
  'rule-out-of-range',
  'rule-watches-never',
  'rule-longer-than-hours',
  'rule-hours-contradict',
  'ladder-not-whole',
  'ladder-too-slow',
  'turn-without-days',
  'centre-address-invalid',
  'centre-sip-address-invalid',
  'centre-field-invalid',
  'centre-path-twice',
  'centre-path-unknown',
  'centre-token-missing',
  'centre-file-unusable',
  'locked-out',
  'help-asked-often',
])

const AGAIN_AFTER_MS = 60_000
const MOST_KEPT = 500

export interface RefusedCall {
  readonly path: string
  readonly code: ApiErrorCode
  /** Null: nobody had signed in. */
  readonly personId: string | null
  readonly address: string
}

export class RefusalLog {
  readonly #noted = new Map<string, MonotonicMs>()

  constructor(
    private readonly store: PeopleStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** The caller is not kept waiting for the entry. */
  note({ path, code, personId, address }: RefusedCall): void {
    const key = JSON.stringify([path, code, personId, address])
    const now = this.clock.mono()
    if (now - (this.#noted.get(key) ?? Number.NEGATIVE_INFINITY) < AGAIN_AFTER_MS) return
    if (this.#noted.size >= MOST_KEPT) this.#noted.clear()
    this.#noted.set(key, now)
    const actor =
      personId === null
        ? ({ kind: 'station', id: 'signed-out' } as const)
        : ({ kind: 'person', id: personId } as const)
    this.store
      .write({ actor, action: 'call.refused', subject: path, data: { code } })
      .catch((error: unknown) => {
        this.log.warn(
          { path, code, reason: error instanceof Error ? error.name : 'unknown' },
          'a refused call could not be noted',
        )
      })
  }
}
