/** What the page may do beyond showing itself. Pure. */
import { isOwnPage } from './page-path.ts'

interface CheckDetails {
  readonly mediaType?: string
  /** Chromium names it where a page looks at devices, not where it asks what it may. */
  readonly securityOrigin?: string
}

/**
 * True for what alarms need: to learn the names of this machine's outputs, and to sound through the one that was
 * chosen. Names of devices count as a look at audio; recording asks anew (a request, not a check) and is refused.
 */
export function mayUse(permission: string, { mediaType, securityOrigin }: CheckDetails): boolean {
  if (permission === 'speaker-selection') return true
  return (
    permission === 'media' &&
    mediaType === 'audio' &&
    securityOrigin !== undefined &&
    isOwnPage(securityOrigin)
  )
}
