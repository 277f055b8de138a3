/** The id of this screen: it outlives the window and every sign-in, so that a name given to it stays. */
import type { Screen } from '../shared/api/screens.ts'

const STORAGE_KEY = 'tryggvakt.screen'

export type ScreenStorage = Pick<Storage, 'getItem' | 'setItem'>

/**
 * All windows and tabs of one browser, or of one desktop client, are one screen. Where nothing can be kept the id is
 * this page's alone: a screen that cannot be named still shows the board.
 */
export function thisScreen(
  storage: ScreenStorage,
  kind: Screen['kind'],
  newId: () => string = randomId,
): Screen {
  const kept = storage.getItem(STORAGE_KEY)
  if (kept !== null && /^[0-9a-f-]{36}$/.test(kept)) return { id: kept, kind }
  const fresh = newId()
  try {
    storage.setItem(STORAGE_KEY, fresh)
  } catch (error) {
    // Forbidden by the browser, or full.
    if (!(error instanceof DOMException)) throw error
  }
  return { id: fresh, kind }
}

/** A random UUID (RFC 9562, version 4). `crypto.randomUUID` is not there on a page over plain HTTP from another machine. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte, at) => {
    if (at === 6) return (byte & 0x0f) | 0x40
    if (at === 8) return (byte & 0x3f) | 0x80
    return byte
  })
  return hex
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
