/** What we ask a MR60FDA2: its settings, when somebody wants them. Everything else it streams by itself. */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { OpenQuestion } from './open-question.ts'
import type { SettingsDialogue, SettingsStep } from './settings-dialogue.ts'
import type { TfMessage } from './tf-codec.ts'

export class TfAsker {
  private readonly open = new OpenQuestion<SettingsStep>()

  constructor(private readonly settings: SettingsDialogue) {}

  /** A valid frame came; answers carry the type of the request, ids count by themselves. */
  heard(message: TfMessage, now: MonotonicMs): Uint8Array[] {
    const { asked } = this.open
    if (asked?.answer !== message.type) return []
    this.open.close()
    this.settings.answered(asked, message)
    return this.sendNext(now)
  }

  due(now: MonotonicMs): Uint8Array[] {
    const due = this.open.due(now)
    if (due !== null && 'again' in due) return [due.again]
    if (due !== null) this.settings.unanswered(due.givenUp)
    return this.sendNext(now)
  }

  nextDueAt(): MonotonicMs {
    return this.open.asked === undefined ? this.settings.nextAt() : this.open.nextDueAt()
  }

  private sendNext(now: MonotonicMs): Uint8Array[] {
    const next = this.open.asked === undefined ? this.settings.next(now) : undefined
    return next === undefined ? [] : [this.open.ask(next, now)]
  }
}
