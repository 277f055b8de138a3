/** The id of this screen: it outlives the window and every sign-in, so that a name given to it stays. */
import type { Screen } from '../shared/api/screens.ts'

const STORAGE_KEY = 'tryggvakt.screen'

export type ScreenStorage = Pick<Storage, 'getItem' | 'setItem'>

/** All windows and tabs of one browser, or of one desktop client, are one screen. */
export function thisScreen(storage: ScreenStorage, isDesk: boolean, newId: () => string): Screen {
  const kept = storage.getItem(STORAGE_KEY)
  const id = kept !== null && /^[0-9a-f-]{36}$/.test(kept) ? kept : newId()
  if (id !== kept) storage.setItem(STORAGE_KEY, id)
  return { id, kind: isDesk ? 'desk' : 'browser' }
}
