/** A rule's profiles while somebody writes in them. Pure. */
import type { ProfileChoice } from '../../shared/api/rules.ts'
import { readLimit, writeLimit, type LimitName } from './rule-text.ts'

export interface ProfileDraft {
  readonly profile: ProfileChoice['profile']
  readonly isWatched: boolean
  readonly texts: readonly LimitText[]
}

export interface LimitText {
  readonly name: LimitName
  readonly text: string
}

export function writeProfiles(profiles: readonly ProfileChoice[]): readonly ProfileDraft[] {
  return profiles.map(({ profile, isWatched, limits }) => ({
    profile,
    isWatched,
    texts: (Object.entries(limits) as [LimitName, number][]).map(([name, value]) => ({
      name,
      text: writeLimit(name, value),
    })),
  }))
}

/** Null while something is no number or no time. */
export function readProfiles(drafts: readonly ProfileDraft[]): readonly ProfileChoice[] | null {
  const profiles: ProfileChoice[] = []
  for (const { profile, isWatched, texts } of drafts) {
    const limits: Partial<Record<LimitName, number>> = {}
    for (const { name, text } of texts) {
      const value = readLimit(name, text)
      if (value === null) return null
      limits[name] = value
    }
    profiles.push({ profile, isWatched, limits })
  }
  return profiles
}
