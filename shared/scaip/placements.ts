/** Between our placements and the location codes (scaip.md §6.12). */
import { nameOfCode } from './codes.ts'

/** Placements that have a code of the same meaning. */
const CODES: ReadonlyMap<string, number> = new Map([
  ['bathroom', 11],
  ['bedroom', 12],
  ['kitchen', 21],
  ['front-door', 39],
  ['hall', 42],
  ['living-room', 43],
])
const PLACEMENTS: ReadonlyMap<number, string> = new Map(
  [...CODES].map(([placement, code]) => [code, placement]),
)

/** `lte` holds no more (scaip.md §4). */
const LONGEST_TEXT = 32

/** A placement without a code goes as text, as far as it fits. */
export function locationOf(placement: string | null): { readonly lco?: number; readonly lte?: string } {
  if (placement === null) return {}
  const lco = CODES.get(placement)
  return lco === undefined ? { lte: Array.from(placement).slice(0, LONGEST_TEXT).join('').trim() } : { lco }
}

/** The place of a document; a code of ours is named as we name it, any other by its word or its number. */
export function placementOf({ lco, lte }: { readonly lco?: number; readonly lte?: string }): string | null {
  if (lco === undefined || lco < 2) return lte ?? null
  return PLACEMENTS.get(lco) ?? nameOfCode('lco', lco)?.replaceAll(' ', '-') ?? lte ?? `lco ${lco}`
}
