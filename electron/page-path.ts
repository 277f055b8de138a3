import { resolve, sep } from 'node:path'

export const APP_SCHEME = 'app'
export const APP_HOST = 'tryggvakt'
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`
export const START_PAGE = `${APP_ORIGIN}/index.html`

/** True for an address of our own page; a look-alike host (`app://tryggvakt.example`) is not. */
export function isOwnPage(url: string): boolean {
  return url === APP_ORIGIN || url.startsWith(`${APP_ORIGIN}/`)
}

/** The file for a request path (percent-encoded, as in the URL); undefined when it would lead out of the folder. */
export function resolvePagePath(folder: string, requestPath: string): string | undefined {
  let decoded: string
  try {
    decoded = decodeURIComponent(requestPath)
  } catch {
    return undefined
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return undefined
  const path = decoded === '/' || decoded === '' ? '/index.html' : decoded
  const file = resolve(folder, `.${path.startsWith('/') ? path : `/${path}`}`)
  return file.startsWith(resolve(folder) + sep) ? file : undefined
}

/** A number to be called by the machine's own telephone program; nothing else leaves the page. */
export function isTelephoneLink(url: string): boolean {
  return /^tel:\+?[0-9]{3,20}$/.test(url) || /^sips?:[A-Za-z0-9.+-]{1,64}@[A-Za-z0-9.-]{1,128}$/.test(url)
}
