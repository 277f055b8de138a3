/** The driver of all pendants on one adapter: who is paired, who is only heard, and whose turn it is. */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { longUuid } from '../bluetooth/advertisement.ts'
import type { Advertisement } from '../bluetooth/advertisement.ts'
import type {
  BluetoothDriver,
  BluetoothDriverOptions,
  BluetoothEffect,
} from '../bluetooth/bluetooth-protocol.ts'
import type { GattInput } from '../bluetooth/gatt.ts'
import type { DriverCommand, Moment } from '../protocol-driver.ts'
import type { PendantParts } from './paired-pendant.ts'
import { Pendant } from './pendant.ts'

/** Who was paired, or given back, takes effect within this time. */
const LOOK_EVERY_MS = 5_000

/** Services that a pendant shows and hardly anything else in a house does. */
const PENDANT_SERVICES = ['1802', '1803', '1815', '1840'].map(longUuid)

export function createPendantDriver(options: BluetoothDriverOptions): BluetoothDriver {
  return new PendantDriver(options)
}

class PendantDriver implements BluetoothDriver {
  /** Paired ones, and those just given back whose connection still ends. */
  private readonly pendants = new Map<string, Pendant>()
  private readonly parts: PendantParts
  private lookAt: MonotonicMs | undefined
  private lastId = 0
  private lastRef = 0

  constructor(private readonly options: BluetoothDriverOptions) {
    this.parts = {
      deviceAt: options.deviceAt,
      ofAdapter: options.settings,
      nextId: () => (this.lastId += 1),
      nextRef: () => (this.lastRef += 1),
    }
  }

  onOpen(now: Moment): readonly BluetoothEffect[] {
    this.lookAt = now.mono
    const again = [...this.pendants.values()].flatMap((pendant) => pendant.start(now.mono))
    return [...again, ...this.onDue(now)]
  }

  onLost(): readonly BluetoothEffect[] {
    this.lookAt = undefined
    return [...this.pendants.values()].flatMap((pendant) => pendant.lost())
  }

  onAdvertisement(advertisement: Advertisement, now: Moment): readonly BluetoothEffect[] {
    const address = keyOf(advertisement.address)
    if (this.options.deviceAt(address) === undefined) return discovery(advertisement)
    return this.pendantAt(address).advertised(advertisement.signal, now.mono)
  }

  onGatt(input: GattInput, now: Moment): readonly BluetoothEffect[] {
    return this.pendants.get(keyOf(input.address))?.gatt(input, now.mono) ?? []
  }

  onDue(now: Moment): readonly BluetoothEffect[] {
    const effects = this.look(now.mono)
    return [...effects, ...[...this.pendants.values()].flatMap((pendant) => pendant.due(now.mono))]
  }

  onDurable(): readonly BluetoothEffect[] {
    return []
  }

  onCommand(command: DriverCommand, { mono: now }: Moment): readonly BluetoothEffect[] {
    if (command.type === 'pairing') return []
    const pendant = this.pendants.get(keyOf(command.address))
    if (pendant === undefined) return []
    switch (command.type) {
      case 'find':
        return pendant.find()
      case 'help-is-coming':
        return pendant.helpIsComing(now)
      case 'read-settings':
        return pendant.readInformation()
      case 'write-setting':
        return []
      default:
        return assertNever(command)
    }
  }

  nextDueAt(): MonotonicMs | undefined {
    if (this.lookAt === undefined) return undefined
    return [...this.pendants.values()].reduce(
      (first, pendant) => Math.min(first, pendant.nextDueAt()),
      this.lookAt,
    )
  }

  /** Newly paired ones are tried without waiting for an advertisement; given back ones are let go. */
  private look(now: MonotonicMs): readonly BluetoothEffect[] {
    if (this.lookAt === undefined || now < this.lookAt) return []
    this.lookAt = now + LOOK_EVERY_MS
    const effects: BluetoothEffect[] = []
    for (const address of this.options.pairedAddresses()) {
      if (!this.pendants.has(keyOf(address))) {
        effects.push(...this.pendantAt(keyOf(address)).start(now))
      }
    }
    for (const [address, pendant] of this.pendants) {
      if (this.options.deviceAt(address) !== undefined) continue
      effects.push(...pendant.leave())
      if (pendant.isIdle) this.pendants.delete(address)
    }
    return effects
  }

  private pendantAt(address: string): Pendant {
    const known = this.pendants.get(address)
    if (known !== undefined) return known
    const pendant = new Pendant(address, this.parts)
    this.pendants.set(address, pendant)
    return pendant
  }
}

/** However BlueZ or a person writes it. */
function keyOf(address: string | null): string {
  return (address ?? '').toLowerCase()
}

/** A pendant that nobody has paired yet; it is not connected to. */
function discovery({ address, name, signal, services }: Advertisement): readonly BluetoothEffect[] {
  if (!services.some((service) => PENDANT_SERVICES.includes(service))) return []
  return [
    {
      type: 'heard',
      address: keyOf(address),
      bytes: 0,
      ...(signal === null ? {} : { signal }),
      about: name === null ? {} : { model: name },
    },
  ]
}
