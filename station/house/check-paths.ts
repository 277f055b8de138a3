import { X509Certificate } from 'node:crypto'
import { isAbsolute } from 'node:path'
import type { CentrePath } from '../config/configuration.ts'
import { readSecret } from '../config/read-configuration-file.ts'
import { openPath, type TransportContext } from '../sync/open-transport.ts'

/**
 * Rejects where these paths would reach nobody: a file that can't be read from wherever the station runs, a
 * certificate that is none.
 */
export async function checkPaths(paths: readonly CentrePath[], context: TransportContext): Promise<void> {
  for (const path of paths) {
    for (const secret of [path.ca, path.clientCert, path.clientKey]) {
      if (typeof secret === 'object' && 'file' in secret && !isAbsolute(secret.file))
        throw new Error('the path is not absolute')
    }
    // The first of the file: one that is none is found here and not when an alarm is to be sent.
    for (const certificate of [path.ca, path.clientCert]) {
      if (certificate !== undefined) new X509Certificate(await readSecret(certificate))
    }
    const transport = await openPath(path, context)
    await transport.close()
  }
}
