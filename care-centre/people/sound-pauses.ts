/** Who paused the sound of an operator page, when and for how long, in the audit log (alarm-standards.md, section 4). */
import type { CentreSoundPaused } from '../../shared/api/centre/sound.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { appendAudit } from '../store/audit-rows.ts'
import type { Store } from '../store/store.ts'

/** A key that is pressed again and again pauses and sounds by turns. */
const AGAIN_AFTER_MS = 1_000
const MOST_KEPT = 1000

export class SoundPauses {
  readonly #notedAt = new Map<string, Instant>()

  constructor(
    private readonly store: Pick<Store, 'writes'>,
    private readonly now: () => Instant,
  ) {}

  /** Resolves when it is durable, so that a page whose call failed tells it again. */
  async note(
    by: { readonly municipality: string; readonly id: string },
    { seconds, agoMs }: CentreSoundPaused,
  ): Promise<void> {
    const { municipality, id } = by
    const at = this.now() - agoMs
    const key = `${municipality} ${id}`
    if (Math.abs(at - (this.#notedAt.get(key) ?? Number.NEGATIVE_INFINITY)) < AGAIN_AFTER_MS) return
    const actor = { kind: 'operator', id } as const
    const content = { at, actor, action: 'operator.sound-paused', subject: id, data: { seconds } }
    await this.store.writes.run((transaction) => appendAudit(transaction, municipality, content))
    if (this.#notedAt.size >= MOST_KEPT) this.#notedAt.clear()
    this.#notedAt.set(key, at)
  }
}
