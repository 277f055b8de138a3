/**
 * `npm run bench [-- part … [--minutes N] [--falls N]]`: figures beside the machine's own limits, measured in the same
 * run. `load`, `changes` (of `board`, alone) and `nights` run only where they are asked for; `--minutes` is for the
 * steady part of `load` (ten), `--falls` leaves of `centre` the intake of bodies of so many falls.
 */
import { cpus, loadavg, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { CleanUp } from '../support/clean-up.ts'
import { AIR_ARGUMENT, beTheAir } from '../support/fake-bluez/air-process.ts'
import { benchBacklog } from './backlog.ts'
import { benchBoard, OPEN } from './board.ts'
import { benchBurst } from './burst.ts'
import { CENTRE_SIZES, benchCentre } from './centre.ts'
import { benchChanges } from './changes.ts'
import { benchClients } from './clients.ts'
import { benchDay } from './day.ts'
import { print, printStolen, processorTime } from './figures.ts'
import { benchIntake } from './intake.ts'
import { benchLatency } from './latency.ts'
import { benchLoad } from './load.ts'
import { benchOperators } from './operators.ts'
import { benchPaths } from './paths.ts'
import { benchRestart } from './restart.ts'
import { benchNights } from './nights.ts'
import { benchWindow } from './window.ts'

interface Asked {
  readonly names: readonly string[]
  readonly minutes: number
  readonly falls: number | undefined
}

const USUAL: Readonly<Record<string, (asked: Asked) => Promise<void>>> = {
  intake: benchIntake,
  latency: benchLatency,
  burst: benchBurst,
  restart: benchRestart,
  window: benchWindow,
  board: benchBoard,
  clients: benchClients,
  centre: ({ falls }) => benchCentre(falls),
  operators: benchOperators,
  backlog: benchBacklog,
  paths: benchPaths,
  // Last: its clock is the whole process's.
  day: benchDay,
}
const LONGEST_MINUTES = 24 * 60

const [first, busAddress] = process.argv.slice(2)
if (first === AIR_ARGUMENT && busAddress !== undefined) {
  const cleanUp = new CleanUp()
  await beTheAir(cleanUp, busAddress)
  await cleanUp.run()
  process.exit(0)
}
const asked = readArguments()
if (typeof asked === 'string') {
  process.stderr.write(`${asked}\n`)
  process.exit(2)
}
print(
  `${new Date().toISOString()}  Node ${process.versions.node}, ${String(cpus().length)} cores, ` +
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB, load ${loadavg()[0]?.toFixed(2) ?? '?'}`,
)
for (const [name, run] of Object.entries(USUAL)) {
  if (asked.names.length > 0 && !asked.names.includes(name)) continue
  const before = processorTime()
  await run(asked)
  printStolen(before)
}
if (asked.names.includes('load')) {
  const before = processorTime()
  await benchLoad(asked.minutes)
  printStolen(before)
}
if (asked.names.includes('changes')) {
  const before = processorTime()
  await benchChanges(OPEN)
  printStolen(before)
}
if (asked.names.includes('nights')) await benchNights()
// Programs that were started are ended; their handles are not waited for.
process.exit()

function readArguments(): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { minutes: { type: 'string', default: '10' }, falls: { type: 'string' } },
    })
    const known = [...Object.keys(USUAL), 'load', 'changes', 'nights']
    const unknown = positionals.find((name) => !known.includes(name))
    if (unknown !== undefined) return `There is no part "${unknown}". Parts: ${known.join(', ')}.`
    const minutes = Number(values.minutes)
    if (!(minutes > 0 && minutes <= LONGEST_MINUTES)) return '--minutes is a number above 0.'
    const falls = values.falls === undefined ? undefined : Number(values.falls)
    if (falls !== undefined && !CENTRE_SIZES.includes(falls)) {
      return `--falls is one of ${CENTRE_SIZES.join(', ')}.`
    }
    return { names: positionals, minutes, falls }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
