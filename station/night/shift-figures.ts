/** The numbers of a shift's report, gathered alarm by alarm; of a long report only some lines are kept. Pure. */
import { isOpen, type Alarm } from '../../shared/domain/alarm.ts'
import type { ShiftReport } from '../../shared/api/night.ts'
import type { StoryLine } from './report-line.ts'

export class ShiftFigures {
  #came = 0
  #answered = 0
  #late = 0
  #all = 0
  readonly #waits: number[] = []
  readonly #open: StoryLine[] = []
  readonly #over: StoryLine[] = []

  constructor(private readonly mostLines: number) {}

  take(line: StoryLine): void {
    const { alarm, isCarriedIn, isAnswered, isLate, longestWaitMs } = line
    this.#all += 1
    if (!isCarriedIn) this.#came += 1
    if (isLate) this.#late += 1
    if (!isCarriedIn && isAnswered && longestWaitMs !== null) {
      this.#answered += 1
      this.#waits.push(longestWaitMs)
    }
    const kept = isOpen(alarm) ? this.#open : this.#over
    if (kept.length < this.mostLines) kept.push(line)
  }

  get figures(): ShiftReport['figures'] {
    return {
      came: this.#came,
      answered: this.#answered,
      late: this.#late,
      medianAnswerMs: median(this.#waits.sort((a, b) => a - b)),
    }
  }

  /** What is open is what the next shift must know: it is left out last. The oldest first. */
  get lines(): readonly StoryLine[] {
    const shown = [...this.#open, ...this.#over].slice(0, this.mostLines)
    return shown.sort((a, b) => byAge(a.alarm, b.alarm))
  }

  get more(): number {
    return this.#all - Math.min(this.#all, this.mostLines)
  }
}

function byAge(a: Alarm, b: Alarm): number {
  return a.openedAt === b.openedAt ? (a.id < b.id ? -1 : 1) : a.openedAt - b.openedAt
}

function median(sorted: readonly number[]): number | null {
  const high = sorted[Math.floor(sorted.length / 2)]
  const low = sorted[Math.floor((sorted.length - 1) / 2)]
  return high === undefined || low === undefined ? null : Math.round((low + high) / 2)
}
