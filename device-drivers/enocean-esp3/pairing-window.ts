/** Pairing as a technician opens it (enocean-esp3.md, section 4): for two minutes, then it closes by itself. */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { eepName, findProfile } from './profiles/profiles.ts'
import { UTE_ANSWER, readUte, uteAnswerPayload } from './teach-in.ts'
import { RORG, buildTelegram } from './telegram.ts'
import type { Telegram } from './telegram.ts'

const OPEN_MS = 120_000

export class PairingWindow {
  private openUntil: MonotonicMs | null = null

  set(open: boolean, now: MonotonicMs): void {
    this.openUntil = open ? now + OPEN_MS : null
  }

  /** True once, when the window closes by itself. */
  closes(now: MonotonicMs): boolean {
    if (this.openUntil === null || now < this.openUntil) return false
    this.openUntil = null
    return true
  }

  nextDueAt(): MonotonicMs {
    return this.openUntil ?? Infinity
  }

  /** Our answer to a universal teach-in as a packet; null where none is wanted or pairing is not open. */
  answer(telegram: Telegram, baseId: string | null, now: MonotonicMs): Uint8Array | null {
    if (this.openUntil === null || now >= this.openUntil || baseId === null) return null
    const ute = readUte(telegram)
    if (ute === null || !ute.responseExpected || ute.command !== 0) return null
    const known = findProfile(eepName(ute.rorg, ute.func, ute.type)) !== undefined
    // A deletion over the air could come from anybody: devices are taken out by a technician.
    const isDeletion = ute.request === 'deletion' || ute.request === 'unknown'
    const answer = isDeletion ? UTE_ANSWER.refused : known ? UTE_ANSWER.accepted : UTE_ANSWER.unknownProfile
    return buildTelegram({
      rorg: RORG.ute,
      payload: uteAnswerPayload(telegram.payload, answer),
      sender: baseId,
      destination: telegram.sender,
    })
  }
}
