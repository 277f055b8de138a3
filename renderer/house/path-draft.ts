/** The ways to the centre while they are written. Pure. */
import type { z } from 'zod'
import type { PATH_FIELDS, PathDraft, PathView } from '../../shared/api/centre-paths.ts'
import { SLOWEST_HEARTBEAT, type House, type SetCentreInput } from '../../shared/api/house.ts'
import type { PathKind } from '../../shared/wire/centre-messages.ts'
import { readPhone } from '../people/phone-text.ts'

export interface WrittenPath extends PathDraft {
  /** Tells the lines of the page apart. */
  readonly line: number
  /** Which secrets are there and stay where none is written. */
  readonly kept: PathView['secrets']
}

export interface CentreDraft {
  readonly paths: readonly WrittenPath[]
  readonly heartbeat: string
  readonly phone: string
}

export type CentreChange = Omit<z.infer<typeof SetCentreInput>, 'by'>
export type PathField = (typeof PATH_FIELDS)[PathKind]['words' | 'files' | 'secrets'][number]

export function draftCentre({ paths, heartbeatSeconds, phone }: House['centre']): CentreDraft {
  return {
    heartbeat: String(heartbeatSeconds),
    phone: phone ?? '',
    paths: paths.map(({ health, words, files, secrets }, line) => ({
      line,
      key: health.key,
      kind: health.kind,
      words,
      files,
      secrets: {},
      kept: secrets,
    })),
  }
}

/** Null while the seconds are no whole number or too many, or nobody could call the number. */
export function centreChange({ paths, heartbeat, phone: phoneText }: CentreDraft): CentreChange | null {
  const heartbeatSeconds = secondsOf(heartbeat)
  if (heartbeatSeconds < 1 || heartbeatSeconds > SLOWEST_HEARTBEAT) return null
  const phone = readPhone(phoneText)
  if (phone === undefined) return null
  return {
    heartbeatSeconds,
    phone,
    paths: paths.map(({ key, kind, words, files, secrets }) => ({ key, kind, words, files, secrets })),
  }
}

/** Why such a draft can not be saved has words of its own. */
export function isTooRare({ heartbeat }: CentreDraft): boolean {
  return secondsOf(heartbeat) > SLOWEST_HEARTBEAT
}

/** 0 for what is no whole number. */
function secondsOf(heartbeat: string): number {
  return /^\d{1,5}$/.test(heartbeat.trim()) ? Number(heartbeat) : 0
}

/** One more at the end of the ladder. */
export function withPath(draft: CentreDraft, kind: PathKind): CentreDraft {
  const line = 1 + Math.max(-1, ...draft.paths.map((path) => path.line))
  return {
    ...draft,
    paths: [...draft.paths, { line, key: null, kind, words: {}, files: {}, secrets: {}, kept: [] }],
  }
}

export function withoutPath(draft: CentreDraft, line: number): CentreDraft {
  return { ...draft, paths: draft.paths.filter((path) => path.line !== line) }
}

/** One place up (-1) or down (1); at the end of the ladder it stays. */
export function movedPath(draft: CentreDraft, line: number, by: -1 | 1): CentreDraft {
  const from = draft.paths.findIndex((path) => path.line === line)
  const moved = draft.paths[from]
  const other = draft.paths[from + by]
  if (moved === undefined || other === undefined) return draft
  return { ...draft, paths: draft.paths.with(from, other).with(from + by, moved) }
}

/** What stands in a field; a secret only as far as it is new. */
export function fieldText({ words, files, secrets }: WrittenPath, field: PathField): string {
  const written: Readonly<Record<string, string | undefined>> = { ...words, ...files, ...secrets }
  return written[field] ?? ''
}

export function withField(
  draft: CentreDraft,
  line: number,
  part: 'words' | 'files' | 'secrets',
  field: PathField,
  text: string,
): CentreDraft {
  return {
    ...draft,
    paths: draft.paths.map((path) => {
      if (path.line !== line) return path
      const { [field]: _before, ...rest }: Readonly<Record<string, string | undefined>> = path[part]
      return { ...path, [part]: text === '' ? rest : { ...rest, [field]: text } }
    }),
  }
}
