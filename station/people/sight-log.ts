/** Looks at what is about residents, in the audit log before they are granted: each opening once, and not each poll. */
import type { Instant } from '../../shared/domain/time.ts'
import { person, type PeopleStore } from './people-store.ts'

export interface Sight {
  readonly by: string
  readonly action: 'shift.report-seen' | 'shift.remarks-seen' | 'alarm.past-seen'
  /** Of the shift or the alarm. */
  readonly subject: string
  /** When the window was opened, by the screen's clock; null: each look counts. */
  readonly openedAt: Instant | null
}

/** More windows than a house has open; one that is forgotten is noted once more. */
const MOST_KEPT = 500

export class SightLog {
  readonly #noted = new Set<string>()

  constructor(private readonly store: PeopleStore) {}

  /** @throws StoreError where it cannot be stored: then nothing is shown. */
  async note({ by, action, subject, openedAt }: Sight): Promise<void> {
    const key = JSON.stringify([by, action, subject, openedAt])
    if (openedAt !== null && this.#noted.has(key)) return
    await this.store.write({ actor: person(by), action, subject })
    if (openedAt === null) return
    if (this.#noted.size >= MOST_KEPT) this.#noted.clear()
    this.#noted.add(key)
  }
}
