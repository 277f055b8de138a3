/** What a driver may know of a device: how it was paired, and what was told and remembered of it before. */
import type { DeviceMemory, DeviceSetup } from '../../device-drivers/protocol-driver.ts'
import type { LevelsByDevice } from '../store/level-rows.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'

export class DeviceSetups {
  constructor(
    private readonly levels: LevelsByDevice,
    private readonly memory: ReadonlyMap<string, DeviceMemory>,
  ) {}

  setupOf(device: AssignedDevice): DeviceSetup {
    return {
      eep: device.eep,
      key: device.key,
      placement: device.placement,
      settings: device.settings,
      known: Object.fromEntries(this.levels.get(device.id) ?? []),
      memory: this.memory.get(device.id) ?? {},
    }
  }
}
