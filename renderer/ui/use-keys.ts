import { useEffect, useEffectEvent } from 'react'

interface Keys<Command extends { readonly kind: string }> {
  /** False while a window or the lost connection covers the page. */
  readonly isListening: boolean
  /** What a key means on this page; null for nothing. */
  readonly commandOf: (key: KeyboardEvent) => Command | null
  /** Every key that goes down anywhere, whatever it means. */
  readonly onAnyKey: () => void
  readonly onCommand: (command: Command, isRepeat: boolean) => void
}

/** Listens to the keys of a page, wherever on it the keyboard stands. The command of Enter is called `next-step`. */
export function useKeys<Command extends { readonly kind: string }>({
  isListening,
  commandOf,
  onAnyKey,
  onCommand,
}: Keys<Command>): void {
  const keyDown = useEffectEvent((event: KeyboardEvent) => {
    const command = commandOf(event)
    const isOurs = isListening && command !== null && !belongsElsewhere(event, command.kind)
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
function belongsElsewhere({ target, key }: KeyboardEvent, kind: string): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('[role=dialog], [role=menu]') !== null) return true
  // Nothing is written with Escape; a list of choices is closed by it.
  const isWriting = target.closest('input, textarea, select') !== null
  if (isWriting) return key !== 'Escape' || target.getAttribute('role') === 'combobox'
  if (kind !== 'next-step') return false
  const control = target.closest('button, summary, a')
  return control !== null && !control.classList.contains('card')
}
