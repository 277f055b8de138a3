/** What can be read of a configuration with mistakes, so that its fields can be checked together all the same. */
import { z } from 'zod'
import {
  BluetoothSchema,
  DeviceSchema,
  PersonSchema,
  PortSchema,
  ResidentSchema,
  type Configuration,
  type DeviceConfiguration,
  type PortConfiguration,
} from './configuration.ts'

/** A field that stands there and can't be read is there with `undefined`; nothing at all is known of `{}`. */
type Readable<T> = { readonly [Key in keyof T]?: T[Key] | undefined }

export type ReadablePort = Readable<
  Pick<PortConfiguration, 'path' | 'protocol' | 'variant' | 'device' | 'settings'>
>
export type ReadableDevice = Readable<
  Pick<DeviceConfiguration, 'id' | 'protocol' | 'resident' | 'did' | 'port' | 'address' | 'eep'>
>

/** The fields that checks across fields need. A list that is none stands as one item that nothing is known of. */
export interface ReadableConfiguration {
  readonly ports: readonly ReadablePort[]
  readonly bluetooth: readonly Readable<Configuration['bluetooth'][number]>[]
  readonly residents: readonly Readable<Pick<Configuration['residents'][number], 'id'>>[]
  readonly devices: readonly ReadableDevice[]
  readonly people: readonly Readable<Pick<Configuration['people'][number], 'id'>>[]
}

const port = PortSchema.shape
const adapter = BluetoothSchema.shape
const device = DeviceSchema.shape

const ReadableSchema = z.object({
  ports: list(
    z.object({
      path: field(port.path),
      protocol: field(port.protocol),
      variant: field(port.variant),
      device: field(port.device),
      settings: field(port.settings),
    }),
  ),
  bluetooth: list(
    z.object({
      adapter: field(adapter.adapter),
      protocol: field(adapter.protocol),
      settings: field(adapter.settings),
    }),
  ),
  residents: list(z.object({ id: field(ResidentSchema.shape.id) })),
  devices: list(
    z.object({
      id: field(device.id),
      protocol: field(device.protocol),
      resident: field(device.resident),
      did: field(device.did),
      port: field(device.port),
      address: field(device.address),
      eep: field(device.eep),
    }),
  ),
  people: list(z.object({ id: field(PersonSchema.shape.id) })),
})

/** `value`: what the text holds as JSON; undefined where it is no object. */
export function readablePart(value: unknown): ReadableConfiguration | undefined {
  return ReadableSchema.safeParse(value).data
}

function field<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined)
}

function list<Item extends z.ZodType>(item: Item) {
  return z
    .array(item.or(z.unknown().transform(() => ({}))))
    .default([])
    .catch(() => [{}])
}
