/** The SCAIP receivers of one centre: who may speak, how much, and the watch over who falls silent. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { SipTls } from '../../shared/sip/net.ts'
import type { TokenEntry } from '../api/tokens.ts'
import { USUAL_LIMITS, type CentreConfiguration, type TlsFiles } from '../configuration-schema.ts'
import { StationLimits, type PerSecond } from '../intake/station-limits.ts'
import { errorFields } from '../log.ts'
import type { CentreServices } from '../services.ts'
import { Callers } from './callers.ts'
import { DocumentKeeper } from './document-keeper.ts'
import { watchDevices } from './device-watch.ts'
import { HeardDevices } from './heard-devices.ts'
import type { SipListen } from './listen-address.ts'
import { startScaipReceiver, type RunningReceiver } from './start-receiver.ts'

/** Silence is told within so long of the moment that counts. */
const LOOK_EVERY_MS = 5_000

/** A device of another maker has a fifth of what a station may send: nobody falls a hundred times a second. */
const SHARE_OF_DEVICE = 5

export interface OpenScaipOptions {
  readonly sip?: readonly SipListen[]
  readonly configuration?: CentreConfiguration
  readonly tokens: readonly TokenEntry[]
}

export interface OpenScaip {
  /** As the ready line says them, in the order of the command line. */
  readonly addresses: readonly string[]
  /** Reads the certificates anew, then takes callers, limits and rules of now; rejects with nothing changed. */
  change(configuration: CentreConfiguration, tokens: readonly TokenEntry[]): Promise<void>
  close(): Promise<void>
}

export async function openScaip(options: OpenScaipOptions, services: CentreServices): Promise<OpenScaip> {
  const { sip = [], configuration = { municipalities: [] }, tokens } = options
  if (sip.length === 0) {
    return { addresses: [], change: () => Promise.resolve(), close: () => Promise.resolve() }
  }
  const { clock, log } = services
  const callers = new Callers(configuration, trialStation(configuration, tokens))
  const stations = new StationLimits(limitsOfStation(configuration), clock.monotonic)
  const devices = new StationLimits(limitsOfDevice(configuration), clock.monotonic)
  const tls = await readTls(configuration.tls)
  let takesAnyFrom = configuration.sip?.anyFrom === true
  const anyFrom = (): boolean => takesAnyFrom
  let shared = secretOf(configuration)
  const secret = (): string => shared

  const keeper = new DocumentKeeper(services.store.writes, log)
  const heard = new HeardDevices(clock.monotonic)
  const running: RunningReceiver[] = []
  const close = async (): Promise<void> => {
    await Promise.all(running.map((receiver) => receiver.close()))
    await keeper.close()
  }
  try {
    for (const listen of sip) {
      const parts = { listen, callers, anyFrom, tls, secret, stations, devices, keeper, heard }
      running.push(await startScaipReceiver(parts, services))
    }
  } catch (error) {
    await close()
    throw error
  }
  const { store, intake } = services
  let looking: Promise<void> = Promise.resolve()
  const look = setInterval(() => {
    looking = watchDevices({ store, intake, callers, heard, now: clock.now }).catch((error: unknown) =>
      log.error(errorFields(error), 'silent devices could not be looked for'),
    )
  }, LOOK_EVERY_MS)
  return {
    addresses: running.map(({ address }) => address),
    change: async (changed, doors) => {
      const renewed = await readTls(changed.tls)
      for (const receiver of running) receiver.renew(renewed)
      callers.change(changed, trialStation(changed, doors))
      stations.change(limitsOfStation(changed))
      devices.change(limitsOfDevice(changed))
      takesAnyFrom = changed.sip?.anyFrom === true
      shared = secretOf(changed)
    },
    close: async () => {
      clearInterval(look)
      await looking
      await close()
    },
  }
}

/** One document is one message: what counts for bodies over the other paths counts for messages here. */
function limitsOfStation({ limits }: CentreConfiguration): PerSecond {
  const { messagesPerSecond } = limits ?? USUAL_LIMITS
  return { bodiesPerSecond: messagesPerSecond, messagesPerSecond }
}

function limitsOfDevice({ limits }: CentreConfiguration): PerSecond {
  const { bodiesPerSecond } = limits ?? USUAL_LIMITS
  const share = Math.max(1, Math.round(bodiesPerSecond / SHARE_OF_DEVICE))
  return { bodiesPerSecond: share, messagesPerSecond: share }
}

/** Where nobody is configured, on trial: every device is of the one station, or with `*` a station of its own. */
function trialStation(
  { municipalities }: CentreConfiguration,
  tokens: readonly TokenEntry[],
): string | undefined {
  if (municipalities.length > 0) return undefined
  const named = tokens.map(({ station }) => station)
  const [only, ...others] = named.filter((station) => station !== '*')
  if (only !== undefined && others.length === 0) return only
  return named.includes('*') ? '*' : undefined
}

async function readTls(files: TlsFiles | undefined): Promise<SipTls> {
  if (files === undefined) return {}
  const { cert, key, ca, clients } = files
  const pems = { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') }
  // Asked for wherever there is an authority, so that it may be required from any moment on.
  return ca === undefined
    ? pems
    : { ...pems, ca: await readFile(ca, 'utf8'), isCallerFree: clients === 'optional' }
}

/** Nodes of one centre share their configuration, and with it what proves that a challenge is theirs. */
function secretOf({ municipalities }: CentreConfiguration): string {
  const secrets = municipalities.flatMap(({ stations }) => stations.map(({ token, sip }) => [token, sip]))
  return createHash('sha256').update(JSON.stringify(secrets)).digest('hex')
}
