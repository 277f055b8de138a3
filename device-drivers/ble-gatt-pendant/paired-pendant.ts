import type { DeviceLookup, DeviceSetup } from '../protocol-driver.ts'
import { pendantSettings, usableSettings } from './pendant-settings.ts'
import type { PendantSettings } from './pendant-settings.ts'

/** What all pendants of one adapter share. */
export interface PendantParts {
  readonly deviceAt: DeviceLookup
  readonly ofAdapter: Readonly<Record<string, unknown>>
  readonly nextId: () => number
  readonly nextRef: () => number
}

const NOT_PAIRED: DeviceSetup = {
  eep: null,
  key: null,
  placement: null,
  settings: {},
  known: {},
  memory: {},
}

/** What pairing set up for one pendant, looked up anew each time, so that a change counts at once. */
export class PairedPendant {
  constructor(
    private readonly address: string,
    private readonly parts: PendantParts,
  ) {}

  get isPaired(): boolean {
    return this.parts.deviceAt(this.address) !== undefined
  }

  get setup(): DeviceSetup {
    return this.parts.deviceAt(this.address) ?? NOT_PAIRED
  }

  /** Usable ones, also where what is written makes no sense. */
  get settings(): PendantSettings {
    return usableSettings(this.writtenSettings)
  }

  get hasUsableSettings(): boolean {
    return this.writtenSettings !== undefined
  }

  private get writtenSettings(): PendantSettings | undefined {
    return pendantSettings(this.parts.ofAdapter, this.setup.settings)
  }
}
