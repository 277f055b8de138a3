/** The shell's channels: who calls, with what, then the handler. A refused call is an error with a code. */
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import { SHELL_CHANNELS, type ShellState } from '../shared/api/shell.ts'
import { parseBoardSummary, type BoardSummary } from './board-summary.ts'
import { isOwnPage } from './page-path.ts'
import { isPdfName } from './save-as-pdf.ts'

export interface ShellHandlers {
  readonly getState: () => ShellState
  readonly startTraining: () => void
  readonly startStation: () => void
  readonly reportBoard: (summary: BoardSummary) => void
  readonly saveAsPdf: (name: string) => Promise<'saved' | 'cancelled'>
}

/** Only the message survives Electron's IPC, so the message is the code. */
class ShellRefusal extends Error {
  constructor(code: 'shell/untrusted-sender' | 'shell/bad-arguments') {
    super(code)
    this.name = 'ShellRefusal'
  }
}

function assertOwnMainFrame(event: IpcMainInvokeEvent, window: BrowserWindow | undefined): void {
  const frame = event.senderFrame
  const own =
    window !== undefined &&
    !window.isDestroyed() &&
    event.sender === window.webContents &&
    frame !== null &&
    frame === window.webContents.mainFrame &&
    isOwnPage(frame.url)
  if (!own) throw new ShellRefusal('shell/untrusted-sender')
}

function withoutArguments<T>(handler: () => T): (args: readonly unknown[]) => T {
  return (args) => {
    if (args.length > 0) throw new ShellRefusal('shell/bad-arguments')
    return handler()
  }
}

/** @param currentWindow asked at each call, because the window may be made anew */
export function handleShellCalls(
  currentWindow: () => BrowserWindow | undefined,
  handlers: ShellHandlers,
): void {
  const serve = (channel: string, handler: (args: readonly unknown[]) => unknown): void => {
    ipcMain.handle(channel, (event, ...args: readonly unknown[]) => {
      assertOwnMainFrame(event, currentWindow())
      return handler(args)
    })
  }
  serve(SHELL_CHANNELS.getState, withoutArguments(handlers.getState))
  serve(SHELL_CHANNELS.startTraining, withoutArguments(handlers.startTraining))
  serve(SHELL_CHANNELS.startStation, withoutArguments(handlers.startStation))
  serve(SHELL_CHANNELS.reportBoard, (args) => {
    const summary = args.length === 1 ? parseBoardSummary(args[0]) : undefined
    if (summary === undefined) throw new ShellRefusal('shell/bad-arguments')
    handlers.reportBoard(summary)
  })
  serve(SHELL_CHANNELS.saveAsPdf, (args) => {
    const [name] = args
    if (args.length !== 1 || !isPdfName(name)) throw new ShellRefusal('shell/bad-arguments')
    return handlers.saveAsPdf(name)
  })
}

/** Tells the page of a new state; a page that is still loading asks by itself. */
export function sendState(window: BrowserWindow | undefined, state: ShellState): void {
  if (window === undefined || window.isDestroyed()) return
  window.webContents.send(SHELL_CHANNELS.state, state)
}
