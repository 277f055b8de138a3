/** The system's own notification of a critical alarm. Nothing personal: a locked screen may show it. */
import { Notification } from 'electron'
import { shellWords } from './shell-words.ts'

export class CriticalNotice {
  readonly #onClick: () => void
  /** Kept: one that nobody refers to loses its click. */
  #shown: Notification | undefined

  /** @param onClick whoever presses it wants to see the board */
  constructor(onClick: () => void) {
    this.#onClick = onClick
  }

  /** Stands until it is pressed or taken back, in the place of an earlier one; nothing where the system has no service. */
  show(): void {
    this.takeBack()
    if (!Notification.isSupported()) return
    const { criticalAlarm: title, criticalAlarmWhere: body } = shellWords()
    // Silent: the alarm has a sound of its own (IEC 60601-1-8), which nothing may cover.
    const notice = new Notification({ title, body, silent: true, urgency: 'critical', timeoutType: 'never' })
    notice.on('click', this.#onClick)
    notice.show()
    this.#shown = notice
  }

  /** No critical alarm rings any more. */
  takeBack(): void {
    this.#shown?.close()
    this.#shown = undefined
  }
}
