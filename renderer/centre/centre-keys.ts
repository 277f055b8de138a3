/** What a key means on the operator page. Pure. */
import { commandOf } from '../alarm-board/key-commands.ts'
import { CENTRE_STEPS, type CentreStep } from './centre-steps.ts'

export type CentreRoom = 'alarms' | 'stations' | 'history' | 'documents'

export type CentreCommand =
  | { readonly kind: 'move'; readonly by: number }
  | { readonly kind: 'page'; readonly by: 1 | -1 }
  | { readonly kind: 'next-step' }
  | { readonly kind: 'step'; readonly step: CentreStep }
  | { readonly kind: 'room'; readonly room: CentreRoom }
  | { readonly kind: 'mute' }
  | { readonly kind: 'keys' }

/** The letter of each step but the one that Enter takes; the same letters as on the board where the step is the same. */
export const STEP_KEYS: Readonly<Partial<Record<CentreStep, string>>> = {
  call: 'C',
  assign: 'H',
  request: 'F',
  resolve: 'R',
  note: 'N',
  release: 'L',
}

/** The command of a key, or null: walking, Enter, M and ? mean what they mean on the board. */
export function centreCommandOf(key: Parameters<typeof commandOf>[0]): CentreCommand | null {
  if (key.ctrlKey || key.altKey || key.metaKey) return null
  const letter = key.key.length === 1 ? key.key.toUpperCase() : ''
  const step = letter === '' ? undefined : CENTRE_STEPS.find((known) => STEP_KEYS[known] === letter)
  if (step !== undefined) return { kind: 'step', step }
  switch (letter) {
    case 'A':
      return { kind: 'room', room: 'alarms' }
    case 'S':
      return { kind: 'room', room: 'stations' }
    case '/':
      return { kind: 'room', room: 'history' }
    default: {
      const command = commandOf(key)
      return command !== null && isShared(command) ? command : null
    }
  }
}

type Shared = Extract<CentreCommand, { readonly kind: 'move' | 'page' | 'next-step' | 'mute' | 'keys' }>
const SHARED: ReadonlySet<string> = new Set<Shared['kind']>(['move', 'page', 'next-step', 'mute', 'keys'])

function isShared(command: { readonly kind: string }): command is Shared {
  return SHARED.has(command.kind)
}

/** In another room nothing happens to an alarm that is not seen there; Escape leads back to them. */
export function roomCommandOf(key: Parameters<typeof commandOf>[0]): CentreCommand | null {
  if (key.key === 'Escape') return { kind: 'room', room: 'alarms' }
  const command = centreCommandOf(key)
  if (command === null) return null
  return command.kind === 'room' || command.kind === 'mute' || command.kind === 'keys' ? command : null
}
