/** The parts of the technician's room as the API calls them, and its clock: what ends by itself ends here. */
import type { ReceiverSetup } from '../../shared/api/receiver-setup.ts'
import type { DriverCommand } from '../../device-drivers/protocol-driver.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import { writeSignals } from '../store/reading-rows.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import type { WriteQueue } from '../store/write-queue.ts'
import type { AdapterDesk } from './adapter-desk.ts'
import type { DeviceActivity } from './device-activity.ts'
import type { DeviceDesk } from './device-desk.ts'
import type { DevicePages } from './device-pages.ts'
import type { GuidedTests } from './guided-tests.ts'
import type { LiveFrames } from './live-frames.ts'
import type { Refusal } from './pairing.ts'
import type { PairingWindow } from './pairing-window.ts'
import type { PortDesk } from './port-desk.ts'
import type { SettingsDesk } from './settings-desk.ts'
import type { TechnicianView } from './technician-view.ts'
import type { TestDesk } from './test-desk.ts'

const LOOK_MS = 1_000

export interface TechnicianRoomParts {
  readonly devices: DeviceDesk
  readonly ports: PortDesk
  readonly adapters: AdapterDesk
  readonly tests: TestDesk
  readonly running: GuidedTests
  readonly settings: SettingsDesk
  readonly frames: LiveFrames
  readonly pairing: PairingWindow
  readonly view: TechnicianView
  /** Undefined where no receiver of this name is set up. */
  readonly setupOf: (receiver: string) => Promise<ReceiverSetup | undefined>
  /** Why the driver of a receiver would not take these settings, undefined where it would. */
  readonly refuseSettings: (
    protocol: string,
    settings: Readonly<Record<string, unknown>>,
  ) => Refusal | undefined
  readonly pages: DevicePages
  /** False when the device's receiver is not open. */
  readonly command: (device: AssignedDevice, command: DriverCommand) => boolean
  readonly activity: DeviceActivity
  /** Takes the counters of the receivers for their rates. */
  readonly noteRates: () => void
  readonly writeQueue: WriteQueue
  readonly clock: Clock
  readonly log: Log
}

export class TechnicianRoom {
  #timer: NodeJS.Timeout | undefined
  #looking = false

  constructor(readonly parts: TechnicianRoomParts) {}

  start(): void {
    this.#timer = setInterval(() => void this.#look(), LOOK_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    const { pairing, tests, devices, noteRates, clock, log } = this.parts
    noteRates()
    pairing.look(clock.wall())
    if (this.#looking) return
    this.#looking = true
    try {
      await tests.look(clock.wall())
      await devices.look(clock.wall())
      await this.#keepSignals()
    } catch (error) {
      // A full disk: the rows keep their deadlines, and the next look comes in a second.
      log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'a deadline could not be stored')
    } finally {
      this.#looking = false
    }
  }

  async #keepSignals(): Promise<void> {
    const { activity, writeQueue, clock } = this.parts
    const samples = activity.takeSamples()
    if (samples.length === 0) return
    await writeQueue.run('routine', (transaction) => writeSignals(transaction, samples, clock.wall()))
  }
}
