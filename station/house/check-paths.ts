import { X509Certificate } from 'node:crypto'
import { isAbsolute } from 'node:path'
import type { CentrePath } from '../config/configuration.ts'
import { readSecret } from '../config/read-configuration-file.ts'
import { openPath, type TransportContext } from '../sync/open-transport.ts'

/**
 * Rejects where a start with these paths would fail or reach nobody: a file that can't be read from wherever the
 * station runs, a certificate that is none.
 */
export async function checkPaths(paths: readonly CentrePath[], context: TransportContext): Promise<void> {
  for (const path of paths) {
    if (path.kind !== 'https' || path.ca === undefined) continue
    if (typeof path.ca === 'object' && !isAbsolute(path.ca.file)) throw new Error('the path is not absolute')
    // The first of the file: one that is none is found here and not when an alarm is to be sent.
    new X509Certificate(await readSecret(path.ca))
  }
  for (const path of paths) {
    const transport = await openPath(path, context)
    await transport?.close()
  }
}
