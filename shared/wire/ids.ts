import { z } from 'zod'

export const ID_PATTERN = /^[A-Za-z0-9._-]{1,64}$/

/** Ids of a configuration are kept as given: 1–64 of `A–Z a–z 0–9 . _ -` (contract: "Ids"). */
export const IdSchema = z.string().regex(ID_PATTERN, '1–64 of A–Z a–z 0–9 . _ -')

/** An instant on the wire: ISO 8601 in UTC, `2026-11-21T03:40:18.123Z`. */
export const InstantTextSchema = z.iso.datetime()

/** What `InstantTextSchema` takes. */
export const INSTANT_PATTERN = z.regexes.datetime({})
