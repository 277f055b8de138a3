/** What pairing must ask for, and what it must warn of, by what the station tells of the protocol. Pure. */
import type { ProtocolInfo, SetupField } from '../../shared/api/receiver-setup.ts'
import type { Candidate } from './discoveries.ts'
import { keyDigits, keyState } from './key-digits.ts'
import { deviceSettings, setupAnswer, type Written } from './setup-values.ts'
import type { PairWish } from './technician-client.ts'

/** Choices of the longest silence in seconds; `default`: as the protocol says. */
export const SUPERVISIONS = ['default', '60', '180', '300', '1800', '7200', '43200', '86400'] as const
export type Supervision = (typeof SUPERVISIONS)[number]

/** What the technician has filled in so far. */
export interface PairDraft {
  /** Null: not chosen yet; `NOBODY`: a shared space. */
  readonly residentId: string | null
  readonly placement: string | null
  readonly profile: string | null
  readonly variant: string | null
  readonly key: string
  /** The driver's own settings, as they stand in their fields. */
  readonly written: Written
  readonly supervision: Supervision
}
export const NOBODY = ''

/** What stands in the form before anybody touches it. */
export function freshDraft(candidate: Candidate, protocol: ProtocolInfo | undefined): PairDraft {
  return {
    residentId: null,
    placement: null,
    profile: candidate.profiles.likely,
    variant: candidate.variant ?? protocol?.defaultVariant ?? null,
    key: '',
    written: {},
    supervision: 'default',
  }
}

export type DraftProblem = 'resident' | 'placement' | 'profile' | 'key' | 'variant' | 'settings'

/** Profiles that fit what was heard; all where that is not known. */
export function selectProfiles({ profiles }: Candidate, { profiles: all }: ProtocolInfo): readonly string[] {
  return profiles.fitting.length === 0 ? all : profiles.fitting
}

/** The driver's settings of a device like this one. */
export function selectFields(
  { deviceFields }: ProtocolInfo,
  { profile, variant }: Pick<PairDraft, 'profile' | 'variant'>,
): readonly SetupField[] {
  return deviceFields[profile ?? variant ?? ''] ?? []
}

/** The first thing that is missing or wrong, in the order of the form. */
export function draftProblem(protocol: ProtocolInfo, draft: PairDraft): DraftProblem | null {
  if (draft.residentId === null) return 'resident'
  if (draft.placement === null || draft.placement.trim() === '') return 'placement'
  return kindProblem(protocol, draft)
}

/** What the device is, and how it is set: all that the station can judge before anybody says whose it is. */
function kindProblem(protocol: ProtocolInfo, draft: PairDraft): DraftProblem | null {
  if (protocol.profiles.length > 0 && draft.profile === null) return 'profile'
  if (protocol.variants.length > 0 && draft.variant === null) return 'variant'
  if (protocol.keyDigits !== null && !isUsableKey(draft.key, protocol.keyDigits)) return 'key'
  return setupAnswer(selectFields(protocol, draft), draft.written).wrong.length > 0 ? 'settings' : null
}

function isUsableKey(key: string, digits: number): boolean {
  const state = keyState(key, digits)
  return state === 'empty' || state === 'whole'
}

export const CANDIDATE_WARNINGS = ['programmable', 'key-missing', 'weak-radio'] as const
export type CandidateWarning = (typeof CANDIDATE_WARNINGS)[number]

/** Below it a closed door or a person in between is enough to lose a call (enocean-esp3.md, section 7). */
const WEAK_DBM = -85

/** What the device itself gives reason to say; none of it forbids the pairing. */
export function candidateWarnings({ about, signal }: Candidate, key: string): readonly CandidateWarning[] {
  const warnings: CandidateWarning[] = []
  if (about['programmable'] === 'true') warnings.push('programmable')
  if (about['keyNeeded'] === 'true' && key.trim() === '') warnings.push('key-missing')
  if ((signal !== null && signal < WEAK_DBM) || about['repeats'] === '2') warnings.push('weak-radio')
  return warnings
}

/** The call; `draftProblem` was asked before. */
export function pairWish(
  candidate: Candidate,
  protocol: ProtocolInfo,
  draft: PairDraft,
): Omit<PairWish, 'by'> {
  const { receiver, address } = candidate
  const key = keyDigits(draft.key)
  return {
    protocol: protocol.id,
    receiver,
    address,
    variant: protocol.variants.length > 0 ? draft.variant : null,
    eep: protocol.profiles.length > 0 ? draft.profile : null,
    key: protocol.keyDigits !== null && key !== '' ? key : null,
    settings: deviceSettings(setupAnswer(selectFields(protocol, draft), draft.written).settings),
    residentId: draft.residentId === NOBODY ? null : draft.residentId,
    placement: (draft.placement ?? '').trim(),
    supervisionSeconds: draft.supervision === 'default' ? null : Number(draft.supervision),
  }
}

/** What the station is asked about a draft; null while it is too early to judge. */
export function checkableWish(
  candidate: Candidate,
  protocol: ProtocolInfo,
  draft: PairDraft,
): Omit<PairWish, 'by' | 'placement'> | null {
  if (kindProblem(protocol, draft) !== null) return null
  const { placement: _placement, ...wish } = pairWish(candidate, protocol, draft)
  return wish
}
