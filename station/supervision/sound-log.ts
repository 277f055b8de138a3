/** What desks say of their sound, in the audit log: when it goes, and when it is back. */
import type { ClientSound } from '../../shared/api/board.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../clock.ts'
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

export class SoundLog {
  readonly #noted = new Map<ClientSound, MonotonicMs>()

  constructor(private readonly parts: SoundLogParts) {}

  /** Nobody waits for the entry. */
  note(sound: ClientSound): void {
    const { writeQueue, audit, clock, log } = this.parts
    const now = clock.mono()
    if (now - (this.#noted.get(sound) ?? Number.NEGATIVE_INFINITY) < AGAIN_AFTER_MS) return
    this.#noted.set(sound, now)
    writeQueue
      .run('routine', (transaction) =>
        audit.append(transaction, [
          {
            at: clock.wall(),
            actor: { kind: 'station', id: 'desk' },
            action: 'client.sound',
            subject: 'desk',
            data: { sound },
          },
        ]),
      )
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.name : 'unknown'
        log.warn({ sound, reason }, 'what a desk said of its sound could not be noted')
      })
  }
}
