import { z } from 'zod'

/** Ids of a configuration are kept as given: 1–64 of `A–Z a–z 0–9 . _ -` (contract: "Ids"). */
export const IdSchema = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, '1–64 of A–Z a–z 0–9 . _ -')

/** An instant on the wire: ISO 8601 in UTC, `2026-11-21T03:40:18.123Z`. */
export const InstantTextSchema = z.iso.datetime()
