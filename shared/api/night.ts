/** The night room beside the steps at an alarm: alarms by hand, help for the carer, search, the shift's report. */
import { z } from 'zod'
import { CAUSES, REPORTED_CAUSES } from '../domain/alarm.ts'
import { SCREENS } from '../domain/locked-call.ts'
import { IdSchema } from '../wire/ids.ts'
import { AlarmCardSchema, PersonOnAlarmSchema } from './board.ts'
import { ShiftSchema } from './people.ts'

const InstantSchema = z.number().int().nonnegative()

/** As long as a placement on the wire may be (contract: "Messages"). */
const PlaceSchema = z.string().trim().min(1).max(64)

/** An alarm that no device raised. `place` is a room of the resident's home, or where nobody's home is. */
export const ReportInput = z.object({
  by: IdSchema,
  cause: z.enum(REPORTED_CAUSES),
  residentId: IdSchema.nullable(),
  place: PlaceSchema.nullable(),
  words: z.string().trim().max(2000).nullable(),
})

/** `alarmId`: the alarm the carer is on; null: the last one that they have taken, if any. */
export const AskForHelpInput = z.object({ by: IdSchema, alarmId: IdSchema.nullable() })

/**
 * From a screen where nobody is signed in. `lastPersonId`: who was the last one there, as the screen remembers it.
 */
export const LockedHelpInput = z.object({ from: z.enum(SCREENS), lastPersonId: IdSchema.nullable() })
/** `rang` false: it rings already, and this press is the same one. */
export const LockedHelpOutput = z.object({ rang: z.boolean() })

const HomeSchema = z.object({
  residentId: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  floor: z.string().nullable(),
})
export type Home = z.infer<typeof HomeSchema>

/** Homes, to say where an alarm by hand is; by flat, then name. `name` is null for whoever has no need of it. */
export const HomesOutput = z.object({ homes: z.array(HomeSchema.extend({ name: z.string().nullable() })) })
export type HomeToChoose = z.infer<typeof HomesOutput>['homes'][number]

/** One word that is searched for; the causes and placements whose words in the caller's language contain it. */
const SearchTermSchema = z.strictObject({
  text: z.string().trim().min(1).max(64),
  causes: z.array(z.enum(CAUSES)).max(CAUSES.length),
  placements: z.array(PlaceSchema).max(20),
})
/** Everything found fits every word. */
export const SearchInput = z.object({ terms: z.array(SearchTermSchema).min(1).max(6) })
export type SearchTerm = z.infer<typeof SearchTermSchema>

/** Most alarms, residents and devices of one answer. */
export const MOST_FOUND = { alarms: 50, residents: 8, devices: 8 } as const
export const SearchOutput = z.object({
  /** Open ones first, then the newest. */
  alarms: z.array(AlarmCardSchema),
  residents: z.array(HomeSchema),
  devices: z.array(
    z.object({
      deviceId: z.string(),
      protocol: z.string(),
      placement: z.string().nullable(),
      residentName: z.string().nullable(),
    }),
  ),
})
export type Found = z.infer<typeof SearchOutput>

export const MOST_REMARKS = 4000
/**
 * `shiftId` null: the shift of whoever asks, the running one or the last. `openedAt`: when the window was opened, by the
 * screen's clock; asked for again in the same window it is the same look, and stands in the audit log once.
 */
export const ShiftReportInput = z.object({
  by: IdSchema,
  shiftId: IdSchema.nullable(),
  openedAt: InstantSchema.exactOptional(),
})
/** `seenRevision`: of the remarks that were changed; 0 where there were none. */
export const RemarksInput = z.object({
  by: IdSchema,
  shiftId: IdSchema,
  seenRevision: z.int().nonnegative(),
  words: z.string().trim().max(MOST_REMARKS),
})

export const ReportLineSchema = z.object({
  /** As it stood at the end of the shift, or as it stands while the shift runs. */
  card: AlarmCardSchema,
  /** It was open when the shift began. */
  isCarriedIn: z.boolean(),
  /** The first who answered, here or at the centre, and how long after it rang first. */
  answeredBy: PersonOnAlarmSchema.nullable(),
  answeredAfterMs: z.number().int().nonnegative().nullable(),
  /** Of each time that it rang in this shift, to its answer or its end; null where it did not ring. */
  longestWaitMs: z.number().int().nonnegative().nullable(),
  /** One of these waits became longer in this shift than the design allows its priority. */
  isLate: z.boolean(),
  notes: z.array(z.object({ at: InstantSchema, by: PersonOnAlarmSchema, words: z.string() })),
})
export type ReportLine = z.infer<typeof ReportLineSchema>

/** The handover report of one shift, made from what is stored. */
export const ShiftReportOutput = z.object({
  shift: ShiftSchema,
  /** The end of the shift; while it runs, now. */
  until: InstantSchema,
  /** Others who were on duty meanwhile. */
  colleagues: z.array(ShiftSchema),
  /** The oldest first; what the shift left open is known by its state, and goes before what is over where there are too many. */
  lines: z.array(ReportLineSchema),
  /** Alarms beyond the longest report. */
  more: z.number().int().nonnegative(),
  figures: z.object({
    /** Alarms that came during the shift. */
    came: z.number().int().nonnegative(),
    /** Of them: somebody answered each time that it rang. */
    answered: z.number().int().nonnegative(),
    /** Alarms that waited too long in this shift, also of those carried in. */
    late: z.number().int().nonnegative(),
    /** Of those that were answered, by the longest wait of each. */
    medianAnswerMs: z.number().int().nonnegative().nullable(),
  }),
  remarks: z
    .object({
      words: z.string(),
      by: PersonOnAlarmSchema,
      at: InstantSchema,
      revision: z.int().positive(),
    })
    .nullable(),
})
export type ShiftReport = z.infer<typeof ShiftReportOutput>
