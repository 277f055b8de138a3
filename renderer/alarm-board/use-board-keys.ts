import { useEffect, useEffectEvent } from 'react'
import { commandOf, type KeyCommand } from './key-commands.ts'

interface BoardKeys {
  /** False while a window or the lost station covers the board. */
  readonly isListening: boolean
  /** Every key that goes down anywhere, whatever it means. */
  readonly onAnyKey: () => void
  readonly onCommand: (command: KeyCommand, isRepeat: boolean) => void
}

/** Listens to the keys of the board, wherever on it the keyboard stands. */
export function useBoardKeys({ isListening, onAnyKey, onCommand }: BoardKeys): void {
  const keyDown = useEffectEvent((event: KeyboardEvent) => {
    const command = commandOf(event)
    const isOurs = isListening && command !== null && !belongsElsewhere(event.target, command)
    if (isOurs) {
      event.preventDefault()
      onCommand(command, event.repeat)
    }
    onAnyKey()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      keyDown(event)
    }
    window.addEventListener('keydown', listener)
    return () => {
      window.removeEventListener('keydown', listener)
    }
  }, [])
}

/** Writing, menus and windows keep their keys; a button that is not a card keeps Enter and Space. */
function belongsElsewhere(target: EventTarget | null, command: KeyCommand): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('input, textarea, select, [role=dialog], [role=menu]') !== null) return true
  if (command.kind !== 'next-step') return false
  const control = target.closest('button, summary, a')
  return control !== null && !control.classList.contains('card')
}
