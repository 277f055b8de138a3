/**
 * What has been told of each device since the station looked last, on top of what it remembers: a connection
 * made anew goes on from where the one before it stopped, also while the store is behind.
 */
import type { DeviceLookup, DeviceMemory, DeviceSetup, DriverEffect, KnownLevels } from './protocol-driver.ts'

interface Told {
  readonly known: KnownLevels
  readonly memory: DeviceMemory
}

export class DeviceRecall {
  /** One entry a paired address, so it is as small as the house. */
  readonly #told = new Map<string | null, Told>()

  constructor(private readonly lookup: DeviceLookup) {}

  readonly deviceAt = (address: string | null): DeviceSetup | undefined => {
    const setup = this.lookup(address)
    const told = this.#told.get(address)
    if (setup === undefined || told === undefined) return setup
    return {
      ...setup,
      known: { ...setup.known, ...told.known },
      memory: { ...setup.memory, ...told.memory },
    }
  }

  take(effects: readonly DriverEffect[]): void {
    for (const effect of effects) {
      if (effect.type === 'event') {
        const { address, kind, value, remember } = effect.event
        this.#add(address, levelAfter(kind, value), remember ?? {})
      } else if (effect.type === 'remember') {
        this.#add(effect.address, {}, effect.memory)
      }
    }
  }

  #add(address: string | null, known: KnownLevels, memory: DeviceMemory): void {
    if (this.lookup(address) === undefined) {
      this.#told.delete(address)
      return
    }
    const before = this.#told.get(address)
    this.#told.set(address, {
      known: { ...before?.known, ...known },
      memory: { ...before?.memory, ...memory },
    })
  }
}

type EventFact = Extract<DriverEffect, { type: 'event' }>['event']

/** The level this event leaves behind; `restored` names the kind that ended. */
function levelAfter(kind: EventFact['kind'], value: EventFact['value']): KnownLevels {
  if (kind === 'restored') return typeof value === 'string' ? { [value]: false } : {}
  return { [kind]: value }
}
