/** What desks say of their sound: in the audit log when it goes, is back or is paused; with an alarm when it was first heard. */
import type { ClientSound } from '../../shared/api/board.ts'
import type { Actor } from '../../shared/domain/alarm.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../clock.ts'
import { person } from '../people/people-store.ts'
import type { Log } from '../services.ts'
import { writeFirstSounds } from '../store/sound-rows.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'

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
/** Ids that need not be looked up again; the rows know the others. */
const SOUNDED_KNOWN = 5_000

export class SoundLog {
  readonly #noted = new Map<string, MonotonicMs>()
  readonly #sounded = new Set<string>()

  constructor(private readonly parts: SoundLogParts) {}

  /** Nobody waits for the entry. */
  note(sound: ClientSound): void {
    if (this.#isTooSoon(sound, AGAIN_AFTER_MS, 0)) return
    this.#append({ kind: 'station', id: 'desk' }, 'client.sound', 0, { sound })
  }

  /**
   * Who paused the sound of a screen, how long ago and for how long (alarm-standards.md, section 4); null: nobody has
   * said who. A pause of the time when the station was away is told later; told twice, it is noted once.
   */
  notePause(personId: string | null, seconds: number, agoMs: number): void {
    if (this.#isTooSoon(`pause ${personId ?? ''}`, PAUSE_AGAIN_AFTER_MS, agoMs)) return
    const actor = personId === null ? ({ kind: 'station', id: 'desk' } as const) : person(personId)
    this.#append(actor, 'client.sound-paused', agoMs, { seconds })
  }

  /** When these alarms first sounded at a desk: now, where none has said so before. */
  noteSounded(alarmIds: readonly string[]): void {
    const news = alarmIds.filter((id) => !this.#sounded.has(id))
    if (news.length === 0) return
    if (this.#sounded.size > SOUNDED_KNOWN) this.#sounded.clear()
    for (const id of news) this.#sounded.add(id)
    const at = this.parts.clock.wall()
    this.#write('alarm-sounded', (transaction) => writeFirstSounds(transaction, news, at))
  }

  #isTooSoon(what: string, againAfterMs: number, agoMs: number): boolean {
    const then = this.parts.clock.mono() - agoMs
    if (Math.abs(then - (this.#noted.get(what) ?? Number.NEGATIVE_INFINITY)) < againAfterMs) return true
    this.#noted.set(what, then)
    return false
  }

  #append(
    actor: Actor,
    action: string,
    agoMs: number,
    data: Readonly<Record<string, string | number>>,
  ): void {
    const { audit, clock } = this.parts
    const at = clock.wall() - agoMs
    this.#write(action, (transaction) =>
      audit.append(transaction, [{ at, actor, action, subject: 'desk', data }]),
    )
  }

  #write(what: string, work: (transaction: Transaction) => Promise<void>): void {
    const { writeQueue, log } = this.parts
    writeQueue.run('routine', work).catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : 'unknown'
      log.warn({ action: what, reason }, 'what a desk said of its sound could not be noted')
    })
  }
}
