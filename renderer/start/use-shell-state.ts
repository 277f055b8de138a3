import { useEffect, useState } from 'react'
import type { ShellState, StationAddress, TryggvaktShell } from '../../shared/api/shell.ts'

declare global {
  interface Window {
    readonly tryggvaktShell?: TryggvaktShell
  }
}

export interface ShellView {
  readonly state: ShellState
  /** Where the station last received alarms: its board stays, lost and with what was known, while it starts anew. */
  readonly lastAddress: StationAddress | null
}

/** The desktop shell's state as it changes; `starting` until it has answered. */
export function useShellState(shell: TryggvaktShell): ShellView {
  const [view, setView] = useState<ShellView>({ state: { phase: 'starting' }, lastAddress: null })
  useEffect(() => {
    let isNewerKnown = false
    const take = (state: ShellState) => {
      setView(({ lastAddress }) => ({
        state,
        lastAddress: state.phase === 'ready' ? state.address : lastAddress,
      }))
    }
    const end = shell.onState((next) => {
      isNewerKnown = true
      take(next)
    })
    shell.getState().then(
      (first) => {
        if (!isNewerKnown) take(first)
      },
      (error: unknown) => {
        take({ phase: 'failed', words: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => {
      isNewerKnown = true
      end()
    }
  }, [shell])
  return view
}
