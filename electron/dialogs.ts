/** What the shell itself says to a person. Nothing personal: a lock screen may show it. */
import { app, dialog, Notification, type BrowserWindow } from 'electron'
import type { ShellRuntime, ShellState } from '../shared/api/shell.ts'
import { fill, shellWords } from './shell-words.ts'
import type { StationBond } from './station-process.ts'

/** A notification where the system has a service for it; false where it has none. */
function notify(title: string, body: string): boolean {
  if (!Notification.isSupported()) return false
  new Notification({ title, body }).show()
  return true
}

/** Said once: closing the window is not the end of the watch. */
export function sayStillRunning(): void {
  const words = shellWords()
  if (notify(words.stillRunningTitle, words.stillRunning)) return
  void dialog.showMessageBox({
    type: 'info',
    title: words.stillRunningTitle,
    message: words.stillRunningTitle,
    detail: words.stillRunning,
    buttons: [words.close],
  })
}

/**
 * A station that this program only joined does not answer: a person has to end it.
 * @param pid of the station
 * @returns takes the words back
 */
export function sayFrozen(pid: number): () => void {
  const words = shellWords()
  const over = new AbortController()
  void dialog.showMessageBox({
    type: 'error',
    title: words.frozenTitle,
    message: words.frozenTitle,
    detail: fill(words.frozen, { pid }),
    buttons: [words.close],
    signal: over.signal,
  })
  return () => {
    over.abort()
  }
}

export async function confirmQuit(bond: StationBond): Promise<boolean> {
  const words = shellWords()
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: words.quitTitle,
    message: words.quitTitle,
    detail: bond === 'attached' ? words.quitAttached : words.quitOwned,
    buttons: [words.quitCancel, words.quitConfirm],
    defaultId: 0,
    cancelId: 0,
  })
  return response === 1
}

export interface DiagnosticsFacts {
  readonly runtime: ShellRuntime
  readonly state: ShellState
  readonly bond: StationBond
  readonly restarts: number
  readonly dataFolder: string
}

export function diagnosticsText(facts: DiagnosticsFacts): string {
  const words = shellWords()
  const { electron, chromium, node, official } = facts.runtime
  const url = facts.state.phase === 'ready' ? facts.state.address.url : undefined
  const station =
    url === undefined
      ? words.diagnosticsStationNone
      : fill(facts.bond === 'attached' ? words.diagnosticsStationAttached : words.diagnosticsStationOwned, {
          url,
        })
  return [
    fill(official ? words.runtimeOfficial : words.runtimeStandIn, { electron, chromium, node }),
    station,
    fill(words.diagnosticsRestarts, { restarts: facts.restarts }),
    fill(words.diagnosticsFolder, { folder: facts.dataFolder }),
  ].join('\n')
}

export function showDiagnostics(window: BrowserWindow | undefined, facts: DiagnosticsFacts): void {
  const words = shellWords()
  const message = fill(words.diagnosticsTitle, { version: app.getVersion() })
  const options = { type: 'info', message, detail: diagnosticsText(facts), buttons: [words.close] } as const
  const box = { ...options, buttons: [...options.buttons] }
  void (window?.isVisible() === true ? dialog.showMessageBox(window, box) : dialog.showMessageBox(box))
}
