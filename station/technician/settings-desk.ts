/** Settings of a device as it read them back itself: asked for, written, and never believed before it said so. */
import type { DeviceSettingSpec, DriverCommand } from '../../device-drivers/protocol-driver.ts'
import type { DeviceSettingSchema } from '../../shared/api/technician.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { z } from 'zod'
import type { Log } from '../services.ts'
import { writeReadSettings, type ReadSetting } from '../store/reading-rows.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import type { WriteQueue } from '../store/write-queue.ts'
import { refused, type Outcome } from './outcome.ts'

export type DeviceSetting = z.infer<typeof DeviceSettingSchema>
type Value = ReadSetting['value']

const READ_LIMIT_MS = 10_000
/** A pause before writing, a restart of ten seconds, and the reading back. */
const WRITE_LIMIT_MS = 30_000

/** What a driver remarks when a device did not do as it was asked. */
const FAILURES: ReadonlySet<string> = new Set([
  'setting-refused',
  'setting-not-confirmed',
  'setting-differs',
  'settings-not-read',
])

export interface SettingsDeskParts {
  readonly writeQueue: WriteQueue
  readonly log: Log
  /** Of the variant, or of the protocol's usual one. */
  readonly specsOf: (protocol: string, variant: string | null) => readonly DeviceSettingSpec[]
  /** False when the device's receiver is not open. */
  readonly command: (device: AssignedDevice, command: DriverCommand) => boolean
}

interface Waiting {
  readonly deviceId: string
  readonly missing: Set<string>
  readonly done: (isConfirmed: boolean) => void
}

export class SettingsDesk {
  readonly #read = new Map<string, Map<string, ReadSetting>>()
  readonly #waiting = new Set<Waiting>()

  constructor(
    private readonly parts: SettingsDeskParts,
    known: readonly ReadSetting[],
  ) {
    for (const setting of known) this.#keep(setting)
  }

  settingsOf(device: AssignedDevice): DeviceSetting[] {
    const read = this.#read.get(device.id)
    return this.#specsOf(device).map((spec) => {
      const known = read?.get(spec.name)
      return {
        name: spec.name,
        kind: spec.kind,
        unit: spec.unit ?? null,
        min: spec.min ?? null,
        max: spec.max ?? null,
        step: spec.step ?? null,
        choices: [...(spec.choices ?? [])],
        value: known?.value ?? null,
        readAt: known?.readAt ?? null,
      }
    })
  }

  async readAll(device: AssignedDevice): Promise<Outcome<{ settings: DeviceSetting[] }>> {
    const names = this.#specsOf(device).map(({ name }) => name)
    if (names.length === 0) return { ok: true, settings: [] }
    return this.#ask(device, names, READ_LIMIT_MS, { type: 'read-settings', address: device.address })
  }

  async write(
    device: AssignedDevice,
    name: string,
    value: Value,
  ): Promise<Outcome<{ settings: DeviceSetting[] }>> {
    const spec = this.#specsOf(device).find((known) => known.name === name)
    if (spec === undefined || !isAllowed(spec, value)) {
      return refused('setting-invalid', `${name} can't be set to this`)
    }
    const command = { type: 'write-setting', address: device.address, name, value } as const
    const outcome = await this.#ask(device, [name], WRITE_LIMIT_MS, command)
    if (!outcome.ok) return outcome
    const read = this.#read.get(device.id)?.get(name)?.value
    return read !== undefined && isSame(read, value)
      ? outcome
      : refused('not-confirmed', `the device read back another value of ${name}`)
  }

  told(deviceId: string, name: string, value: Value, at: Instant): void {
    const setting = { deviceId, name, value, readAt: at }
    this.#keep(setting)
    void this.#store(setting)
    for (const waiting of this.#waiting) {
      if (waiting.deviceId !== deviceId || !waiting.missing.delete(name)) continue
      if (waiting.missing.size === 0) waiting.done(true)
    }
  }

  /** A driver's remark that ends the waiting. */
  noticed(deviceId: string, code: string, data: Readonly<Record<string, string | number>>): void {
    if (!FAILURES.has(code)) return
    const { name } = data
    for (const waiting of this.#waiting) {
      const concerns = name === undefined || waiting.missing.has(String(name))
      if (waiting.deviceId === deviceId && concerns) waiting.done(false)
    }
  }

  /** A device in its place is another one. */
  forget(deviceId: string): void {
    this.#read.delete(deviceId)
  }

  async #ask(
    device: AssignedDevice,
    names: readonly string[],
    limitMs: number,
    command: DriverCommand,
  ): Promise<Outcome<{ settings: DeviceSetting[] }>> {
    let waiting: Waiting | undefined
    let timer: NodeJS.Timeout | undefined
    try {
      const confirmed = new Promise<boolean>((resolve) => {
        waiting = { deviceId: device.id, missing: new Set(names), done: resolve }
        this.#waiting.add(waiting)
        timer = setTimeout(() => resolve(false), limitMs)
      })
      if (!this.parts.command(device, command)) return refused('not-connected', 'its receiver is not open')
      return (await confirmed)
        ? { ok: true, settings: this.settingsOf(device) }
        : refused('not-confirmed', 'the device did not answer')
    } finally {
      clearTimeout(timer)
      if (waiting !== undefined) this.#waiting.delete(waiting)
    }
  }

  #specsOf({ protocol, variant }: AssignedDevice): readonly DeviceSettingSpec[] {
    return this.parts.specsOf(protocol, variant)
  }

  #keep(setting: ReadSetting): void {
    const ofDevice = this.#read.get(setting.deviceId) ?? new Map<string, ReadSetting>()
    ofDevice.set(setting.name, setting)
    this.#read.set(setting.deviceId, ofDevice)
  }

  async #store(setting: ReadSetting): Promise<void> {
    try {
      await this.parts.writeQueue.run('routine', (transaction) => writeReadSettings(transaction, [setting]))
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown'
      this.parts.log.warn({ device: setting.deviceId, reason }, 'a setting read back could not be stored')
    }
  }
}

function isAllowed({ kind, min, max, choices }: DeviceSettingSpec, value: Value): boolean {
  switch (kind) {
    case 'number':
      return typeof value === 'number' && value >= (min ?? -Infinity) && value <= (max ?? Infinity)
    case 'choice':
      return typeof value === 'string' && (choices ?? []).includes(value)
    case 'switch':
      return typeof value === 'boolean'
    default:
      return assertNever(kind)
  }
}

/** A device rounds what it is given to what it can hold. */
function isSame(read: Value, wanted: Value): boolean {
  if (typeof read === 'number' && typeof wanted === 'number') return Math.abs(read - wanted) < 0.01
  return read === wanted
}
