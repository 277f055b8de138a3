/** What a key means on the board. Pure. */
import type { StepName } from './alarm-steps.ts'

export type KeyCommand =
  /** So many alarms down or up; as far as it goes for the first and the last. */
  | { readonly kind: 'move'; readonly by: number }
  | { readonly kind: 'page'; readonly by: 1 | -1 }
  | { readonly kind: 'next-step' }
  | { readonly kind: 'step'; readonly step: StepName }
  | { readonly kind: 'mute' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'diagnostics' }
  | { readonly kind: 'technician' }
  | { readonly kind: 'user' }
  | { readonly kind: 'report' }
  | { readonly kind: 'help' }
  | { readonly kind: 'shelved' }
  | { readonly kind: 'search' }
  | { readonly kind: 'undo' }
  /** To what a colleague gave to whoever stands here. */
  | { readonly kind: 'given' }

interface PressedKey {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

/** The command of a key, or null. Letters count in either case: caps lock at night is no reason to fail. */
export function commandOf({ key, ctrlKey, altKey, metaKey }: PressedKey): KeyCommand | null {
  if (ctrlKey || altKey || metaKey) return null
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'ArrowUp':
      return { kind: 'move', by: -1 }
    case 'ArrowDown':
      return { kind: 'move', by: 1 }
    case 'PageUp':
      return { kind: 'page', by: -1 }
    case 'PageDown':
      return { kind: 'page', by: 1 }
    case 'Home':
      return { kind: 'move', by: Number.NEGATIVE_INFINITY }
    case 'End':
      return { kind: 'move', by: Number.POSITIVE_INFINITY }
    case 'Enter':
    case ' ':
      return { kind: 'next-step' }
    case 'r':
      return { kind: 'step', step: 'resolve' }
    case 'n':
      return { kind: 'step', step: 'note' }
    case 'h':
      return { kind: 'step', step: 'hand-over' }
    case 'l':
      return { kind: 'step', step: 'release' }
    case 'p':
      return { kind: 'step', step: 'shelve' }
    case 'v':
      return { kind: 'shelved' }
    case 'c':
      return { kind: 'step', step: 'call' }
    case '/':
      return { kind: 'search' }
    case 'a':
      return { kind: 'report' }
    case 's':
      return { kind: 'help' }
    case 'z':
      return { kind: 'undo' }
    case 'g':
      return { kind: 'given' }
    case 'm':
      return { kind: 'mute' }
    case '?':
      return { kind: 'keys' }
    case 'd':
      return { kind: 'diagnostics' }
    case 'u':
      return { kind: 'user' }
    case 't':
      return { kind: 'technician' }
    default:
      return null
  }
}
