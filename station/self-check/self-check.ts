import type { Finding } from '../../shared/api/diagnostics.ts'
import type { Log } from '../services.ts'
import { findMissing } from './findings.ts'
import { readMachineFacts, type ReceiversInUse } from './machine-facts.ts'

/** What this machine lacks now; looked at anew each time, so that what was mended is gone. */
export async function selfCheck(receivers: ReceiversInUse): Promise<readonly Finding[]> {
  return findMissing(await readMachineFacts(receivers))
}

/** Says it in the log after a start; holds nothing up. */
export async function logSelfCheck(receivers: ReceiversInUse, log: Log): Promise<void> {
  for (const { code, command } of await selfCheck(receivers)) {
    log.warn({ code, command }, 'this machine lacks something a station needs')
  }
}
