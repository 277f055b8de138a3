/** The three radars and how each speaks (mr60fda.md, table at the top). */
export const RADAR_VARIANTS = ['r60-fda1', 'r60-c1001', 'tf-fda2'] as const
export type RadarVariant = (typeof RADAR_VARIANTS)[number]
export const DEFAULT_RADAR_VARIANT: RadarVariant = 'r60-fda1'

export type RadarDialect = 'r60' | 'tf'

/** The variant of this name, the default for null; undefined for a name we do not know. */
export function radarVariant(name: string | null): RadarVariant | undefined {
  return name === null ? DEFAULT_RADAR_VARIANT : RADAR_VARIANTS.find((variant) => variant === name)
}

export function dialectOf(variant: RadarVariant): RadarDialect {
  return variant === 'tf-fda2' ? 'tf' : 'r60'
}

/**
 * Longest silence in seconds (mr60fda.md, section 5): three heartbeats of 10 s for those we ask, 10 s for the
 * one that streams.
 */
export function radarSupervisionSeconds(variant: RadarVariant): number {
  return dialectOf(variant) === 'r60' ? 30 : 10
}
