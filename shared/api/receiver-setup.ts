/** Setting up receivers and devices: what each protocol asks, and what a technician answers. */
import { z } from 'zod'
import { IdSchema } from '../wire/ids.ts'
import { LineSchema } from './serial-line.ts'
import { PAIR_WARNINGS, PairInput, UsbIdentitySchema } from './technician.ts'
import { API_ERROR_CODES } from './errors.ts'

/** One question of a form; the driver's schema decides what is accepted. */
export const SetupFieldSchema = z.object({
  name: z.string(),
  kind: z.enum(['choice', 'number', 'switch', 'text', 'list', 'table']),
  /** What counts where nothing is filled in; null: nothing is set. */
  usual: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  unit: z.string().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  isWhole: z.boolean(),
  /** True where the number may be "never", sent as null. */
  canBeNever: z.boolean(),
  choices: z.array(z.string()),
  /** Of a table: what each line says, each a text. */
  columns: z.array(z.string()),
  /** Asked only where these other fields have one of these values. */
  when: z.record(z.string(), z.array(z.string())),
})
export type SetupField = z.infer<typeof SetupFieldSchema>
const Fields = z.array(SetupFieldSchema)

/** What a screen must know of a protocol, so that a new one needs no change of any screen. */
export const ProtocolSchema = z.object({
  id: z.string(),
  carrier: z.enum(['serial', 'bluetooth']),
  /** True where the port itself is one device. */
  portIsDevice: z.boolean(),
  variants: z.array(z.string()),
  defaultVariant: z.string().nullable(),
  /** Profiles of which each device must have one; empty where the protocol has none. */
  profiles: z.array(z.string()),
  /** Hexadecimal digits of a device's key; null where devices have none. */
  keyDigits: z.number().nullable(),
  /** As serial lines usually run; null over the air. */
  line: LineSchema.nullable(),
  /** Of a receiver that is added. */
  receiverFields: Fields,
  /** Of a device that is paired: by profile or variant where the protocol has them, else under `''`. */
  deviceFields: z.record(z.string(), Fields),
  /** What somebody who pastes a frame may say beside its bytes. */
  inspectorFacts: z.array(z.object({ name: z.string(), choices: z.array(z.string()) })),
})
export type ProtocolInfo = z.infer<typeof ProtocolSchema>

/** Serial ports the machine has, used or not, for adding a receiver. */
export const SerialPortsOutput = z.object({
  ports: z.array(
    z.object({ path: z.string(), usedBy: z.string().nullable(), identity: UsbIdentitySchema.nullable() }),
  ),
  protocols: z.array(ProtocolSchema),
})

/** Bluetooth adapters the machine has. */
export const AdaptersOutput = z.object({
  adapters: z.array(z.object({ name: z.string(), protocols: z.array(z.string()) })),
})

const By = z.object({ by: IdSchema })
const PathSchema = z.string().min(1).max(256)
const AdapterSchema = z.string().regex(/^[A-Za-z0-9]{1,32}$/)
export const ReceiverSettings = z.record(
  z.string().max(64),
  z.union([
    z.string().max(512),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(z.string().max(64)).max(64),
    z.array(z.record(z.string().max(64), z.string().max(512))).max(1000),
  ]),
)

export const AddPortInput = By.extend({
  path: PathSchema,
  protocol: z.string().max(64),
  variant: z.string().max(64).nullable(),
  baudRate: z.int().positive().max(4_000_000).nullable(),
  /** Left out, it is as the protocol has it. */
  line: LineSchema.omit({ baudRate: true }).exactOptional(),
  settings: ReceiverSettings.exactOptional(),
})
/** How a port is read and how its line runs from now on; who is paired behind it stays. */
export const ChangePortInput = AddPortInput.omit({ protocol: true })
/** What hangs on the port hangs on `to` from now on. */
export const MovePortInput = By.extend({ path: PathSchema, to: PathSchema })
/** Devices that only this receiver hears and that are taken out of use with it; their history stays. */
const Retires = z.array(IdSchema).max(1000).exactOptional()
export const RemovePortInput = By.extend({ path: PathSchema, retires: Retires })
export const ChoosePortInput = By.extend({ receiver: z.string().max(256), path: PathSchema })

/** The adapter with these protocols and no others; one that was not there is added. */
export const SetAdapterInput = By.extend({
  adapter: AdapterSchema,
  protocols: z.array(z.string().max(64)).min(1).max(16),
  /** By protocol, the driver's own; what is left out stays as it was. */
  settings: z.record(z.string().max(64), ReceiverSettings).exactOptional(),
})
export const RemoveAdapterInput = By.extend({ adapter: AdapterSchema, retires: Retires })

const { baudRate, dataBits, parity, stopBits } = LineSchema.shape
const SetLineSchema = z.object({
  baudRate: baudRate.exactOptional(),
  dataBits: dataBits.exactOptional(),
  parity: parity.exactOptional(),
  stopBits: stopBits.exactOptional(),
})

/** A receiver as it is set up, for a form that changes it. */
export const ReceiverSetupInput = z.object({ name: z.string().min(1).max(256) })
export const ReceiverSetupOutput = z.object({
  /** One of a port; of an adapter one for each protocol. */
  entries: z.array(
    z.object({
      protocol: z.string(),
      /** Null: its protocol has one, or it is read as the usual one. */
      variant: z.string().nullable(),
      /** What was set of it; the rest is as the protocol has it. */
      line: SetLineSchema.nullable(),
      settings: z.record(z.string(), z.unknown()),
    }),
  ),
  /** Ids of the devices that no other receiver hears. */
  onlyHere: z.array(z.string()),
})
export type ReceiverSetup = z.infer<typeof ReceiverSetupOutput>

/** What would come of it, before anybody does it. `fields`: the settings at fault; `''`: they contradict each other. */
export const CheckPortInput = AddPortInput.omit({ by: true })
export const CheckSettingsInput = z.object({ protocol: z.string().max(64), settings: ReceiverSettings })
export const CheckPairingInput = PairInput.omit({ by: true, placement: true })
export const CheckOutput = z.object({
  refused: z.object({ code: z.enum(API_ERROR_CODES), fields: z.array(z.string()) }).nullable(),
  warnings: z.array(z.enum(PAIR_WARNINGS)),
})
export type Check = z.infer<typeof CheckOutput>
