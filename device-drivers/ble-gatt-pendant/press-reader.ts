/**
 * What a pendant's press characteristic says, by the model's profile. One reader lives as long as the pendant is
 * paired: what it knew before a lost connection is still known after it.
 */
import { assertNever } from '../../shared/domain/assert-never.ts'
import { longUuid } from '../bluetooth/advertisement.ts'
import type { GattCharacteristic } from '../bluetooth/gatt.ts'
import { toHex } from '../bytes.ts'
import type { KnownLevels } from '../protocol-driver.ts'
import { decodeCharacteristic } from './characteristics.ts'
import { decodeObservation } from './ghs-observation.ts'
import { GhsSegmentJoiner } from './ghs-segments.ts'
import type { DropReason } from './ghs-segments.ts'
import { observationNews } from './observation-news.ts'
import type { ObservationNews } from './observation-news.ts'
import { namedProfile } from './pendant-settings.ts'
import type { PendantSettings, PressProfile } from './pendant-settings.ts'

export const LIVE_OBSERVATIONS: GattCharacteristic = {
  service: longUuid('1840'),
  characteristic: longUuid('2b8b'),
}
export const CONTROL_POINT: GattCharacteristic = {
  service: longUuid('1840'),
  characteristic: longUuid('2bf4'),
}
const DIGITAL: GattCharacteristic = { service: longUuid('1815'), characteristic: longUuid('2a56') }
export const IMMEDIATE_ALERT: GattCharacteristic = {
  service: longUuid('1802'),
  characteristic: longUuid('2a06'),
}

export type PressOutput =
  | (ObservationNews & {
      /** What it was read from: the value, of an observation all its segments joined. */
      readonly value: Uint8Array
    })
  | { readonly type: 'dropped'; readonly reason: DropReason | 'disconnected' }
  | { readonly type: 'repeated' }
  | { readonly type: 'missed' }
  /** The value is not what the characteristic may hold. */
  | { readonly type: 'refused'; readonly value: Uint8Array; readonly reason: string }

/** Where the press of this profile is found. */
export function pressCharacteristic(profile: PressProfile): GattCharacteristic {
  if (typeof profile === 'object') return { service: profile.service, characteristic: profile.characteristic }
  switch (profile) {
    case 'ghs':
      return LIVE_OBSERVATIONS
    case 'automation-io':
      return DIGITAL
    case 'immediate-alert':
      return IMMEDIATE_ALERT
    default:
      return assertNever(profile)
  }
}

/**
 * The profile that the settings name, else the one that the pendant's services show. Immediate Alert shows
 * nothing: nearly every pendant has it, to be found by.
 */
export function profileFor(
  settings: PendantSettings,
  offered: readonly GattCharacteristic[],
): PressProfile | undefined {
  const named = namedProfile(settings)
  if (named !== undefined) return offers(offered, pressCharacteristic(named)) ? named : undefined
  return (['ghs', 'automation-io'] as const).find((profile) => offers(offered, pressCharacteristic(profile)))
}

export function offers(offered: readonly GattCharacteristic[], wanted: GattCharacteristic): boolean {
  return offered.some((one) => isSame(one, wanted))
}

export function isSame(a: GattCharacteristic, b: GattCharacteristic): boolean {
  return a.service === b.service && a.characteristic === b.characteristic
}

export function isSameProfile(a: PressProfile | undefined, b: PressProfile | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

export class PressReader {
  private readonly joiner = new GhsSegmentJoiner()
  /** Digital inputs that were active when they were told last. */
  private active: ReadonlySet<number> = new Set()

  read(
    profile: PressProfile,
    value: Uint8Array,
    settings: PendantSettings,
    known: KnownLevels,
  ): readonly PressOutput[] {
    if (typeof profile === 'object') return custom(profile, value)
    switch (profile) {
      case 'ghs':
        return this.segment(value, settings, known)
      case 'automation-io':
        return this.digital(value, settings)
      case 'immediate-alert':
        return immediateAlert(value)
      default:
        return assertNever(profile)
    }
  }

  /** What waited for its rest is given up. */
  disconnected(): readonly PressOutput[] {
    return this.joiner.disconnected() ? [{ type: 'dropped', reason: 'disconnected' }] : []
  }

  private segment(value: Uint8Array, settings: PendantSettings, known: KnownLevels): readonly PressOutput[] {
    return this.joiner.push(value).flatMap((output): readonly PressOutput[] => {
      if (output.type !== 'joined') return [output]
      const observation = decodeObservation(output.bytes, settings.lenientLength)
      if (observation === undefined) return [{ type: 'dropped', reason: 'badLength' }]
      return observationNews(observation, known).map((news) => ({ ...news, value: output.bytes }))
    })
  }

  /** Inputs are levels, so only one that becomes active is a press; that may be on the first look after a gap. */
  private digital(value: Uint8Array, settings: PendantSettings): readonly PressOutput[] {
    const decoded = decodeCharacteristic('2a56', value)
    if (!decoded.ok) return [{ type: 'refused', value, reason: decoded.error }]
    const states = decoded.fields['signals'] as readonly string[]
    const before = this.active
    this.active = new Set(states.flatMap((state, index) => (state === 'active' ? [index] : [])))
    const rises = (index: number | undefined): boolean =>
      index !== undefined && this.active.has(index) && !before.has(index)
    return [
      ...(rises(settings.fallSignal) ? [press('fall', value)] : []),
      ...(rises(settings.pressSignal) ? [press('help-call', value)] : []),
      ...(rises(settings.cancelSignal) ? [press('help-cancelled', value)] : []),
    ]
  }
}

function press(kind: 'fall' | 'help-call' | 'help-cancelled', value: Uint8Array): PressOutput {
  return { type: 'news', news: { kind, value: true }, value }
}

function custom(profile: Exclude<PressProfile, string>, value: Uint8Array): readonly PressOutput[] {
  const hex = toHex(value)
  if (hex === profile.fall) return [press('fall', value)]
  if (hex === profile.press) return [press('help-call', value)]
  if (hex === profile.cancel) return [press('help-cancelled', value)]
  return [{ type: 'unknown', description: 'private characteristic', value }]
}

/** Level none is the button let go, or a time-out: it takes no call back. */
function immediateAlert(value: Uint8Array): readonly PressOutput[] {
  const decoded = decodeCharacteristic('2a06', value)
  if (!decoded.ok) return [{ type: 'refused', value, reason: decoded.error }]
  return decoded.fields['alertLevel'] === 'none' ? [] : [press('help-call', value)]
}
