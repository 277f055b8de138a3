/** The same press may arrive direct and through repeaters (enocean-esp3.md, "RADIO_ERP1"): one press, one alarm. */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { toHex } from '../bytes.ts'
import type { Telegram } from './telegram.ts'

const WINDOW_MS = 500
/** Far more than a stick can hand over within the window at 57600 baud. */
const MOST_KEPT = 512

export class TelegramFold {
  /** When each telegram of the window was first heard, in order. */
  private readonly firstHeardAt = new Map<string, MonotonicMs>()

  /** True when a telegram with this sender and payload came less than 500 ms ago. */
  isRepetition({ sender, rorg, payload }: Telegram, now: MonotonicMs): boolean {
    for (const [key, at] of this.firstHeardAt) {
      if (now - at < WINDOW_MS && this.firstHeardAt.size <= MOST_KEPT) break
      this.firstHeardAt.delete(key)
    }
    const key = `${sender} ${rorg} ${toHex(payload)}`
    if (this.firstHeardAt.has(key)) return true
    this.firstHeardAt.set(key, now)
    return false
  }
}
