/** `npm run bench [-- part …]`: figures beside the machine's own limits, measured in the same run. */
import { benchIntake } from './intake.ts'

const PARTS: Readonly<Record<string, () => Promise<void>>> = { intake: benchIntake }

const asked = process.argv.slice(2)
const unknown = asked.find((name) => !(name in PARTS))
if (unknown !== undefined) {
  process.stderr.write(`There is no part "${unknown}". Parts: ${Object.keys(PARTS).join(', ')}.\n`)
  process.exit(2)
}
for (const [name, run] of Object.entries(PARTS)) {
  if (asked.length === 0 || asked.includes(name)) await run()
}
