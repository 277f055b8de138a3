/** The configuration file of the contract ("station"), field by field. Unknown fields are mistakes. */
import { z } from 'zod'
import { SLOWEST_HEARTBEAT } from '../../shared/api/house.ts'
import { PhoneSchema } from '../../shared/api/residents.ts'
import { ROLES } from '../../shared/domain/role.ts'
import { IdSchema } from '../../shared/wire/ids.ts'
import { PathSchema } from './path-configuration.ts'

/** Every protocol a configuration may name; those that this program does not run yet only warn. */
export const SERIAL_PROTOCOL_IDS = ['mr60fda', 'espa-444', 'enocean-esp3'] as const
export const BLUETOOTH_PROTOCOL_IDS = ['bthome-v2', 'ble-gatt-pendant'] as const

const NameSchema = z.string().trim().min(1, 'must not be empty').max(200)
const PlacementSchema = z.string().min(1, 'must not be empty').max(64)
const PortPathSchema = z.string().min(1, 'must not be empty').max(256)

const LineSchema = z.strictObject({
  baudRate: z.int().positive().max(4_000_000).optional(),
  dataBits: z.union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)], '5, 6, 7 or 8').optional(),
  parity: z.enum(['none', 'even', 'odd', 'mark', 'space']).optional(),
  stopBits: z.union([z.literal(1), z.literal(1.5), z.literal(2)], '1, 1.5 or 2').optional(),
})

export const PortSchema = z.strictObject({
  path: PortPathSchema,
  protocol: z.enum(SERIAL_PROTOCOL_IDS),
  variant: z.string().optional(),
  device: IdSchema.optional(),
  line: LineSchema.optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
})

export const BluetoothSchema = z.strictObject({
  adapter: z.string().regex(/^[A-Za-z0-9]{1,32}$/, 'an adapter name such as hci0'),
  protocol: z.enum(BLUETOOTH_PROTOCOL_IDS),
  settings: z.record(z.string(), z.unknown()).optional(),
})

const ControllerIdSchema = z.string().regex(/^[0-9]{1,16}$/, '1–16 digits')

export const ResidentSchema = z.strictObject({
  id: IdSchema,
  name: NameSchema,
  birthYear: z.int().min(1850).max(2200).optional(),
  home: z
    .strictObject({
      address: z.string().max(200).optional(),
      unit: z.string().max(64).optional(),
      floor: z.string().max(64).optional(),
    })
    .optional(),
  cid: ControllerIdSchema.optional(),
})

export const DeviceSchema = z.strictObject({
  id: IdSchema,
  protocol: z.enum([...SERIAL_PROTOCOL_IDS, ...BLUETOOTH_PROTOCOL_IDS]),
  resident: IdSchema.optional(),
  placement: PlacementSchema.optional(),
  supervisionSeconds: z.number().positive('more than 0 seconds').max(31_536_000).optional(),
  did: z
    .string()
    .regex(/^[A-Za-z0-9]{1,8}$/, '1–8 letters or digits')
    .optional(),
  port: PortPathSchema.optional(),
  address: z.string().min(1, 'must not be empty').max(64).optional(),
  eep: z
    .string()
    .regex(/^[0-9A-Fa-f]{2}-[0-9A-Fa-f]{2}-[0-9A-Fa-f]{2}$/, 'a profile such as D5-00-01')
    .optional(),
  key: z.string().max(256).optional(),
})

export const PersonSchema = z.strictObject({
  id: IdSchema,
  name: NameSchema,
  role: z.enum(ROLES),
  phone: PhoneSchema.optional(),
  pin: z
    .string()
    .regex(/^(?:[0-9]{6}|scrypt\$.{1,500})$/, '6 digits, or scrypt$…')
    .optional(),
})

const CareCentreSchema = z.strictObject({
  paths: z.array(PathSchema).default([]),
  /** Where the centre answers people, not machines. */
  phone: PhoneSchema.optional(),
  /** More was taken once: such a file still starts its station. */
  heartbeatSeconds: z
    .int()
    .min(1)
    .max(86_400)
    .transform((seconds) => Math.min(seconds, SLOWEST_HEARTBEAT))
    .default(SLOWEST_HEARTBEAT),
})

export const ConfigurationSchema = z.strictObject({
  station: z.strictObject({ id: IdSchema, name: NameSchema, locale: z.enum(['nb', 'en']).default('nb') }),
  ports: z.array(PortSchema).default([]),
  bluetooth: z.array(BluetoothSchema).default([]),
  residents: z.array(ResidentSchema).default([]),
  devices: z.array(DeviceSchema).default([]),
  people: z.array(PersonSchema).default([]),
  careCentre: CareCentreSchema.optional(),
})

export type Configuration = z.infer<typeof ConfigurationSchema>
export type PortConfiguration = Configuration['ports'][number]
export type DeviceConfiguration = Configuration['devices'][number]
export type CentrePath = NonNullable<Configuration['careCentre']>['paths'][number]
/** What a file holds: defaults left out. */
export type ConfigurationText = z.input<typeof ConfigurationSchema>
