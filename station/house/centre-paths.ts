/** The ways to the care centre as a screen shows and changes them; the checks are those of the configuration file. */
import type { z } from 'zod'
import { PATH_FIELDS, type PathDraft, type PathHealth, type PathView } from '../../shared/api/centre-paths.ts'
import type { House, SetCentreInput } from '../../shared/api/house.ts'
import type { CentrePath, Configuration } from '../config/configuration.ts'
import { HttpsPathSchema, MqttPathSchema, ScaipPathSchema } from '../config/path-configuration.ts'
import { refused, type Outcome, type Refusal } from '../people/outcome.ts'
import { pathKey, pathName } from '../sync/open-ways.ts'

export type CentreChange = Omit<z.infer<typeof SetCentreInput>, 'by'>
/** Rejects where a station with these paths would reach nobody. */
export type CheckPaths = (paths: readonly CentrePath[]) => Promise<void>

type CareCentre = NonNullable<Configuration['careCentre']>

const USUAL: CareCentre = { paths: [], heartbeatSeconds: 60 }
const SCHEMAS = { https: HttpsPathSchema, mqtt: MqttPathSchema, scaip: ScaipPathSchema }
/** Fields whose mistakes have words of their own; the others share theirs. */
const CODE_OF: Readonly<Record<string, Refusal['code']>> = {
  url: 'centre-address-invalid',
  uri: 'centre-sip-address-invalid',
  token: 'centre-token-missing',
}
/** Which secret goes with which name: without the name there is none. */
const NAME_OF: Readonly<Record<string, string>> = { password: 'username', proxyPassword: 'proxyUsername' }

/** `health`: how the way of that key fares; undefined where there is none yet. */
export function centreView(
  centre: Configuration['careCentre'],
  health: (key: string) => PathHealth | undefined,
): House['centre'] {
  const { paths, heartbeatSeconds, phone = null } = centre ?? USUAL
  return {
    heartbeatSeconds,
    phone,
    paths: paths.map((path) => pathView(path, health(pathKey(path)))),
    isDecided: centre !== undefined,
  }
}

function pathView(path: CentrePath, health: PathHealth | undefined): PathView {
  const value = valuesOf(path)
  const fields = PATH_FIELDS[path.kind]
  return {
    health: health ?? {
      key: pathKey(path),
      kind: path.kind,
      name: pathName(path),
      state: 'untried',
      isInUse: false,
      isDeaf: false,
      isRefusing: false,
      lastContactAt: null,
      lastFault: null,
    },
    words: Object.fromEntries(
      fields.words.flatMap((field) => (typeof value[field] === 'string' ? [[field, value[field]]] : [])),
    ),
    files: Object.fromEntries(
      fields.files.flatMap((field) => {
        const file = fileOf(value[field])
        return file === undefined ? [] : [[field, file]]
      }),
    ),
    secrets: fields.secrets.filter((field) => value[field] !== undefined),
  }
}

/** The paths after the change, in the order in which they were written. */
export async function changedCentre(
  before: Configuration['careCentre'],
  { paths: drafts, heartbeatSeconds, phone = before?.phone ?? null }: CentreChange,
  checkPaths: CheckPaths,
): Promise<Outcome<{ readonly careCentre: CareCentre }>> {
  const known = new Map((before ?? USUAL).paths.map((path) => [pathKey(path), path]))
  const paths: CentrePath[] = []
  for (const draft of drafts) {
    const wished = wishedPath(draft.key === null ? undefined : known.get(draft.key), draft)
    if (!wished.ok) return wished
    paths.push(wished.path)
  }
  if (new Set(paths.map(pathKey)).size < paths.length) {
    return refused('centre-path-twice', 'two paths are the same')
  }
  try {
    await checkPaths(paths)
  } catch {
    return refused('centre-file-unusable', 'a station with this file would reach nobody')
  }
  return { ok: true, careCentre: { paths, heartbeatSeconds, ...(phone === null ? {} : { phone }) } }
}

function wishedPath(
  before: CentrePath | undefined,
  draft: PathDraft,
): Outcome<{ readonly path: CentrePath }> {
  const { kind } = draft
  const known = before?.kind === kind ? valuesOf(before) : {}
  const fields = PATH_FIELDS[kind]
  const wished: Record<string, unknown> = { kind }
  for (const field of fields.words) {
    const word = draft.words[field] ?? ''
    if (word !== '') wished[field] = word
  }
  for (const field of fields.files) {
    const file = draft.files[field] ?? ''
    // A certificate that stands in the configuration as a word is not shown, and stays where none is chosen.
    const kept = typeof known[field] === 'string' ? known[field] : undefined
    const value = file === '' ? kept : { file }
    if (value !== undefined) wished[field] = value
  }
  for (const field of fields.secrets) {
    const name = NAME_OF[field]
    const value = draft.secrets[field] ?? known[field]
    if (value !== undefined && (name === undefined || wished[name] !== undefined)) wished[field] = value
  }
  const path = SCHEMAS[kind].safeParse(wished)
  if (path.success) return { ok: true, path: path.data }
  const [issue] = path.error.issues
  const code = CODE_OF[String(issue?.path[0])] ?? 'centre-field-invalid'
  return refused(code, `${String(issue?.path[0])}: ${issue?.message ?? 'not valid'}`)
}

function valuesOf(path: CentrePath): Readonly<Record<string, unknown>> {
  return { ...path }
}

function fileOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('file' in value)) return undefined
  return typeof value.file === 'string' ? value.file : undefined
}
