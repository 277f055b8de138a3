/** The technician's room as it crosses to a client: what stands on the wires, what was heard, what is paired. */
import { z } from 'zod'
import { EVENT_KINDS } from '../domain/device-event.ts'
import { IdSchema } from '../wire/ids.ts'
import { FrameFieldSchema } from './alarm-calls.ts'
import { PORT_STATES } from './board.ts'
import { LineSchema } from './serial-line.ts'

const Instant = z.number().int().nonnegative()
const Data = z.record(z.string(), z.union([z.string(), z.number()]))

/** A technician's remark of a driver; `code` has its sentence in the locale files. */
export const NoticeSchema = z.object({
  at: Instant,
  code: z.string(),
  deviceId: z.string().nullable(),
  data: Data,
})

/** How a serial stick is known again when its number changes. Null fields: the system does not tell. */
export const UsbIdentitySchema = z.object({
  vendorId: z.string().nullable(),
  productId: z.string().nullable(),
  serialNumber: z.string().nullable(),
  byId: z.string().nullable(),
  manufacturer: z.string().nullable(),
})
export type UsbIdentity = z.infer<typeof UsbIdentitySchema>

export const ADAPTER_STATES = [
  'open',
  'opening',
  'missing',
  'off',
  'no-bus',
  'no-permission',
  'lost',
  'failed',
] as const

/** A serial port or a Bluetooth adapter. Rates are of the last ten seconds. */
export const ReceiverSchema = z.object({
  kind: z.enum(['port', 'adapter']),
  /** Path of the port (`/dev/ttyUSB0`) or name of the adapter (`hci0`). */
  name: z.string(),
  protocols: z.array(z.string()),
  /** Which model a port is read as, where its protocol has several. */
  variant: z.string().nullable().exactOptional(),
  /** How a port runs now; null for an adapter. */
  line: LineSchema.nullable().exactOptional(),
  state: z.enum([...PORT_STATES, ...ADAPTER_STATES, 'which-port']),
  since: Instant,
  /** The command to run, where one helps. */
  hint: z.string().nullable(),
  bytesPerSecond: z.number().nonnegative(),
  framesPerSecond: z.number().nonnegative(),
  framesGood: z.number().int().nonnegative(),
  bytesGood: z.number().int().nonnegative(),
  bytesDiscarded: z.number().int().nonnegative(),
  discardReasons: z.record(z.string(), z.number().int().nonnegative()),
  reconnects: z.number().int().nonnegative(),
  /** Codes of faults that stand now: `wrong-line-settings`, `stick-silent`. */
  faults: z.array(z.string()),
  notices: z.array(NoticeSchema).max(20),
  identity: UsbIdentitySchema.nullable(),
  /** With `which-port`: the paths that could be it; the technician says which. */
  candidates: z.array(z.string()),
})
export type Receiver = z.infer<typeof ReceiverSchema>

/** Somebody on the wire or in the air whom nobody has paired, or who is paired already (`deviceId`). */
export const DiscoverySchema = z.object({
  protocol: z.string(),
  receiver: z.string(),
  address: z.string(),
  firstHeardAt: Instant,
  lastHeardAt: Instant,
  /** When it last did something a person does: pressed, pulled, opened. */
  lastActedAt: Instant.nullable(),
  frames: z.number().int().nonnegative(),
  signal: z.number().nullable(),
  about: z.record(z.string(), z.string()),
  /** Where its protocol has profiles: those that it may have, and the likeliest. */
  profiles: z.object({ fitting: z.array(z.string()), likely: z.string().nullable() }).exactOptional(),
})
export type Discovery = z.infer<typeof DiscoverySchema>

export const LIFECYCLES = ['discovered', 'paired', 'commissioned', 'suspended', 'retired'] as const

export const DeviceLineSchema = z.object({
  deviceId: z.string(),
  protocol: z.string(),
  variant: z.string().nullable(),
  eep: z.string().nullable(),
  receiver: z.string().nullable(),
  address: z.string().nullable(),
  placement: z.string().nullable(),
  resident: z.object({ id: z.string(), name: z.string(), unit: z.string().nullable() }).nullable(),
  lifecycle: z.enum(LIFECYCLES),
  /** Its number at an alarm receiving centre (SCAIP's `did`). Absent: it has none. */
  did: z.string().exactOptional(),
  /** Longest silence allowed; null where only the monthly test proves that it lives. */
  supervisionSeconds: z.number().nullable(),
  silent: z.boolean(),
  lastHeardAt: Instant.nullable(),
  lastTestAt: Instant.nullable(),
  testDue: z.boolean(),
  battery: z.object({ percent: z.number(), at: Instant, daysLeft: z.number().nullable() }).nullable(),
  signal: z.object({ dbm: z.number(), at: Instant }).nullable(),
  suspendedUntil: Instant.nullable(),
  faults: z.array(z.string()),
})
export type DeviceLine = z.infer<typeof DeviceLineSchema>

/** At most one a second; only the parts that changed are there. The first has all. */
export const TechnicianMessageSchema = z.object({
  at: Instant,
  receivers: z.array(ReceiverSchema).exactOptional(),
  discoveries: z.array(DiscoverySchema).exactOptional(),
  devices: z.array(DeviceLineSchema).exactOptional(),
  /** Until when pairing is open; null when it is closed. */
  pairingUntil: Instant.nullable().exactOptional(),
})
export type TechnicianMessage = z.infer<typeof TechnicianMessageSchema>

/** Who does it: a person of the station with the role technician or administrator. */
const By = z.object({ by: IdSchema })
const OfDevice = By.extend({ deviceId: IdSchema })
const PlacementSchema = z.string().trim().min(1).max(64)

export const TechnicianResidentsOutput = z.object({
  residents: z.array(z.object({ id: z.string(), name: z.string(), unit: z.string().nullable() })),
})

export const PairingWindowInput = By.extend({ open: z.boolean() })

export const PairInput = By.extend({
  protocol: z.string().max(64),
  receiver: z.string().max(256),
  /** Null where the port itself is the device. */
  address: z.string().min(1).max(64).nullable(),
  variant: z.string().max(64).nullable(),
  eep: z.string().max(16).nullable(),
  key: z.string().max(256).nullable(),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  residentId: IdSchema.nullable(),
  placement: PlacementSchema,
  supervisionSeconds: z.number().positive().max(31_536_000).nullable(),
})
/** What a technician should know of a pairing that was let through. */
export const PAIR_WARNINGS = [
  /** Silence proves nothing of it, and the resident has no other device that can call for help. */
  'only-alarm-unsupervised',
  /** What was heard of this sender is of another profile. */
  'profile-not-heard',
] as const
export const DeviceOutput = z.object({
  device: DeviceLineSchema,
  /** Of a pairing or a replacement. */
  warnings: z.array(z.enum(PAIR_WARNINGS)).exactOptional(),
})

export const MoveInput = OfDevice.extend({ residentId: IdSchema.nullable(), placement: PlacementSchema })
/** At most a day: a device that is forgotten in maintenance guards nobody. */
export const SuspendInput = OfDevice.extend({ minutes: z.int().min(5).max(1_440) })
export const ResumeInput = OfDevice
export const RetireInput = OfDevice
export const ReplaceInput = OfDevice.extend({
  receiver: z.string().max(256),
  address: z.string().min(1).max(64).nullable(),
  eep: z.string().max(16).nullable(),
  key: z.string().max(256).nullable(),
})
export const SetSupervisionInput = OfDevice.extend({
  supervisionSeconds: z.number().positive().max(31_536_000).nullable(),
})
/** 1–8 letters or digits (contract: `did`). */
export const DidSchema = z.string().regex(/^[A-Za-z0-9]{1,8}$/)
export const SetDidInput = OfDevice.extend({ did: DidSchema })
export const FindInput = OfDevice

/** The guided test: each instant is null until it is seen. It ends by itself after ten minutes. */
export const TestRunSchema = z.object({
  testId: z.string(),
  deviceId: z.string(),
  startedAt: Instant,
  endsAt: Instant,
  heardAt: Instant.nullable(),
  eventKind: z.enum(EVENT_KINDS).nullable(),
  alarmId: z.string().nullable(),
  onBoardAt: Instant.nullable(),
  /** `none`: no centre is configured, so there is nothing to prove. */
  centre: z.enum(['waiting', 'delivered', 'none']),
  centreAt: Instant.nullable(),
  state: z.enum(['running', 'proven', 'expired', 'stopped']),
})
export type TestRun = z.infer<typeof TestRunSchema>
export const StartTestInput = OfDevice
export const StopTestInput = By.extend({ testId: IdSchema })
export const TestChangesInput = z.object({ testId: IdSchema })
export const CommissionInput = OfDevice.extend({ testId: IdSchema })
export const TestOutput = z.object({ test: TestRunSchema })

export const DevicePageInput = z.object({ deviceId: IdSchema })
/** What became of a device that is not here: by its id, as on its label, or its address. */
export const FormerDeviceInput = z.object({ words: z.string().min(1).max(200) })
export const FormerDeviceSchema = z.object({
  deviceId: z.string(),
  protocol: z.string(),
  placement: z.string().nullable(),
  /** When somebody had it last; null: nobody ever had. */
  until: Instant.nullable(),
})
export type FormerDevice = z.infer<typeof FormerDeviceSchema>
export const FormerDeviceOutput = z.object({ former: FormerDeviceSchema.nullable() })
export const DeviceSettingSchema = z.object({
  name: z.string(),
  kind: z.enum(['number', 'choice', 'switch']),
  unit: z.string().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  step: z.number().nullable(),
  choices: z.array(z.string()),
  /** As the device itself said last; null: not read yet. */
  value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  readAt: Instant.nullable(),
})
export const DeviceEventLineSchema = z.object({
  id: z.string(),
  kind: z.enum(EVENT_KINDS),
  value: z.union([z.boolean(), z.number(), z.string(), z.null()]),
  receivedAt: Instant,
  residentId: z.string().nullable(),
  alarmId: z.string().nullable(),
  raw: z.string().nullable(),
  fields: z.array(FrameFieldSchema),
})
const Curve = z.array(z.object({ at: Instant, value: z.number() })).max(500)
export const DevicePageOutput = z.object({
  device: DeviceLineSchema,
  battery: Curve,
  signal: Curve,
  /** Newest first; `nextEvents` is given as `before` for the next page. */
  events: z.array(DeviceEventLineSchema),
  nextEvents: z.string().nullable(),
  settings: z.array(DeviceSettingSchema),
  canBeFound: z.boolean(),
  /** Who had it when: old events keep their resident. */
  assignments: z.array(z.object({ residentName: z.string(), from: Instant, until: Instant.nullable() })),
})
export type DevicePage = z.infer<typeof DevicePageOutput>
export const DeviceEventsInput = z.object({ deviceId: IdSchema, before: z.string().max(64) })
export const DeviceEventsOutput = DevicePageOutput.pick({ events: true, nextEvents: true })

export const WriteSettingInput = OfDevice.extend({
  name: z.string().max(64),
  value: z.union([z.string().max(64), z.number(), z.boolean()]),
})
export const ReadSettingsInput = OfDevice
/** What the device answered; never what was sent. */
export const SettingsOutput = z.object({ settings: z.array(DeviceSettingSchema) })

/** The frame inspector: pasted hex goes through the same code as `decode`. */
export const DecodeInput = z.object({
  protocol: z.string().max(64),
  line: z.record(z.string().max(64), z.unknown()),
})
export const DecodeOutput = z.object({
  result: z.record(z.string(), z.unknown()),
  fields: z.array(FrameFieldSchema),
})
export const FramesInput = z.object({ receiver: z.string().max(256) })
/** Frames as they come, at most twenty a second; `skipped` says how many were left out. */
export const FramesMessageSchema = z.object({
  frames: z
    .array(
      z.object({
        at: Instant,
        raw: z.string(),
        outcome: z.enum(['event', 'heard', 'unknown', 'discarded']),
        /** Event kind, or why it was discarded. */
        about: z.string(),
        fields: z.array(FrameFieldSchema),
      }),
    )
    .max(20),
  skipped: z.number().int().nonnegative(),
})
