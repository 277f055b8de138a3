/** What pairing must ask for, and what it must warn of. Pure. */
import type { DeviceLine } from '../../shared/api/technician.ts'
import type { Candidate } from './discoveries.ts'
import type { PairWish } from './technician-client.ts'

/** EnOcean profiles that the station reads (enocean-esp3.md, section 3). */
export const PROFILES = [
  'F6-01-01',
  'F6-02-01',
  'F6-02-02',
  'F6-02-03',
  'F6-02-04',
  'F6-05-01',
  'F6-05-02',
  'F6-10-00',
  'D5-00-01',
  'A5-02-05',
  'A5-04-01',
  'A5-04-02',
  'A5-04-03',
  'A5-07-01',
  'A5-07-02',
  'A5-07-03',
  'A5-08-01',
  'A5-14-01',
  'A5-30-01',
  'A5-30-02',
  'A5-30-03',
] as const
export type Profile = (typeof PROFILES)[number]

export const USES = ['help-call', 'button'] as const
export type Use = (typeof USES)[number]

/** Choices of the longest silence in seconds; `default`: as the protocol says. */
export const SUPERVISIONS = ['default', '60', '300', '1800', '7200', '43200', '86400'] as const
export type Supervision = (typeof SUPERVISIONS)[number]

/** What the technician has filled in so far. */
export interface PairDraft {
  /** Null: not chosen yet; `NOBODY`: a shared space. */
  readonly residentId: string | null
  readonly placement: string | null
  readonly profile: Profile | null
  readonly use: Use
  readonly key: string
  readonly variant: string | null
  readonly supervision: Supervision
}
export const NOBODY = ''

export type DraftProblem = 'resident' | 'placement' | 'profile' | 'key' | 'variant'

export function needsProfile({ protocol }: Candidate): boolean {
  return protocol === 'enocean-esp3'
}

export function takesKey({ protocol }: Candidate): boolean {
  return protocol === 'bthome-v2'
}

export function needsVariant({ protocol }: Candidate): boolean {
  return protocol === 'mr60fda'
}

/** Profiles of the kind of telegram that was heard; all where that is not known. */
export function selectProfiles({ about }: Candidate): readonly Profile[] {
  const rorg = about['rorg']?.toUpperCase()
  const fitting = PROFILES.filter((profile) => rorg !== undefined && profile.startsWith(rorg))
  return fitting.length === 0 ? PROFILES : fitting
}

/** What the device said of itself, else the only profile that fits. A cord is a rocker: most of them send F6-02-01. */
export function presetProfile(candidate: Candidate): Profile | null {
  const told = PROFILES.find((profile) => profile === candidate.about['eep']?.toUpperCase())
  if (told !== undefined) return told
  const fitting = selectProfiles(candidate)
  if (fitting.length === 1) return fitting[0] ?? null
  return fitting.includes('F6-02-01') && fitting.length < PROFILES.length ? 'F6-02-01' : null
}

/** Buttons and rockers alone can be a help call or an ordinary button. */
export function asksUse(profile: Profile | null): boolean {
  return profile !== null && (profile.startsWith('F6-01') || profile.startsWith('F6-02'))
}

/** The first thing that is missing or wrong, in the order of the form. */
export function draftProblem(candidate: Candidate, draft: PairDraft): DraftProblem | null {
  if (draft.residentId === null) return 'resident'
  if (draft.placement === null || draft.placement.trim() === '') return 'placement'
  if (needsProfile(candidate) && draft.profile === null) return 'profile'
  if (needsVariant(candidate) && draft.variant === null) return 'variant'
  if (takesKey(candidate) && !/^([0-9a-f]{32})?$/i.test(keyDigits(draft.key))) return 'key'
  return null
}

export const PAIR_WARNINGS = ['only-unsupervised', 'programmable', 'key-missing'] as const
export type PairWarning = (typeof PAIR_WARNINGS)[number]

/** What the technician must know before pairing; none of it forbids it. */
export function pairWarnings(
  candidate: Candidate,
  draft: PairDraft,
  devices: readonly DeviceLine[],
): readonly PairWarning[] {
  const warnings: PairWarning[] = []
  if (isSilentUntilUsed(candidate, draft) && !hasSupervisedAlarm(draft.residentId, devices)) {
    warnings.push('only-unsupervised')
  }
  if (candidate.about['programmable'] === 'true') warnings.push('programmable')
  if (candidate.about['keyNeeded'] === 'true' && draft.key.trim() === '') warnings.push('key-missing')
  return warnings
}

/** The call; `draftProblem` was asked before. */
export function pairWish(candidate: Candidate, draft: PairDraft, by: string): PairWish {
  const { protocol, receiver, address } = candidate
  const key = keyDigits(draft.key).toLowerCase()
  return {
    by,
    protocol,
    receiver,
    address,
    variant: needsVariant(candidate) ? draft.variant : null,
    eep: needsProfile(candidate) ? draft.profile : null,
    key: takesKey(candidate) && key !== '' ? key : null,
    settings: needsProfile(candidate) && asksUse(draft.profile) ? { use: draft.use } : {},
    residentId: draft.residentId === NOBODY ? null : draft.residentId,
    placement: (draft.placement ?? '').trim(),
    supervisionSeconds: draft.supervision === 'default' ? null : Number(draft.supervision),
  }
}

function keyDigits(key: string): string {
  return key.replace(/[\s:-]/g, '')
}

/** A button that says nothing until somebody presses it: no silence can tell that it is broken. */
function isSilentUntilUsed(candidate: Candidate, draft: PairDraft): boolean {
  if (candidate.protocol === 'bthome-v2') return draft.supervision === 'default'
  return needsProfile(candidate) && asksUse(draft.profile) && draft.use === 'help-call'
}

function hasSupervisedAlarm(residentId: string | null, devices: readonly DeviceLine[]): boolean {
  if (residentId === null || residentId === NOBODY) return true
  return devices.some(
    ({ resident, supervisionSeconds, lifecycle }) =>
      resident?.id === residentId && supervisionSeconds !== null && lifecycle === 'commissioned',
  )
}
