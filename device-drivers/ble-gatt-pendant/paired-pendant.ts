import type { DeviceLookup, DeviceSetup } from '../protocol-driver.ts'
import { pendantSettings, usableSettings } from './pendant-settings.ts'
import type { PendantSettings } from './pendant-settings.ts'

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
    private readonly deviceAt: DeviceLookup,
    private readonly ofAdapter: Readonly<Record<string, unknown>>,
  ) {}

  get isPaired(): boolean {
    return this.deviceAt(this.address) !== undefined
  }

  get setup(): DeviceSetup {
    return this.deviceAt(this.address) ?? NOT_PAIRED
  }

  /** Usable ones, also where what is written makes no sense. */
  get settings(): PendantSettings {
    return usableSettings(this.writtenSettings)
  }

  get hasUsableSettings(): boolean {
    return this.writtenSettings !== undefined
  }

  private get writtenSettings(): PendantSettings | undefined {
    return pendantSettings(this.ofAdapter, this.setup.settings)
  }
}
