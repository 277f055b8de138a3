/**
 * The small contract between the preload script and the page, present only in the desktop client
 * (`window.tryggvaktShell`). In a browser it is undefined and the page takes the station's address from its
 * own origin and the token from the part of the address after `#`.
 */
export interface StationAddress {
  /** `http://127.0.0.1:4120`, no trailing slash. */
  readonly url: string
  readonly token: string
}

export interface ShellRuntime {
  readonly electron: string
  readonly chromium: string
  readonly node: string
  /** False for a stand-in runtime that serves development and tests only and is never shipped. */
  readonly official: boolean
}

/**
 * `welcome`: first start, nothing set up, the page offers the training home. `starting`: wait.
 * `ready`: connect to `address`. `failed`: the station will not start; `words` says why, for people.
 */
export type ShellState =
  | { readonly phase: 'welcome'; readonly configurationPath: string }
  | { readonly phase: 'starting' }
  | { readonly phase: 'ready'; readonly address: StationAddress }
  | { readonly phase: 'failed'; readonly words: string }

export interface BoardReport {
  readonly open: number
  readonly ringingCritical: number
  /** When a critical alarm that rings now rang or called the next level last; 0 where none rings. */
  readonly lastCriticalRingAt: number
  /** Alarms that a colleague gave to whoever stands here or was here last, and that they have not seen. */
  readonly given: number
  /** How many of those ring. */
  readonly ringingGiven: number
  /** How many were given since the page was opened: it never falls, so that one more is noticed. */
  readonly givenSoFar: number
}

export interface TryggvaktShell {
  readonly runtime: ShellRuntime
  getState(): Promise<ShellState>
  /** Calls back on every change; returns the function that ends it. */
  onState(listener: (state: ShellState) => void): () => void
  startTraining(): Promise<void>
  startStation(): Promise<void>
  /** What the page would print, as a file where the person wants it; `name` is proposed. */
  saveAsPdf(name: string): Promise<'saved' | 'cancelled'>
  /** The board tells the shell what is open and what was handed over, for the tray, notifications and the window. */
  reportBoard(summary: BoardReport): void
}

export const SHELL_CHANNELS = {
  getState: 'shell:get-state',
  state: 'shell:state',
  startTraining: 'shell:start-training',
  startStation: 'shell:start-station',
  reportBoard: 'shell:report-board',
  saveAsPdf: 'shell:save-as-pdf',
} as const
