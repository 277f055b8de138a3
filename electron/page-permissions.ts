/**
 * What the page may do beyond showing itself: learn the names of this machine's outputs, and sound through the one
 * that was chosen. Names of devices count as a look at audio; recording asks anew and is refused. Pure.
 */
export function mayUse(permission: string, mediaType: string | undefined): boolean {
  return permission === 'speaker-selection' || (permission === 'media' && mediaType === 'audio')
}
