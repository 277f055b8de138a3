/** One of the system's own notifications. Nothing personal: a locked screen may show it. */
import { Notification } from 'electron'

interface NoticeWords {
  readonly title: string
  readonly body: string
}

export class Notice {
  /** Kept: one that nobody refers to loses its click. */
  #shown: Notification | undefined

  /**
   * @param words asked at each showing
   * @param onClick whoever presses it wants to see the board
   */
  constructor(
    private readonly words: () => NoticeWords,
    private readonly onClick: () => void,
  ) {}

  /** Stands until it is pressed or taken back, in the place of an earlier one; nothing where the system has no service. */
  show(): void {
    this.takeBack()
    if (!Notification.isSupported()) return
    // Silent: an alarm has a sound of its own (IEC 60601-1-8), which nothing may cover.
    const notice = new Notification({
      ...this.words(),
      silent: true,
      urgency: 'critical',
      timeoutType: 'never',
    })
    notice.on('click', this.onClick)
    notice.show()
    this.#shown = notice
  }

  /** What it told of is over, or has been seen. */
  takeBack(): void {
    this.#shown?.close()
    this.#shown = undefined
  }
}
