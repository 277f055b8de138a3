/** A BTHome driver on the bench: advertisements in, what it makes of them out, as the station would keep it. */
import { createBthomeDriver } from '../../../../device-drivers/bthome-v2/driver.ts'
import type { BluetoothEffect } from '../../../../device-drivers/bluetooth/bluetooth-protocol.ts'
import { longUuid } from '../../../../device-drivers/bluetooth/advertisement.ts'
import { DeviceRecall } from '../../../../device-drivers/device-recall.ts'
import type { DeviceSetup, DriverEffect } from '../../../../device-drivers/protocol-driver.ts'
import { BUTTON_MAC } from '../../../support/bthome-frames.ts'

export const paired = (change: Partial<DeviceSetup> = {}): DeviceSetup => ({
  eep: null,
  key: null,
  placement: null,
  settings: {},
  known: {},
  memory: {},
  ...change,
})

export class BthomeBench {
  readonly effects: DriverEffect[] = []
  now = 1_000_000
  #recall: DeviceRecall
  #driver: ReturnType<typeof createBthomeDriver>

  constructor(private setup: DeviceSetup | undefined) {
    this.#recall = new DeviceRecall(() => this.setup)
    this.#driver = createBthomeDriver({ deviceAt: this.#recall.deviceAt })
  }

  /** One advertisement; gives the events it made, `kind value`. */
  say(data: Uint8Array, address = BUTTON_MAC): string[] {
    const advertisement = {
      address,
      addressType: 'public' as const,
      name: 'SBBT-002C',
      signal: -60,
      services: [],
      serviceData: new Map([[longUuid('fcd2'), data]]),
      manufacturerData: new Map<number, Uint8Array>(),
    }
    const effects = this.#driver
      .onAdvertisement(advertisement, { wall: this.now, mono: this.now })
      .filter((effect): effect is Exclude<BluetoothEffect, { type: 'gatt' }> => effect.type !== 'gatt')
    this.#recall.take(effects)
    this.effects.push(...effects)
    return effects.flatMap((effect) =>
      effect.type === 'event' ? [`${effect.event.kind} ${String(effect.event.value)}`] : [],
    )
  }

  /** The technician writes another key; nothing else is set up anew. */
  rekey(key: string): void {
    if (this.setup !== undefined) this.setup = { ...this.setup, key }
  }

  /** The station restarts: what was stored stands, everything else is forgotten. */
  restart(): void {
    this.setup = this.#recall.deviceAt(BUTTON_MAC.toLowerCase())
    this.#recall = new DeviceRecall(() => this.setup)
    this.#driver = createBthomeDriver({ deviceAt: this.#recall.deviceAt })
  }

  wait(ms: number): this {
    this.now += ms
    return this
  }

  of<Type extends DriverEffect['type']>(type: Type): Extract<DriverEffect, { type: Type }>[] {
    return this.effects.filter(
      (effect): effect is Extract<DriverEffect, { type: Type }> => effect.type === type,
    )
  }

  get memory(): DeviceSetup['memory'] {
    return this.#recall.deviceAt(BUTTON_MAC.toLowerCase())?.memory ?? {}
  }
}
