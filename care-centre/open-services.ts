/** What the routes, the receivers and the watches of one node share. */
import type { Logger } from 'pino'
import { alarmView } from './api/alarm-view.ts'
import { ChangeFeed } from './api/change-feed.ts'
import { CentreMetrics } from './api/metrics.ts'
import { Tokens, type TokenEntry } from './api/tokens.ts'
import { USUAL_LIMITS, type CentreConfiguration } from './configuration-schema.ts'
import { AlarmDesk } from './desk/alarm-desk.ts'
import type { CentreAlarm } from './intake/centre-alarm.ts'
import { INTAKE_LIMITS, Intake, type IntakeLimits } from './intake/intake.ts'
import { StationLimits } from './intake/station-limits.ts'
import { StationReports } from './intake/station-reports.ts'
import { StationWatch, type Clock } from './intake/station-watch.ts'
import { UnknownCommands } from './intake/unknown-commands.ts'
import { errorFields } from './log.ts'
import { Municipalities } from './municipalities.ts'
import { Refusals } from './people/refusals.ts'
import { SignIn } from './people/sign-in.ts'
import { SoundPauses } from './people/sound-pauses.ts'
import type { CentreServices } from './services.ts'
import { readHeard } from './store/station-store.ts'
import type { Store } from './store/store.ts'

export interface ServicesOptions {
  readonly tokens: readonly TokenEntry[]
  readonly configuration?: CentreConfiguration
  readonly limits?: IntakeLimits
}

export async function openServices(
  options: ServicesOptions,
  store: Store,
  clock: Clock,
  log: Logger,
): Promise<CentreServices> {
  const configuration = options.configuration ?? { municipalities: [] }
  const configured = options.tokens.map(({ station }) => station).filter((station) => station !== '*')
  const watch = new StationWatch(clock, configured)
  watch.observe(await readHeard(store.reading, clock.now))

  const municipalities = new Municipalities(configuration, configured)
  const feed = new ChangeFeed(({ type, data }) =>
    // Written by this program on whichever node, within the transaction of the alarm.
    type === 'alarm' ? alarmView(data as CentreAlarm, municipalities) : data,
  )
  store.changes.listen({
    onChange: (change) => feed.publish(change),
    onGap: () => feed.endAll(),
    isHeard: () => feed.size > 0,
  })

  const metrics = new CentreMetrics()
  const reports = new StationReports(store.writes, clock.now, (error) =>
    log.warn(errorFields(error), 'what stations say of themselves is written later'),
  )
  return {
    store,
    intake: openIntake(options, { store, clock, log, metrics, reports }),
    watch,
    tokens: new Tokens(options.tokens, configuration.operationsToken),
    municipalities,
    signIn: new SignIn(municipalities, store, clock.now),
    refusals: new Refusals(store, clock.now, log),
    soundPauses: new SoundPauses(store, clock.now),
    desk: new AlarmDesk(store, clock.now),
    limits: new StationLimits(configuration.limits ?? USUAL_LIMITS, clock.monotonic),
    reports,
    isTls: configuration.tls !== undefined,
    callerCertificates: { areRequired: configuration.tls?.clients === 'required', authority: '' },
    broker: { isUp: null },
    feed,
    metrics,
    clock,
    log,
  }
}

/** People, stations, doors, limits and who must show a certificate are those of now; whoever listens comes again. */
export function changeServices(
  { municipalities, tokens, limits, callerCertificates, watch, feed }: CentreServices,
  configuration: CentreConfiguration,
  entries: readonly TokenEntry[],
): void {
  const configured = entries.map(({ station }) => station).filter((station) => station !== '*')
  municipalities.change(configuration, configured)
  tokens.change(entries, configuration.operationsToken)
  limits.change(configuration.limits ?? USUAL_LIMITS)
  callerCertificates.areRequired = configuration.tls?.clients === 'required'
  watch.expect(configured)
  feed.endAll()
}

function openIntake(
  { limits }: ServicesOptions,
  parts: Pick<CentreServices, 'store' | 'clock' | 'log' | 'metrics' | 'reports'>,
): Intake {
  const { store, clock, log, metrics, reports } = parts
  // A full disk refuses a hundred bodies a second: one line when it begins, one when it is over.
  let refusing = false
  const unknown = new UnknownCommands(clock.monotonic, metrics, log)
  return new Intake(store.writes, clock, limits ?? INTAKE_LIMITS, {
    onStored: ({ unknownCommands }, seconds) => {
      metrics.storeSeconds.observe(seconds)
      unknown.note(unknownCommands)
      if (refusing) log.info('messages are stored again')
      refusing = false
    },
    onCannotStore: (code, error) => {
      metrics.failures.inc({ code })
      if (!refusing) log.error(errorFields(error), 'messages could not be stored')
      refusing = true
    },
    onAnswered: (station, body, reply) => {
      if (body.isHeard !== false) reports.note(station, body, reply)
    },
  })
}
