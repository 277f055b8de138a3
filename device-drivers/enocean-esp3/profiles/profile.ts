/** What an equipment profile (EEP) brings: how its payload reads, and what that means for the station. */

/** Something a telegram says that the station may act on. */
export type Fact =
  /** `position` names the button: `A0`, `A0+BI`, `several`, `press` where there is only one. */
  | { readonly type: 'button'; readonly pressed: boolean; readonly position: string }
  | { readonly type: 'door'; readonly open: boolean }
  /** `uncertain`: nothing was seen, which does not say that nobody is there. */
  | { readonly type: 'motion'; readonly motion: 'seen' | 'uncertain' | 'none' }
  | { readonly type: 'water'; readonly active: boolean }
  | { readonly type: 'smoke'; readonly active: boolean }
  | { readonly type: 'battery'; readonly low: boolean }
  | { readonly type: 'temperature'; readonly celsius: number }

export interface ProfileReading {
  /** The fields as the protocol's vectors call them. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly facts: readonly Fact[]
}

/**
 * How a device reports when nothing happens, which decides what its silence proves (enocean-esp3.md,
 * section 7): `regular` at its own interval, `irregular` on changes and now and then besides, `smoke` every
 * 20 minutes, `harvesting` never.
 */
export type Reporting = 'regular' | 'irregular' | 'smoke' | 'harvesting'

export interface Profile {
  /** `F6-02-01` */
  readonly eep: string
  readonly reporting: Reporting
  /** What pairing takes a press for where the technician chose nothing; null where there is no button. */
  readonly press: 'help-call' | 'button' | null
  /** True where it sees somebody, so that it must be said when nobody is there any more. */
  readonly seesMotion?: boolean
  /** Null where the payload has no meaning in this profile. Never given a teach-in telegram. */
  read(payload: Uint8Array, status: number): ProfileReading | null
}

/** Four decimals, as the vectors have them. */
export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

/** The four bytes of a 4BS payload by their names; null where there are not four. */
export function fourBytes(
  payload: Uint8Array,
): Readonly<Record<'db3' | 'db2' | 'db1' | 'db0', number>> | null {
  const [db3, db2, db1, db0] = payload
  if (payload.length !== 4 || db3 === undefined || db2 === undefined || db1 === undefined) return null
  return db0 === undefined ? null : { db3, db2, db1, db0 }
}

/** 0–250 → 0–5 V; above is reserved. */
export function supplyVolts(raw: number): { readonly supplyVolts?: number } {
  return raw > 250 ? {} : { supplyVolts: rounded((raw * 5) / 250) }
}
