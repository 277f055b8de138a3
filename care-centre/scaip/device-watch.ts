/** Looks for controllers that have stopped beating, and lets the answers of yesterday go. */
import type { Instant } from '../../shared/domain/time.ts'
import type { Intake } from '../intake/intake.ts'
import { judgeMessage } from '../intake/judge-message.ts'
import { forgetDocuments } from '../store/document-rows.ts'
import {
  forgetExchanges,
  readPulse,
  readPulses,
  rememberAlarm,
  writePulse,
  type StationPulse,
} from '../store/scaip-store.ts'
import type { Store } from '../store/store.ts'
import type { Callers } from './callers.ts'
import { EXCHANGE_KEPT_MS } from './document-desk.ts'
import type { HeardDevices } from './heard-devices.ts'
import { silentMessage } from './silence-messages.ts'
import { silentAfterMs } from './silence.ts'

export interface DeviceWatchParts {
  readonly store: Pick<Store, 'writes' | 'reading'>
  readonly intake: Pick<Intake, 'takeDecided'>
  readonly callers: Callers
  readonly heard: HeardDevices
  readonly now: () => Instant
}

/** One round; every node may do it. Rejects when the database will not do, and is done again with the next round. */
export async function watchDevices(parts: DeviceWatchParts): Promise<void> {
  const { store, callers, heard, now } = parts
  const pulses = await readPulses(store.reading)
  const ago = heard.look(pulses, now())
  for (const [at, pulse] of pulses.entries()) {
    const since = (ago[at] ?? 0) - silentAfterMs(pulse, callers.of(pulse.cid)?.heartbeatSeconds)
    if (since >= 0) await raiseSilence(parts, pulse, now() - since)
  }
  await store.writes.run(async (transaction) => {
    await forgetExchanges(transaction, { now: now(), keptMs: EXCHANGE_KEPT_MS })
    await forgetDocuments(transaction, now())
  })
}

async function raiseSilence({ intake }: DeviceWatchParts, pulse: StationPulse, at: Instant): Promise<void> {
  const { station, cid } = pulse
  const message = silentMessage(pulse, at)
  const waits = { bytes: JSON.stringify(message).length, isUrgent: false }
  await intake.takeDecided(station, waits, async (transaction) => {
    const known = await readPulse(transaction, cid)
    const isStill = known !== undefined && known.heardAt === pulse.heardAt && !known.isSilent
    if (isStill) {
      await rememberAlarm(transaction, message, { station, cid, did: '' }, at)
      await writePulse(transaction, { ...known, isSilent: true })
    }
    const messages = isStill ? [judgeMessage(message, 0)] : []
    return { body: { messages, handled: [], isHeard: false } as const }
  })
}
