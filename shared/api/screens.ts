/** The screens of the house: each known by an id of its own, named by whoever sets them up. */
import { z } from 'zod'
import { SCREENS, type ScreenKind } from '../domain/locked-call.ts'
import { IdSchema } from '../wire/ids.ts'

/** Goes with every connection: `desk:0199…`, the kind of a screen and the id that it keeps for itself. */
export const SCREEN_PARAM = 'screen'

export interface Screen {
  readonly id: string
  readonly kind: ScreenKind
}

export function screenParam({ id, kind }: Screen): string {
  return `${kind}:${id}`
}

/** Null: a client that names no screen, or not in this form. */
export function readScreenParam(text: unknown): Screen | null {
  if (typeof text !== 'string') return null
  const [, word, id] = /^([a-z]{1,16}):([0-9a-f-]{36})$/.exec(text) ?? []
  const kind = SCREENS.find((known) => known === word)
  return kind === undefined || id === undefined ? null : { id, kind }
}

export const LONGEST_SCREEN_NAME = 64
/** As many as a house has connections. */
export const MOST_SCREENS = 200

export const ScreenLineSchema = z.object({
  screenId: z.string(),
  /** Null: nobody has named it. */
  name: z.string().nullable(),
  /** Null where it is not connected now. */
  kind: z.enum(SCREENS).nullable(),
  address: z.string().nullable(),
  /** The one that asks. */
  isThis: z.boolean(),
})
export type ScreenLine = z.infer<typeof ScreenLineSchema>
/** Connected ones first, then by name. */
export const ScreensOutput = z.object({ screens: z.array(ScreenLineSchema) })

/** Null takes the name away. */
export const NameScreenInput = z.object({
  by: IdSchema,
  screenId: z.string().regex(/^[0-9a-f-]{36}$/),
  name: z.string().trim().min(1).max(LONGEST_SCREEN_NAME).nullable(),
})
