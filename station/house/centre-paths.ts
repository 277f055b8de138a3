/** The way to the care centre as a screen shows and changes it; the checks are those of the configuration file. */
import type { z } from 'zod'
import type { House, SetCentreInput } from '../../shared/api/house.ts'
import type { CentrePath, Configuration } from '../config/configuration.ts'
import { HttpsPathSchema } from '../config/path-configuration.ts'
import { refused, type Outcome } from '../people/outcome.ts'

export type CentreChange = Omit<z.infer<typeof SetCentreInput>, 'by'>
/** Rejects where a start with these paths would fail. */
export type CheckPaths = (paths: readonly CentrePath[]) => Promise<void>

type CareCentre = NonNullable<Configuration['careCentre']>

const USUAL: CareCentre = { paths: [], heartbeatSeconds: 60 }

export function centreView(centre: Configuration['careCentre']): Omit<House['centre'], 'isRunning'> {
  const { paths, heartbeatSeconds } = centre ?? USUAL
  return {
    heartbeatSeconds,
    paths: paths.map((path) => ({
      kind: path.kind,
      address: path.kind === 'scaip' ? path.uri : path.url,
      caFile: path.kind === 'https' && typeof path.ca === 'object' ? path.ca.file : null,
    })),
  }
}

/** The paths after the change; the one over HTTPS stays in its place of the order. */
export async function changedCentre(
  before: Configuration['careCentre'],
  change: CentreChange,
  checkPaths: CheckPaths,
): Promise<Outcome<{ readonly careCentre: CareCentre }>> {
  const { paths } = before ?? USUAL
  const { url, heartbeatSeconds } = change
  const at = paths.findIndex(({ kind }) => kind === 'https')
  if (url === null) {
    const others = paths.filter((_, index) => index !== at)
    return { ok: true, careCentre: { paths: others, heartbeatSeconds } }
  }
  const wished = wishedPath(paths[at], url, change)
  if (!wished.ok) return wished
  const after = at === -1 ? [wished.path, ...paths] : paths.with(at, wished.path)
  try {
    await checkPaths(after)
  } catch {
    return refused('centre-file-unusable', 'a start with this file would fail')
  }
  return { ok: true, careCentre: { paths: after, heartbeatSeconds } }
}

function wishedPath(
  before: CentrePath | undefined,
  url: string,
  { token, caFile }: CentreChange,
): Outcome<{ readonly path: CentrePath }> {
  const known = before?.kind === 'https' ? before : undefined
  const secret = token ?? known?.token
  if (secret === undefined) return refused('centre-token-missing', 'a path over HTTPS needs its token')
  // A certificate that stands in the file as a word is not shown, and stays where none is chosen.
  const kept = typeof known?.ca === 'string' ? known.ca : undefined
  const ca = caFile === null ? kept : { file: caFile }
  const { ca: _ca, ...rest } = known ?? { kind: 'https' as const }
  const path = HttpsPathSchema.safeParse({
    ...rest,
    url,
    token: secret,
    ...(ca === undefined ? {} : { ca }),
  })
  return path.success
    ? { ok: true, path: path.data }
    : refused('centre-address-invalid', path.error.issues[0]?.message ?? 'no address')
}
