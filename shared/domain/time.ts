/** An instant: milliseconds since 1970-01-01T00:00:00Z. For people and due times; never for durations. */
export type Instant = number

/** A reading of the monotonic clock in milliseconds. For durations; never shown, never stored. */
export type MonotonicMs = number

/** The instant as it crosses the wire and the command line: `2026-11-21T03:40:18.123Z`. */
export function isoInstant(at: Instant): string {
  return new Date(at).toISOString()
}
