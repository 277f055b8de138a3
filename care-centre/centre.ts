/** Puts the care centre together: store, intake, API. */
import type { Logger } from 'pino'
import { buildServer } from './api/server.ts'
import { authorityOf, readTls, renewTls } from './api/tls.ts'
import type { TokenEntry } from './api/tokens.ts'
import type { DatabaseChoice } from './arguments.ts'
import type { CentreConfiguration } from './configuration-schema.ts'
import { followOtherNodes } from './intake/heard-elsewhere.ts'
import type { IntakeLimits } from './intake/intake.ts'
import type { Clock } from './intake/station-watch.ts'
import { stderrLog, errorFields } from './log.ts'
import type { BrokerAddress } from './mqtt/broker-address.ts'
import { CentreMqtt, readBroker } from './mqtt/open-mqtt.ts'
import { changeServices, openServices } from './open-services.ts'
import { startRounds } from './rounds.ts'
import type { SipListen } from './scaip/listen-address.ts'
import { openScaip } from './scaip/open-scaip.ts'
import type { CentreServices } from './services.ts'
import { openStore } from './store/open-store.ts'
import { openPostgres } from './store/postgres/open-postgres.ts'
import { readHeard } from './store/station-store.ts'
import type { Store } from './store/store.ts'

export interface CareCentreOptions {
  readonly database: DatabaseChoice
  readonly tokens: readonly TokenEntry[]
  /** Default: 127.0.0.1, any free port. */
  readonly listen?: { readonly host: string; readonly port: number }
  /** Default: standard error. */
  readonly log?: Logger
  readonly clock?: Clock
  readonly limits?: IntakeLimits
  /** The broker that stations report over. */
  readonly mqtt?: BrokerAddress
  /** Default: nobody is configured. */
  readonly configuration?: CentreConfiguration
  /** Where SCAIP documents are taken. */
  readonly sip?: readonly SipListen[]
  /** Folder of the built operator page. */
  readonly page?: string
}

export interface CareCentre {
  /** Without a trailing slash. */
  readonly url: string
  /** The first address of SIP that is listened on; undefined without any. */
  readonly sip: string | undefined
  /** The broker, without credentials; undefined without one. */
  readonly mqtt: string | undefined
  /**
   * Reads the certificates anew and takes this configuration; rejects with nothing changed. Whether there is TLS is for
   * a start alone: see `needsStart`.
   */
  change(configuration: CentreConfiguration, tokens: readonly TokenEntry[]): Promise<void>
  /** Answers what has been taken, then closes; may be called once. */
  close(): Promise<void>
}

const SYSTEM_CLOCK: Clock = { now: () => Date.now(), monotonic: () => performance.now() }

/** Takes messages when it resolves. Throws `StoreError` when the database will not do, or the error of the port. */
export async function startCareCentre(options: CareCentreOptions): Promise<CareCentre> {
  const log = options.log ?? stderrLog()
  const clock = options.clock ?? SYSTEM_CLOCK
  const store = await openChosen(options.database, log)
  const doors: Door[] = []
  try {
    const services = await openServices(options, store, clock, log)
    const { tls, mqtt: brokerWords } = options.configuration ?? {}
    const broker = await readBroker(options.mqtt, brokerWords)
    const own = tls === undefined ? undefined : await readTls(tls)
    services.callerCertificates.authority = authorityOf(own)
    const api = await buildServer(services, {
      ...(own === undefined ? {} : { tls: own }),
      ...(options.page === undefined ? {} : { page: options.page }),
    })
    doors.push(api)
    const listen = options.listen ?? { host: '127.0.0.1', port: 0 }
    const url = await api.listen(listen)
    const mqtt = new CentreMqtt(services)
    doors.push(mqtt)
    await mqtt.become(broker)
    const scaip = await openScaip(options, services)
    doors.push(scaip)
    const endFollowing = store.isShared ? followNodes(services) : undefined
    const endRounds = startRounds(services)
    return {
      url,
      sip: scaip.addresses[0],
      mqtt: mqtt.address,
      change: async (configuration, tokens) => {
        const renewed = configuration.tls === undefined ? undefined : await readTls(configuration.tls)
        const other = await readBroker(options.mqtt, configuration.mqtt)
        await scaip.change(configuration, tokens)
        if (renewed !== undefined) renewTls(api, services.callerCertificates, renewed)
        changeServices(services, configuration, tokens)
        await mqtt.become(other)
      },
      close: async () => {
        endFollowing?.()
        await closeDoors(doors)
        await endRounds()
        await store.close()
      },
    }
  } catch (error) {
    await closeDoors(doors).catch((left: unknown) => log.warn(errorFields(left), 'not all could be closed'))
    await store.close()
    throw error
  }
}

/** Where messages come in. */
interface Door {
  close(): PromiseLike<void>
}

/** The last one that was opened first. */
async function closeDoors(doors: readonly Door[]): Promise<void> {
  for (const door of doors.toReversed()) await door.close()
}

function followNodes({ store, watch, clock }: CentreServices): () => void {
  const read = () => readHeard(store.reading, clock.now)
  return followOtherNodes(read, (heard) => watch.observe(heard))
}

function openChosen(database: DatabaseChoice, log: Logger): Promise<Store> {
  if ('data' in database) return openStore(database.data)
  return openPostgres(database.url, (error) =>
    log.warn(errorFields(error), 'old changes could not be let go'),
  )
}
