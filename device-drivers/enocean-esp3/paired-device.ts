/** Turns what one paired device says into events: which fact is news, and which is known already. */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { DeviceMemory, DeviceSetup, KnownLevels } from '../protocol-driver.ts'
import { pressUse } from './press-use.ts'
import type { Fact, Profile } from './profiles/profile.ts'
import { ReportingInterval } from './reporting-interval.ts'

export interface Change {
  readonly kind: EventKind
  readonly value: EventValue
  readonly remember?: DeviceMemory
}

/** An alarm repeats every 10 s while it lasts; after a minute without one it is another alarm. */
const SAME_SMOKE_MS = 60_000
/** Smaller differences of temperature are no news, in °C. */
const TEMPERATURE_STEP = 0.5
/** So many reports without "energy low" end it: it is sent beside the others, not instead of each. */
const GOOD_BATTERY_REPORTS = 3
/** No motion for this long is absence where the technician set nothing else; sensors report every 15–30 min. */
export const ABSENCE_SECONDS = 35 * 60
export const LEAST_ABSENCE_SECONDS = 60

export class PairedDevice {
  readonly interval: ReportingInterval
  /** It has spoken its profile on this connection; what else it says then is an extra of its maker. */
  spokeProfile = false
  /** When its motion counts as over; null while nothing is expected. */
  absentAt: MonotonicMs | null = null
  /** The frame that last said so: the ground of the absence that follows. */
  motionFrame: Uint8Array | null = null
  private smokeAt: MonotonicMs | null = null
  private goodBatteryReports = 0

  constructor(
    private readonly profile: Profile,
    setup: DeviceSetup,
  ) {
    this.interval = new ReportingInterval(profile.reporting, setup.memory)
  }

  /** Made anew when the technician chose another profile. */
  isFor(profile: Profile): boolean {
    return this.profile === profile
  }

  take(facts: readonly Fact[], frame: Uint8Array, setup: DeviceSetup, now: MonotonicMs): readonly Change[] {
    if (facts.some(({ type }) => type === 'motion')) this.motionFrame = frame
    return facts.flatMap((fact) => this.changeOf(fact, setup, now) ?? [])
  }

  /** Nothing was seen for long enough. */
  takeAbsence(known: KnownLevels): Change | undefined {
    this.absentAt = null
    return known.motion === true ? { kind: 'motion', value: false } : undefined
  }

  private changeOf(fact: Fact, setup: DeviceSetup, now: MonotonicMs): Change | undefined {
    const { known } = setup
    switch (fact.type) {
      case 'button':
        return fact.pressed ? this.pressed(fact.position, setup) : undefined
      case 'door':
        return known.door === fact.open ? undefined : { kind: 'door', value: fact.open }
      case 'motion':
        return this.motionChange(fact.motion, setup, now)
      case 'water':
        return conditionChange('water', fact.active, known)
      case 'smoke':
        return this.smokeChange(fact.active, known, now)
      case 'battery':
        return this.batteryChange(fact.low, known)
      case 'temperature':
        return temperatureChange(fact.celsius, known)
      default:
        return assertNever(fact)
    }
  }

  /** Any press of a help device is a call, in whatever position; its release is no more than a sign of life. */
  private pressed(position: string, setup: DeviceSetup): Change {
    if (pressUse(this.profile, setup.settings) !== 'help-call') return { kind: 'button', value: position }
    const call = { kind: 'help-call', value: true } as const
    // Which position a cord sends is learnt by pulling it (enocean-esp3.md, section 3).
    return setup.memory['position'] === position ? call : { ...call, remember: { position } }
  }

  private motionChange(
    motion: 'seen' | 'uncertain' | 'none',
    { known, settings }: DeviceSetup,
    now: MonotonicMs,
  ): Change | undefined {
    if (motion === 'none') {
      this.absentAt = null
      return known.motion === false ? undefined : { kind: 'motion', value: false }
    }
    if (motion === 'uncertain') {
      // Seen before the station was restarted: the time runs from here.
      if (known.motion === true) this.absentAt ??= now + absenceMs(settings)
      return undefined
    }
    this.absentAt = now + absenceMs(settings)
    return known.motion === true ? undefined : { kind: 'motion', value: true }
  }

  private smokeChange(active: boolean, known: KnownLevels, now: MonotonicMs): Change | undefined {
    const before = this.smokeAt
    this.smokeAt = active ? now : null
    const isAnother = active && known.smoke === true && before !== null && now - before > SAME_SMOKE_MS
    return isAnother ? { kind: 'smoke', value: true } : conditionChange('smoke', active, known)
  }

  private batteryChange(low: boolean, known: KnownLevels): Change | undefined {
    const isKnownLow = known.battery === 'low'
    this.goodBatteryReports = low ? 0 : this.goodBatteryReports + 1
    if (low) return isKnownLow ? undefined : { kind: 'battery', value: 'low' }
    if (!isKnownLow || this.goodBatteryReports < GOOD_BATTERY_REPORTS) return undefined
    return { kind: 'restored', value: 'battery' }
  }
}

/** That nothing is the matter is no news when nothing was known. */
function conditionChange(kind: 'water' | 'smoke', active: boolean, known: KnownLevels): Change | undefined {
  const before = known[kind] === true
  if (active === before) return undefined
  return active ? { kind, value: true } : { kind: 'restored', value: kind }
}

function temperatureChange(celsius: number, { temperature }: KnownLevels): Change | undefined {
  if (typeof temperature === 'number' && Math.abs(celsius - temperature) < TEMPERATURE_STEP) return undefined
  return { kind: 'temperature', value: Math.round(celsius * 10) / 10 }
}

function absenceMs(settings: Readonly<Record<string, unknown>>): number {
  const seconds = settings['absenceSeconds']
  const isUsable = typeof seconds === 'number' && seconds >= LEAST_ABSENCE_SECONDS
  return (isUsable ? seconds : ABSENCE_SECONDS) * 1000
}
