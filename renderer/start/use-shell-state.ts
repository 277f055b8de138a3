import { useEffect, useState } from 'react'
import type { ShellState, TryggvaktShell } from '../../shared/api/shell.ts'

declare global {
  interface Window {
    readonly tryggvaktShell?: TryggvaktShell
  }
}

/** The desktop shell's state as it changes; `starting` until it has answered. */
export function useShellState(shell: TryggvaktShell): ShellState {
  const [state, setState] = useState<ShellState>({ phase: 'starting' })
  useEffect(() => {
    let isNewerKnown = false
    const end = shell.onState((next) => {
      isNewerKnown = true
      setState(next)
    })
    shell.getState().then(
      (first) => {
        if (!isNewerKnown) setState(first)
      },
      (error: unknown) => {
        setState({ phase: 'failed', words: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => {
      isNewerKnown = true
      end()
    }
  }, [shell])
  return state
}
