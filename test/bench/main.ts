/** `npm run bench [-- part …]`: figures beside the machine's own limits, measured in the same run. */
import { cpus, loadavg, totalmem } from 'node:os'
import { benchBurst } from './burst.ts'
import { print } from './figures.ts'
import { benchIntake } from './intake.ts'
import { benchLatency } from './latency.ts'
import { benchRestart } from './restart.ts'
import { benchWindow } from './window.ts'

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  intake: benchIntake,
  latency: benchLatency,
  burst: benchBurst,
  restart: benchRestart,
  window: benchWindow,
}

const asked = process.argv.slice(2)
const unknown = asked.find((name) => !(name in PARTS))
if (unknown !== undefined) {
  process.stderr.write(`There is no part "${unknown}". Parts: ${Object.keys(PARTS).join(', ')}.\n`)
  process.exit(2)
}
print(
  `${new Date().toISOString()}  Node ${process.versions.node}, ${String(cpus().length)} cores, ` +
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB, load ${loadavg()[0]?.toFixed(2) ?? '?'}`,
)
for (const [name, run] of Object.entries(PARTS)) {
  if (asked.length === 0 || asked.includes(name)) await run()
}
process.exit(0)
