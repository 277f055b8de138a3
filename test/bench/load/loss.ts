/** What was sent against what is stored, in words. */
import type { Comparison } from '../../support/stored-counts.ts'
import { print } from '../figures.ts'

/** A lost or doubled event ends the bench with a failure: figures about lost events mean nothing. */
export function printComparison({ sent, stored, missing, extra, examples }: Comparison): void {
  print(
    `sent ${String(sent)}, stored ${String(stored)}, lost ${String(missing)}, ` +
      `stored twice ${String(extra)} (goal 0 and 0)`,
  )
  for (const example of examples) print(`  ${example}`)
  if (missing > 0 || extra > 0) process.exitCode = 1
}
