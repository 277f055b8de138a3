/** Which Electron this is: an official release, or the stand-in for development and tests. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ShellRuntime } from '../shared/api/shell.ts'

/** Written beside the binary by `scripts/electron-runtime.mjs`; absent in a packed program. */
const MARKER = 'tryggvakt-runtime.json'

/**
 * @param marker the marker file's text, undefined when there is none
 * @param isPackaged a released package is built from an official release only
 */
export function isOfficial(marker: string | undefined, isPackaged: boolean): boolean {
  if (marker === undefined) return isPackaged
  let value: unknown
  try {
    value = JSON.parse(marker)
  } catch {
    return false
  }
  return typeof value === 'object' && value !== null && 'official' in value && value.official === true
}

function readMarker(): string | undefined {
  try {
    return readFileSync(join(dirname(process.execPath), MARKER), 'utf8')
  } catch {
    return undefined
  }
}

export function shellRuntime(isPackaged: boolean): ShellRuntime {
  return {
    electron: process.versions.electron,
    chromium: process.versions.chrome,
    node: process.versions.node,
    official: isOfficial(readMarker(), isPackaged),
  }
}
