/** `tryggvakt care-centre`: one ready line on standard output, words and logs on standard error. */
import { fileURLToPath } from 'node:url'
import {
  judgeListen,
  parseArguments,
  parseBackupArguments,
  parseDatabaseArguments,
  USAGE,
} from './arguments.ts'
import { startCareCentre, type CareCentre } from './centre.ts'
import { tokensOf } from './configuration.ts'
import { stderrLog } from './log.ts'
import { judgeDoors } from './judge-doors.ts'
import { readConfiguration } from './read-configuration.ts'
import { Reloading } from './reloading.ts'
import { verifyAudit } from './store/audit-rows.ts'
import { backUp } from './store/back-up.ts'
import { openReading } from './store/open-reading.ts'
import { StoreError } from './store/store-error.ts'

const STOPPING = ['SIGTERM', 'SIGINT'] as const

/** A start that is nearly through ends in order; one that waits for its database or another node is left behind. */
const LAST_OF_A_START_MS = 1000

process.exitCode = await run(process.argv.slice(2))

/** Gives the exit code: 0 ended by signal, 1 could not do the work, 2 wrong usage or configuration. */
async function run(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    say(USAGE)
    return 0
  }
  if (argv[0] === 'audit' && argv[1] === 'verify') return await verify(argv.slice(2))
  if (argv[0] === 'backup') return await copy(argv.slice(1))
  const parsed = parseArguments(argv)
  if (!parsed.ok) return refuse(`${parsed.message}\n\n${USAGE}`)
  const { database, listen, config, tokens, mqtt, sip } = parsed.arguments
  const configuration = config === undefined ? { municipalities: [] } : await readConfiguration(config)
  if (typeof configuration === 'string') return refuse(configuration)
  const wrong = judgeListen(parsed.arguments, configuration.tls !== undefined)
  if (wrong !== undefined) return refuse(wrong)
  if (sip.some(({ kinds }) => kinds.includes('tls')) && configuration.tls === undefined) {
    return refuse('--sip with TLS needs a certificate: "tls" in the configuration')
  }
  const all = [...tokensOf(configuration), ...tokens]
  const sharedDoor = judgeDoors(all, configuration.operationsToken)
  if (sharedDoor !== undefined) return refuse(sharedDoor)

  const signals = listenForSignals()
  const log = stderrLog()
  if (all.length === 0) log.warn('no token is configured: every station will be refused')
  try {
    const broker = mqtt === undefined ? {} : { mqtt }
    const starting = startCareCentre({
      database,
      listen,
      tokens: all,
      configuration,
      sip,
      page: fileURLToPath(new URL('../centre-page', import.meta.url)),
      log,
      ...broker,
    })
    const centre = await startedBefore(starting, signals.first)
    if (centre === undefined) return leaveTheStart()
    const over = {
      ...(centre.mqtt === undefined ? {} : { mqtt: centre.mqtt }),
      ...(centre.sip === undefined ? {} : { sip: centre.sip }),
    }
    const read = config === undefined ? () => Promise.resolve(configuration) : () => readConfiguration(config)
    const reloading = new Reloading({ centre, log, configuration, tokens, read })
    process.on('SIGHUP', () => void reloading.reload())
    process.stdout.write(`${JSON.stringify({ ready: true, url: centre.url, ...over, pid: process.pid })}\n`)
    await signals.first
    await centre.close()
    return 0
  } catch (error) {
    say(error instanceof StoreError ? error.message : `the care centre could not run: ${String(error)}`)
    return 1
  } finally {
    // Should anything be left over, the next signal ends the process.
    signals.ignore()
  }
}

/** One line with what was found; 1 where a chain does not hold. */
async function verify(argv: readonly string[]): Promise<number> {
  const database = parseDatabaseArguments(argv)
  if (typeof database === 'string') return refuse(`${database}\n\n${USAGE}`)
  try {
    const reading = await openReading(database)
    try {
      const finding = await verifyAudit(reading.query)
      process.stdout.write(`${JSON.stringify(finding)}\n`)
      return finding.ok ? 0 : 1
    } finally {
      await reading.close()
    }
  } catch (error) {
    say(error instanceof StoreError ? error.message : `the audit log could not be read: ${String(error)}`)
    return 1
  }
}

/** One line with what the copy holds. */
async function copy(argv: readonly string[]): Promise<number> {
  const asked = parseBackupArguments(argv)
  if (typeof asked === 'string') return refuse(`${asked}\n\n${USAGE}`)
  try {
    process.stdout.write(`${JSON.stringify({ file: asked.to, ...(await backUp(asked.data, asked.to)) })}\n`)
    return 0
  } catch (error) {
    say(error instanceof StoreError ? error.message : `the copy could not be made: ${String(error)}`)
    return 1
  }
}

/** Undefined where the end is asked for first, and the start does not come to its own end then. */
async function startedBefore(
  starting: Promise<CareCentre>,
  stopped: Promise<void>,
): Promise<CareCentre | undefined> {
  const late = stopped.then(
    () =>
      new Promise<undefined>((resolve) => {
        setTimeout(() => resolve(undefined), LAST_OF_A_START_MS).unref()
      }),
  )
  return await Promise.race([starting, late])
}

/** Nothing has been taken, and the database needs no clean end; what is waited for would hold the process. */
function leaveTheStart(): never {
  say('the care centre was told to stop before it was ready: it has ended, and took nothing')
  process.exit(0)
}

interface Signals {
  readonly first: Promise<void>
  /** From then on they do what they do to any process. */
  ignore(): void
}

function listenForSignals(): Signals {
  let resolve: () => void = () => undefined
  const first = new Promise<void>((settle) => {
    resolve = settle
  })
  const ignore = (): void => {
    for (const signal of STOPPING) process.removeListener(signal, resolve)
  }
  for (const signal of STOPPING) process.once(signal, resolve)
  return { first, ignore }
}

function refuse(words: string): number {
  say(words)
  return 2
}

function say(words: string): void {
  process.stderr.write(`${words}\n`)
}
