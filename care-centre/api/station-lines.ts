/** The list of stations as operators see it. */
import { z } from 'zod'
import type { StationLine, StationState } from '../../shared/api/centre/stations.ts'
import { isoInstant } from '../../shared/domain/time.ts'
import type { StationHeard } from '../intake/station-watch.ts'
import type { CentreServices } from '../services.ts'
import { openByStation } from '../store/operator-reads.ts'
import { readReports, type StationReport } from '../store/station-report-rows.ts'
import { instantText } from './alarm-view.ts'
import { mayReach } from './tokens.ts'

const PathsSchema = z.array(z.object({ kind: z.string(), state: z.string() }))

const ORDER: Readonly<Record<StationState, number>> = { silent: 0, stopped: 1, never: 2, online: 3 }

/** The ones that need a look first. */
export async function stationLines(
  { store, watch, municipalities }: Pick<CentreServices, 'store' | 'watch' | 'municipalities'>,
  stations: ReadonlySet<string> | undefined,
): Promise<StationLine[]> {
  const heard = watch.list().filter(({ id }) => mayReach(stations, id))
  const [open, reports] = await Promise.all([
    openByStation(store.reading.query),
    readReports(store.reading.query),
  ])
  const lines = heard.map((station): StationLine => {
    const known = municipalities.station(station.id)
    return {
      ...known,
      state: stateOf(station),
      lastHeardAt: instantText(station.lastHeardAt),
      openAlarms: open.get(station.id) ?? 0,
      ...wordsOf(reports.get(station.id)),
    }
  })
  return lines.sort(byUrgency)
}

function byUrgency(a: StationLine, b: StationLine): number {
  return a.state === b.state ? a.name.localeCompare(b.name, 'nb') : ORDER[a.state] - ORDER[b.state]
}

function stateOf({ lastHeardAt, silent, stopped }: StationHeard): StationState {
  if (lastHeardAt === null) return 'never'
  if (stopped) return 'stopped'
  return silent ? 'silent' : 'online'
}

function wordsOf(report: StationReport | undefined) {
  const paths = PathsSchema.safeParse(report === undefined ? [] : JSON.parse(report.paths))
  const { lateSince = null, lateReason = null, lateAt = null } = report ?? {}
  const isLate = lateSince !== null && lateReason !== null && lateAt !== null
  return {
    waiting: report?.waiting ?? null,
    late: isLate ? { since: lateSince, reason: lateReason, at: isoInstant(lateAt) } : null,
    paths: paths.success ? paths.data : [],
    rejected: report?.rejected ?? 0,
    slowed: report?.slowed ?? 0,
    clockOffSeconds: report?.clockOffSeconds ?? null,
  }
}
