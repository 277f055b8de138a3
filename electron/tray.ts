/** The icon by the clock: what is open, and the way back to a closed window. */
import { Menu, Tray } from 'electron'
import type { BoardSummary } from './board-summary.ts'
import { fill, shellCount, shellWords } from './shell-words.ts'

export interface TrayActions {
  readonly open: () => void
  readonly showDiagnostics: () => void
  readonly quit: () => void
}

export interface ShellTray {
  show(summary: BoardSummary, receiving: boolean): void
}

/** @param icon path of a PNG */
export function makeTray(icon: string, actions: TrayActions): ShellTray {
  const words = shellWords()
  const tray = new Tray(icon)
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: words.trayOpen, click: actions.open },
      { label: words.trayDiagnostics, click: actions.showDiagnostics },
      { type: 'separator' },
      { label: words.trayQuit, click: actions.quit },
    ]),
  )
  tray.on('click', actions.open)
  return {
    show(summary, receiving) {
      if (!receiving) tray.setToolTip(words.trayNotReceiving)
      else
        tray.setToolTip(
          summary.open === 0
            ? words.trayCalm
            : fill(words.trayOpenAlarms, { open: shellCount(summary.open) }),
        )
    },
  }
}
