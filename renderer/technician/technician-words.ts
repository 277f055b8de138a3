/** Devices, receivers and failed calls in words. Pure but for the words they are given. */
import type { DeviceLine, Receiver } from '../../shared/api/technician.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { placementWords } from '../alarm-board/card-words.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { dotted } from '../i18n/dotted.ts'
import { protocolWords } from '../i18n/code-words.ts'
import { durationWords } from '../i18n/duration-words.ts'
import type { Words } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import type { DeviceNeed } from './device-order.ts'
import type { Candidate } from './discoveries.ts'

const DAY_MS = 86_400_000

/** Whose it is and where: "Ingrid Solberg · Leilighet 204 · bad". */
export function deviceWhere(device: DeviceLine, t: Words): string {
  const { resident } = device
  const unit = resident?.unit ?? null
  return dotted([
    resident === null ? t('technician.device.nobody') : resident.name,
    unit === null ? null : t('card.unit', { unit }),
    placementWords(device.placement, t),
  ])
}

/** What it is and how it is called on its wire: "EnOcean-radio · 01825dab · F6-02-01". */
export function deviceWhat(device: DeviceLine, t: Words): string {
  return dotted([protocolWords(device.protocol, t), device.address ?? device.receiver, device.eep])
}

export function needWords(need: DeviceNeed, device: DeviceLine, now: Instant, t: Words): string {
  if (need === 'suspended' && device.suspendedUntil !== null) {
    return t('technician.need.suspendedFor', { age: durationWords(device.suspendedUntil - now, t) })
  }
  return t(`technician.need.${need}`)
}

/** How long ago in words, or that it was never. */
export function heardWords(at: Instant | null, now: Instant, t: Words): string {
  if (at === null) return t('technician.never')
  const days = Math.floor((now - at) / DAY_MS)
  return days > 1
    ? t('technician.daysAgo', { count: days })
    : t('technician.ago', { age: durationWords(now - at, t) })
}

export function batteryWords(device: DeviceLine, t: Words): string | null {
  if (device.battery === null) return null
  const { percent, daysLeft } = device.battery
  const shown = Math.round(percent)
  return daysLeft === null
    ? t('technician.battery', { percent: shown })
    : t('technician.batteryDays', { percent: shown, days: Math.round(daysLeft) })
}

export function signalWords(dbm: number, t: Words): string {
  const strength = dbm >= -65 ? 'strong' : dbm >= -85 ? 'fair' : 'weak'
  return t('technician.signal', {
    dbm: String(Math.round(dbm)).replace('-', '−'),
    strength: t(`technician.strength.${strength}`),
  })
}

/** How it is called on its wire or in the air; a port that is the device by its path. */
export function candidateName({ address, receiver }: Pick<Candidate, 'address' | 'receiver'>): string {
  return address ?? receiver
}

/** The state of a receiver; an open one that has never heard a frame is told apart, since its cable may be wrong. */
export function receiverMood(receiver: Receiver): Receiver['state'] | 'quiet' {
  const isQuiet = receiver.state === 'open' && receiver.kind === 'port' && receiver.framesGood === 0
  return isQuiet ? 'quiet' : receiver.state
}

export function codeOf(error: unknown): CallErrorCode {
  return error instanceof StationCallError ? error.code : 'internal'
}

/** What went wrong in the technician's room; some codes mean something else here than on the board. */
export function technicianErrorWords(code: CallErrorCode, t: Words): string {
  switch (code) {
    case 'not-allowed':
    case 'no-contact':
    case 'cannot-store':
    case 'internal':
    case 'unknown-device':
      return t(`technician.error.${code}`)
    default:
      return errorWords(code, null, t)
  }
}
