/** The night-shift board as it crosses to a client: a snapshot, then numbered changes. */
import { z } from 'zod'
import { ABSENCE_REASONS } from '../domain/absence.ts'
import { ACTION_REASONS } from '../domain/action-reason.ts'
import { ALARM_STATES, CAUSES, OUTCOMES, SHELF_REASONS } from '../domain/alarm.ts'
import { CALL_GROUPS } from '../domain/call-group.ts'
import { EVENT_KINDS } from '../domain/device-event.ts'
import { SCREENS } from '../domain/locked-call.ts'
import { CATEGORIES, PRIORITIES } from '../domain/priority.ts'
import { IdSchema } from '../wire/ids.ts'
import { SIGN_IN_WAYS } from './people.ts'

/** Instants cross the API as UTC milliseconds; the client shows them in Europe/Oslo. */
const InstantSchema = z.number().int().nonnegative()

export const PersonTileSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  /** Absent: one press on the tile. */
  signIn: z.enum(SIGN_IN_WAYS).exactOptional(),
})
export type PersonTile = z.infer<typeof PersonTileSchema>

/**
 * Somebody who has an alarm or did something to it. `name` is null for an operator of the centre, whom the station
 * knows by id alone; `hasLeft`: a person of this station who is no longer in service.
 */
export const PersonOnAlarmSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  hasLeft: z.boolean(),
})
export type PersonOnAlarm = z.infer<typeof PersonOnAlarmSchema>

/** Before somebody has signed in `name`, `birthYear` and `address` are null: a way to the door, and nobody's life. */
export const ResidentOnCardSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  birthYear: z.number().int().nullable(),
  address: z.string().nullable(),
  unit: z.string().nullable(),
  floor: z.string().nullable(),
  /** Until when they are away and why; the reason is not told before sign-in. */
  away: z.object({ until: InstantSchema, reason: z.enum(ABSENCE_REASONS).nullable() }).exactOptional(),
})

/** `none`: no centre is configured; `rejected`: the centre refused a message, a technician must look. */
export const CardDeliverySchema = z.object({
  state: z.enum(['delivered', 'waiting', 'rejected', 'none']),
  /** When the oldest message that still waits was stored; null when nothing waits. */
  waitingSince: InstantSchema.nullable(),
})

/** How far an alarm has climbed its ladder, and when it climbs on. Absent: it calls nobody any more. */
export const CardEscalationSchema = z.object({
  /** 0: it rings where it rang first. */
  level: z.number().int().nonnegative(),
  calls: z.enum(CALL_GROUPS),
  /** When it last called somebody; null at level 0. */
  calledAt: InstantSchema.nullable(),
  /** When it calls the next level; null where nothing is waited for. */
  nextAt: InstantSchema.nullable(),
  /** What is waited for: that somebody answers, or that somebody is on the way. */
  waitsFor: z.enum(['answer', 'help']).nullable(),
  /** It was handed over, or who was there has gone: its state is not yet the word of whoever has it. */
  waitsForOwner: z.literal(true).exactOptional(),
})
export type CardEscalation = z.infer<typeof CardEscalationSchema>

/** One alarm on the board. `alarmId` names it in every call, `revision` says which state of it was seen. */
export const AlarmCardSchema = z.object({
  alarmId: z.string(),
  incidentId: z.string(),
  revision: z.number().int().positive(),
  cause: z.enum(CAUSES),
  category: z.enum(CATEGORIES),
  priority: z.enum(PRIORITIES),
  state: z.enum(ALARM_STATES),
  count: z.number().int().positive(),
  ringing: z.boolean(),
  ringRevision: z.number().int().positive(),
  openedAt: InstantSchema,
  lastRangAt: InstantSchema,
  restoredAt: InstantSchema.nullable(),
  /** Present where it was reported again without ringing. */
  lastReportedAt: InstantSchema.exactOptional(),
  /** Set aside by a named person; it stands on the shelved list until then. */
  shelf: z
    .object({ until: InstantSchema, why: z.enum(SHELF_REASONS), by: PersonOnAlarmSchema })
    .exactOptional(),
  /** Its source comes and goes too often to ring each time. */
  chattering: z.literal(true).exactOptional(),
  resident: ResidentOnCardSchema.nullable(),
  deviceId: z.string().nullable(),
  placement: z.string().nullable(),
  /** Of an alarm that neither a person nor a device has: the path of a port, the name of an adapter. */
  subject: z.string().exactOptional(),
  /** The carer who asks for help; the resident is the one they are with. */
  carer: PersonOnAlarmSchema.exactOptional(),
  /** A carer asks for help on a screen where nobody is signed in; who was the last one there is not told before sign-in. */
  lockedCall: z
    .object({
      from: z.enum(SCREENS),
      address: z.string(),
      lastPerson: PersonOnAlarmSchema.nullable(),
      /** What the screen is called; absent: nobody has named it. */
      screen: z.string().exactOptional(),
    })
    .exactOptional(),
  /** Names of the screens whose sound is missing or blocked now. */
  muteScreens: z.array(z.string()).exactOptional(),
  /** What is wrong with the station's own parts, and the number that belongs to it: people, days, seconds. */
  code: z.string().exactOptional(),
  figure: z.number().exactOptional(),
  owner: PersonOnAlarmSchema.nullable(),
  /** It was on the way when it was handed over: its owner has not said that they go. */
  isGiven: z.literal(true).exactOptional(),
  outcome: z.enum(OUTCOMES).nullable(),
  /** Of a card that is told because it has just ended: `by` is null where it was neither a person nor the centre. */
  closing: z.object({ by: PersonOnAlarmSchema.nullable(), reason: z.enum(ACTION_REASONS) }).exactOptional(),
  delivery: CardDeliverySchema,
  escalation: CardEscalationSchema.exactOptional(),
  /** What the centre asks the shift for, until somebody here takes the next step; no words before sign-in. */
  request: z
    .object({ at: InstantSchema, by: PersonOnAlarmSchema, words: z.string().nullable() })
    .exactOptional(),
})
export type AlarmCard = z.infer<typeof AlarmCardSchema>

export const PORT_STATES = [
  'open',
  'opening',
  'missing',
  'busy',
  'no-permission',
  'lost',
  'failed',
  // More than one stick could be this port, or another one stands in its place: a technician says which.
  'which-port',
  // Of Bluetooth adapters alone: switched off; no system bus; BlueZ's daemon does not run; no BlueZ here.
  'off',
  'no-bus',
  'no-service',
  'unsupported',
] as const
export type PortState = (typeof PORT_STATES)[number]

/**
 * One serial port, or one protocol on a Bluetooth adapter, in words a technician can act on; `hint` is the
 * command to run, where one helps.
 */
export const PortStatusSchema = z.object({
  /** The port's path, or the adapter's name (`hci0`). */
  path: z.string(),
  /** Absent: a serial port. */
  carrier: z.literal('bluetooth').optional(),
  protocol: z.string(),
  state: z.enum(PORT_STATES),
  since: InstantSchema,
  hint: z.string().nullable(),
  framesGood: z.number().int().nonnegative(),
  bytesGood: z.number().int().nonnegative(),
  bytesDiscarded: z.number().int().nonnegative(),
  /** Discards by reason: `noise`, `badChecksum`, … */
  discardReasons: z.record(z.string(), z.number().int().nonnegative()),
  reconnects: z.number().int().nonnegative(),
})
export type PortStatus = z.infer<typeof PortStatusSchema>

/** The proof behind "Alt er rolig". When it cannot be given, the board is not calm. */
export const CalmProofSchema = z.object({
  devices: z.object({
    expected: z.number().int().nonnegative(),
    heard: z.number().int().nonnegative(),
    silent: z.array(z.string()),
  }),
  lastHeard: z
    .object({
      at: InstantSchema,
      deviceId: z.string(),
      kind: z.enum(EVENT_KINDS),
      placement: z.string().nullable(),
      unit: z.string().nullable(),
    })
    .nullable(),
  centre: z.object({
    link: z.enum(['none', 'never', 'ok', 'lost']),
    lastContactAt: InstantSchema.nullable(),
    waiting: z.number().int().nonnegative(),
    oldestWaitingAt: InstantSchema.nullable(),
    /** When the oldest critical message that still waits was stored. Absent: none waits. */
    criticalWaitingSince: InstantSchema.exactOptional(),
  }),
  ports: z.array(PortStatusSchema),
  database: z.enum(['ok', 'full', 'failing']),
  /** Residents who are away. Absent: nobody is. */
  away: z.number().int().positive().exactOptional(),
  /** Since when the station is being stopped on purpose; what follows is no failure. */
  stoppingAt: InstantSchema.exactOptional(),
  /** While more alarms come than one person can follow: since when, how many in 10 min, what most are about. */
  flood: z
    .object({ since: InstantSchema, newAlarms: z.number().int().positive(), cause: z.enum(CAUSES) })
    .exactOptional(),
})
export type CalmProof = z.infer<typeof CalmProofSchema>

export const BoardSchema = z.object({
  station: z.object({ id: z.string(), name: z.string(), locale: z.string(), training: z.boolean() }),
  people: z.array(PersonTileSchema),
  alarms: z.array(AlarmCardSchema),
  proof: CalmProofSchema,
})
export type Board = z.infer<typeof BoardSchema>

/**
 * `run` changes when the station restarts. `sequence` rises by one with every `snapshot`-relevant change;
 * a client that sees a gap or another run asks again without `since` and gets a snapshot. `tick` comes at
 * least once a second and repeats the current sequence: a client that hears nothing for 1.8 s has lost the
 * station. `at` is the station's clock, so that a client can show ages by it.
 */
export const BoardMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('snapshot'),
    /** The station's version of the API (version.ts); always told by a station. */
    apiVersion: z.number().int().positive().exactOptional(),
    run: z.string(),
    sequence: z.number().int().nonnegative(),
    at: InstantSchema,
    board: BoardSchema,
  }),
  z.object({
    type: z.literal('change'),
    run: z.string(),
    sequence: z.number().int().nonnegative(),
    at: InstantSchema,
    /** Cards as they are now, changed ones only; a card that is resolved or cancelled comes once more so. */
    alarms: z.array(AlarmCardSchema),
    /** Present when it changed. */
    proof: CalmProofSchema.optional(),
    people: z.array(PersonTileSchema).optional(),
  }),
  z.object({
    type: z.literal('tick'),
    run: z.string(),
    sequence: z.number().int().nonnegative(),
    at: InstantSchema,
  }),
])
export type BoardMessage = z.infer<typeof BoardMessageSchema>

export const BoardChangesInput = z.object({
  since: z.object({ run: z.string(), sequence: z.number().int().nonnegative() }).optional(),
})

/**
 * What a client that is there to be heard says of its sound, from the best to the worst: `fallback` through the
 * machine's default output, since the chosen one is gone; `blocked` until somebody presses a key there.
 */
export const CLIENT_SOUNDS = ['ready', 'fallback', 'blocked', 'missing'] as const
export type ClientSound = (typeof CLIENT_SOUNDS)[number]
export const AttendInput = z.strictObject({ sound: z.enum(CLIENT_SOUNDS) })

/** A pause of the sound is at most 120 s (design: priorities). */
export const MUTE_LIMIT_MS = 120_000
/** What a client could not tell for longer than this is nobody's news any more. */
export const LONGEST_AGO_MS = 24 * 60 * 60_000
/** Somebody paused the sound of their screen; `by` where it is known who stands there. */
export const SoundPausedInput = z.strictObject({
  by: IdSchema.exactOptional(),
  seconds: z
    .number()
    .int()
    .min(1)
    .max(MUTE_LIMIT_MS / 1000),
  /** How long ago, where the station was away meanwhile; of the client's steady clock. */
  agoMs: z.number().int().min(0).max(LONGEST_AGO_MS).exactOptional(),
})

/** So many alarms one burst is told of; beyond that they are a flood, and the first ones say when it was heard. */
export const MOST_SOUNDED = 20
/** Alarms that a desk has just sounded for the first time. */
export const SoundedInput = z.strictObject({ alarmIds: z.array(IdSchema).min(1).max(MOST_SOUNDED) })
