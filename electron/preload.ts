/** The whole bridge between page and shell: named functions, no `ipcRenderer` in reach of the page. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { SHELL_CHANNELS, type ShellState, type TryggvaktShell } from '../shared/api/shell.ts'
import { OFFICIAL_RUNTIME_FLAG } from './runtime-flag.ts'

const shell: TryggvaktShell = {
  runtime: {
    electron: process.versions.electron,
    chromium: process.versions.chrome,
    node: process.versions.node,
    official: process.argv.includes(OFFICIAL_RUNTIME_FLAG),
  },
  getState: () => ipcRenderer.invoke(SHELL_CHANNELS.getState) as Promise<ShellState>,
  onState(listener) {
    const forward = (_event: IpcRendererEvent, state: ShellState): void => {
      listener(state)
    }
    ipcRenderer.on(SHELL_CHANNELS.state, forward)
    return () => {
      ipcRenderer.removeListener(SHELL_CHANNELS.state, forward)
    }
  },
  startTraining: () => ipcRenderer.invoke(SHELL_CHANNELS.startTraining) as Promise<void>,
  startStation: () => ipcRenderer.invoke(SHELL_CHANNELS.startStation) as Promise<void>,
  saveAsPdf: (name) => ipcRenderer.invoke(SHELL_CHANNELS.saveAsPdf, name) as Promise<'saved' | 'cancelled'>,
  reportBoard(summary) {
    // Not awaited, as the contract says; Electron writes a refusal to the standard error of the program.
    void ipcRenderer.invoke(SHELL_CHANNELS.reportBoard, {
      open: summary.open,
      ringingCritical: summary.ringingCritical,
      lastCriticalRingAt: summary.lastCriticalRingAt,
      given: summary.given,
      ringingGiven: summary.ringingGiven,
      givenSoFar: summary.givenSoFar,
    })
  },
}

contextBridge.exposeInMainWorld('tryggvaktShell', shell)
