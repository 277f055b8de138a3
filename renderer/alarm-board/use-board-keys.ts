import { useKeys } from '../ui/use-keys.ts'
import { commandOf, type KeyCommand } from './key-commands.ts'

interface BoardKeys {
  /** False while a window or the lost station covers the board. */
  readonly isListening: boolean
  /** Every key that goes down anywhere, whatever it means. */
  readonly onAnyKey: () => void
  readonly onCommand: (command: KeyCommand, isRepeat: boolean) => void
}

/** Listens to the keys of the board, wherever on it the keyboard stands. */
export function useBoardKeys(keys: BoardKeys): void {
  useKeys({ ...keys, commandOf })
}
