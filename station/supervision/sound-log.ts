/** What desks say of their sound, in the audit log: when it goes, when it is back, and who paused it. */
import type { ClientSound } from '../../shared/api/board.ts'
import type { Actor } from '../../shared/domain/alarm.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../clock.ts'
import { person } from '../people/people-store.ts'
import type { Log } from '../services.ts'
import type { WriteQueue } from '../store/write-queue.ts'

/** A plug that is loose comes and goes; once a minute says as much. */
const AGAIN_AFTER_MS = 60_000

interface SoundLogParts {
  readonly writeQueue: WriteQueue
  readonly audit: AuditLog
  readonly clock: Clock
  readonly log: Log
}

/** A key that is pressed again and again pauses and sounds by turns. */
const PAUSE_AGAIN_AFTER_MS = 1_000

export class SoundLog {
  readonly #noted = new Map<string, MonotonicMs>()

  constructor(private readonly parts: SoundLogParts) {}

  /** Nobody waits for the entry. */
  note(sound: ClientSound): void {
    if (this.#isTooSoon(sound, AGAIN_AFTER_MS)) return
    this.#write({ kind: 'station', id: 'desk' }, 'client.sound', { sound })
  }

  /** Who paused the sound of a screen, and for how long (alarm-standards.md, section 4); null: nobody has said who. */
  notePause(personId: string | null, seconds: number): void {
    if (this.#isTooSoon(`pause ${personId ?? ''}`, PAUSE_AGAIN_AFTER_MS)) return
    const actor = personId === null ? ({ kind: 'station', id: 'desk' } as const) : person(personId)
    this.#write(actor, 'client.sound-paused', { seconds })
  }

  #isTooSoon(what: string, againAfterMs: number): boolean {
    const now = this.parts.clock.mono()
    if (now - (this.#noted.get(what) ?? Number.NEGATIVE_INFINITY) < againAfterMs) return true
    this.#noted.set(what, now)
    return false
  }

  #write(actor: Actor, action: string, data: Readonly<Record<string, string | number>>): void {
    const { writeQueue, audit, clock, log } = this.parts
    writeQueue
      .run('routine', (transaction) =>
        audit.append(transaction, [{ at: clock.wall(), actor, action, subject: 'desk', data }]),
      )
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.name : 'unknown'
        log.warn({ action, reason }, 'what a desk said of its sound could not be noted')
      })
  }
}
