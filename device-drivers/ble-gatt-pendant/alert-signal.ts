/**
 * The pendant's own sound (Immediate Alert, ble-gatt-pendant.md, section 2): to find it by, and to tell its bearer
 * that help is coming. It cannot be read back, and it ends by itself with the connection.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { GattCharacteristic } from '../bluetooth/gatt.ts'
import { IMMEDIATE_ALERT, offers } from './press-reader.ts'
import type { PendantStep, Purpose } from './set-up.ts'
import { ALERT, STOP_ALERT } from './writes.ts'

/** How long it sounds. */
const ALERT_MS = 3_000
/** Later than this somebody is there already, and a sound would only frighten. */
const HELP_WITHIN_MS = 120_000

export const LOCATE_STEP: PendantStep = { ask: { type: 'write', ...ALERT }, purpose: 'locate' }
const HELP_STEP: PendantStep = { ask: { type: 'write', ...ALERT }, purpose: 'help-is-coming' }
const STOP_STEP: PendantStep = { ask: { type: 'write', ...STOP_ALERT }, purpose: 'stop-alert' }

export class AlertSignal {
  private stopAt: MonotonicMs | undefined
  /** Help is coming and its bearer has not been told. */
  private owedUntil: MonotonicMs | undefined
  /** Asked on this connection: a pendant that refused is not asked again before the next. */
  private isAsked = false

  /** From now on until told or too late; said again, it counts anew. */
  owe(now: MonotonicMs): void {
    this.owedUntil = now + HELP_WITHIN_MS
    this.isAsked = false
  }

  nextDueAt(): MonotonicMs {
    return Math.min(this.stopAt ?? Infinity, this.owedUntil ?? Infinity)
  }

  /** Once, when its bearer could not be told in time. */
  isTooLate(now: MonotonicMs): boolean {
    if (this.owedUntil === undefined || now < this.owedUntil) return false
    this.owedUntil = undefined
    return true
  }

  /** What is to be asked of a connected pendant now. */
  steps(offered: readonly GattCharacteristic[], now: MonotonicMs): readonly PendantStep[] {
    const steps: PendantStep[] = []
    if (this.stopAt !== undefined && now >= this.stopAt) {
      this.stopAt = undefined
      steps.push(STOP_STEP)
    }
    if (this.owedUntil !== undefined && !this.isAsked && offers(offered, IMMEDIATE_ALERT)) {
      this.isAsked = true
      steps.push(HELP_STEP)
    }
    return steps
  }

  /** The pendant took what was asked for this. */
  answered(purpose: Purpose, now: MonotonicMs): void {
    if (purpose !== 'locate' && purpose !== 'help-is-coming') return
    this.stopAt = now + ALERT_MS
    if (purpose === 'help-is-coming') this.owedUntil = undefined
  }

  disconnected(): void {
    this.stopAt = undefined
    this.isAsked = false
  }
}
