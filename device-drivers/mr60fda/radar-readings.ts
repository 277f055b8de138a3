/** The part of a radar's messages that concerns the room, the same for both wire formats. */
import type { R60Message } from './r60-codec.ts'
import type { Reading } from './radar-levels.ts'
import type { TfMessage } from './tf-codec.ts'

/** What the message says about the room; null for everything that only proves life. */
export function readingOf(message: Pick<R60Message | TfMessage, 'kind' | 'fields'>): Reading | null {
  const { kind, fields } = message
  switch (kind) {
    case 'fall':
      return { type: 'fall', active: fields['fallen'] === true }
    case 'stationary-residency':
      return { type: 'inactivity', active: fields['active'] === true }
    case 'presence':
      return { type: 'presence', present: fields['present'] === true }
    case 'motion':
      return { type: 'motion', motion: String(fields['motion']) }
    default:
      return null
  }
}
