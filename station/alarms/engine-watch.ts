/**
 * Looks once a second at what time itself does to open alarms: shelves that are over, chatter that has come to rest,
 * what was held back and still stands. It decides nothing: `dueSteps` does.
 */
import type { Alarm } from '../../shared/domain/alarm.ts'
import type { Log } from '../services.ts'
import { SteadyLook } from '../steady-look.ts'
import { writeSteps } from './alarm-writer.ts'
import type { DeskParts } from './desk.ts'
import { dueSteps } from './due-steps.ts'
import type { TakenStep } from './intake-decision.ts'
import { ShelfClock } from './shelf-clock.ts'
import { sourceKey } from './source.ts'

const LOOK_MS = 1_000
/** Most steps in one transaction: what comes back all at once must not hold up the next fall. */
const MOST_AT_ONCE = 100

export interface EngineWatchParts extends DeskParts {
  readonly canStore: () => boolean
  readonly log: Log
}

export class EngineWatch {
  readonly #shelves: ShelfClock
  readonly #looks = new SteadyLook(() => this.look(), LOOK_MS)

  constructor(private readonly parts: EngineWatchParts) {
    this.#shelves = new ShelfClock(parts.clock)
  }

  start(): void {
    this.#looks.start()
  }

  stop(): Promise<void> {
    return this.#looks.stop()
  }

  /** One look, through to what is committed of it. What can't be stored now is tried again with the next one. */
  async look(): Promise<void> {
    const { book, clock, canStore } = this.parts
    this.#shelves.follow(book.open())
    book.load.settle(clock.wall(), chatteringSources(book.open()))
    if (!canStore()) return
    const due = [...book.open()].filter((alarm) => this.#steps(alarm).length > 0)
    try {
      for (let start = 0; start < due.length; start += MOST_AT_ONCE) {
        await this.#take(due.slice(start, start + MOST_AT_ONCE))
      }
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown'
      this.parts.log.error({ reason }, 'what was due of an alarm could not be stored; it is tried again')
    }
  }

  /** Judged again inside the transaction: somebody may have been faster. */
  async #take(due: readonly Alarm[]): Promise<void> {
    const { writeQueue, book, effects, log } = this.parts
    await writeQueue.run('alarm', async (transaction) => {
      const steps = due.flatMap(({ id }) => {
        const alarm = book.get(id)
        return alarm === undefined ? [] : this.#steps(alarm)
      })
      if (steps.length === 0) return
      const messages = await writeSteps(transaction, this.parts, steps)
      transaction.afterCommit(() => {
        const latest = new Map(steps.map(({ alarm }) => [alarm.id, alarm]))
        for (const alarm of latest.values()) book.apply(alarm)
        for (const { alarm, action } of steps) if (action.type === 'repeated') book.load.rang(alarm)
        for (const { action } of steps) {
          log.info({ alarm: action.alarmId, type: action.type, reason: action.reason }, 'an alarm was due')
        }
        effects.alarmsChanged([...latest.values()], messages, [])
      })
    })
  }

  #steps(alarm: Alarm): readonly TakenStep[] {
    const { book, clock } = this.parts
    const passing = {
      isShelfOver: (shelved: Alarm) => this.#shelves.isOver(shelved),
      activityOf: (source: Alarm) => book.load.activityOf(sourceKey(source)),
      isFlood: book.load.isFlood,
    }
    return dueSteps(alarm, passing, clock.wall())
  }
}

function chatteringSources(open: Iterable<Alarm>): ReadonlySet<string> {
  const found = new Set<string>()
  for (const alarm of open) if (alarm.chattering) found.add(sourceKey(alarm))
  return found
}
