/** Calls that were refused to somebody who is signed in stand in the audit log, the same one once a minute. */
import type { Logger } from 'pino'
import type { Instant } from '../../shared/domain/time.ts'
import { errorFields } from '../log.ts'
import { appendAudit } from '../store/audit-rows.ts'
import type { Store } from '../store/store.ts'

const ONCE_IN_MS = 60_000
const MOST_KEPT = 1000

export class Refusals {
  readonly #notedAt = new Map<string, Instant>()

  constructor(
    private readonly store: Pick<Store, 'writes'>,
    private readonly now: () => Instant,
    private readonly log: Logger,
  ) {}

  /** Nobody waits for the entry: the refusal stands without it. `route`: as registered, without ids. */
  note(by: { readonly municipality: string; readonly id: string }, route: string): void {
    const { municipality, id } = by
    const at = this.now()
    const key = `${municipality} ${id} ${route}`
    if (at - (this.#notedAt.get(key) ?? Number.NEGATIVE_INFINITY) < ONCE_IN_MS) return
    if (this.#notedAt.size >= MOST_KEPT) this.#notedAt.clear()
    this.#notedAt.set(key, at)
    const actor = { kind: 'operator', id } as const
    const content = { at, actor, action: 'operator.refused', subject: id, data: { route } }
    this.store.writes
      .run((transaction) => appendAudit(transaction, municipality, content))
      .catch((error: unknown) => this.log.error(errorFields(error), 'a refusal is not in the audit log'))
  }
}
