import type { StationAddress } from '../../shared/api/shell.ts'

const STORAGE_KEY = 'tryggvakt.token'

interface Page {
  readonly location: Pick<Location, 'origin' | 'hash' | 'pathname' | 'search'>
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>
  readonly history: Pick<History, 'replaceState'>
}

/**
 * The station's address in a browser: the page's own origin, and the key from the part of the address after
 * `#token=`, which is moved to the session so that it does not stay in the address bar. Null without a key.
 */
export function takeAddressFromPage(page: Page): StationAddress | null {
  const { location, sessionStorage, history } = page
  const given = keyIn(location.hash)
  if (given !== null) {
    sessionStorage.setItem(STORAGE_KEY, given)
    history.replaceState(null, '', `${location.pathname}${location.search}`)
  }
  const token = sessionStorage.getItem(STORAGE_KEY)
  return token === null ? null : { url: location.origin, token }
}

/** The whole address written anew in an open page changes only what stands behind `#`, which a browser does not load. */
export function loadForNewKey(page: Window): void {
  page.addEventListener('hashchange', () => {
    if (keyIn(page.location.hash) !== null) page.location.reload()
  })
}

function keyIn(hash: string): string | null {
  const given = new URLSearchParams(hash.slice(1)).get('token')
  return given === '' ? null : given
}
