/** Ties window, tray, station and the page's calls together. Decides nothing about alarms. */
import { app, powerSaveBlocker, type BrowserWindow } from 'electron'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ShellState } from '../shared/api/shell.ts'
import { serveApp } from './app-protocol.ts'
import { callsForward, CALM, tellsGiven, type BoardSummary } from './board-summary.ts'
import type { DataFolders, ShellArguments } from './command-line.ts'
import { decideHome, readChoice, writeChoice, type Home } from './desktop-choice.ts'
import { confirmQuit, sayFrozen, sayStillRunning, showDiagnostics } from './dialogs.ts'
import { handleShellCalls, sendState } from './ipc.ts'
import { Notice } from './notice.ts'
import { saveAsPdf } from './save-as-pdf.ts'
import { shellRuntime } from './runtime.ts'
import { fill, shellWords } from './shell-words.ts'
import { StationProcess } from './station-process.ts'
import { makeTray, type ShellTray } from './tray.ts'
import { bringForward, openWindow } from './window.ts'

export interface ShellSetting {
  readonly args: ShellArguments
  readonly folders: DataFolders
  /** The built program: `station/cli.js`, `renderer/`, `electron/preload.cjs` lie below it. */
  readonly distFolder: string
}

export class DesktopShell {
  readonly #setting: ShellSetting
  readonly #runtime = shellRuntime(app.isPackaged)
  #window: BrowserWindow | undefined
  #tray: ShellTray | undefined
  #station: StationProcess | undefined
  #stationFolder: string
  #summary: BoardSummary = CALM
  readonly #criticalNotice = new Notice(
    () => ({ title: shellWords().criticalAlarm, body: shellWords().criticalAlarmWhere }),
    () => {
      this.bringForward()
    },
  )
  readonly #givenNotice = new Notice(
    () => ({ title: shellWords().alarmGiven, body: shellWords().alarmGivenWhere }),
    () => {
      this.bringForward()
    },
  )
  #takeFrozenBack: () => void = () => undefined
  #quitting: 'no' | 'ending' | 'ended' = 'no'

  constructor(setting: ShellSetting) {
    this.#setting = setting
    this.#stationFolder = setting.folders.station
  }

  open(): void {
    const { distFolder, folders } = this.#setting
    mkdirSync(folders.home, { recursive: true, mode: 0o700 })
    serveApp(join(distFolder, 'renderer'))
    handleShellCalls(() => this.#window, {
      getState: () => this.#state(),
      startTraining: () => {
        this.#choose('training')
      },
      startStation: () => {
        this.#choose('station')
      },
      reportBoard: (summary) => {
        this.#takeSummary(summary)
      },
      saveAsPdf: (name) => saveAsPdf(this.#window, name),
    })
    powerSaveBlocker.start('prevent-app-suspension')
    this.#tray = makeTray(this.#icon('tray.png'), {
      open: () => {
        this.bringForward()
      },
      showDiagnostics: () => {
        showDiagnostics(this.#window, {
          runtime: this.#runtime,
          state: this.#state(),
          bond: this.#station?.bond ?? 'none',
          restarts: this.#station?.restarts ?? 0,
          dataFolder: this.#stationFolder,
        })
      },
      quit: () => {
        void this.#askToQuit()
      },
    })
    const home = this.#decideHome()
    if (home !== null) this.#startStation(home)
    this.#openWindow()
    this.#updateTray()
  }

  bringForward(): void {
    if (this.#window !== undefined) bringForward(this.#window)
  }

  /** True when the program may end now; otherwise it ends the station first and then quits by itself. */
  prepareToQuit(): boolean {
    if (this.#quitting === 'ended' || this.#station === undefined) {
      // From here on a window may close instead of hiding, or it would hold the program up.
      this.#quitting = 'ended'
      return true
    }
    if (this.#quitting === 'no') {
      this.#quitting = 'ending'
      void this.#station.end().then(() => {
        this.#quitting = 'ended'
        app.quit()
      })
    }
    return false
  }

  #state(): ShellState {
    return this.#station?.state ?? { phase: 'welcome', configurationPath: this.#configurationPath() }
  }

  #configurationPath(): string {
    return this.#setting.args.config ?? join(this.#setting.folders.station, 'configuration.json')
  }

  #decideHome(): Home | null {
    const { args, folders } = this.#setting
    return decideHome({
      askedForTraining: args.training,
      chosen: readChoice(folders.home).home,
      hasConfiguration: args.config !== null || existsSync(this.#configurationPath()),
      hasDatabase: existsSync(join(folders.station, 'station.sqlite')),
    })
  }

  #choose(home: Home): void {
    if (this.#station !== undefined) return
    const { folders } = this.#setting
    writeChoice(folders.home, { ...readChoice(folders.home), home })
    this.#startStation(home)
    sendState(this.#window, this.#state())
  }

  #startStation(home: Home): void {
    const { distFolder, folders } = this.#setting
    const configuration = this.#configurationPath()
    this.#stationFolder = home === 'training' ? folders.training : folders.station
    const words = shellWords()
    this.#station = new StationProcess({
      entry: join(distFolder, 'station', 'cli.js'),
      args: [
        home === 'training' ? 'training' : 'station',
        '--data',
        this.#stationFolder,
        ...(home === 'station' && existsSync(configuration) ? ['--config', configuration] : []),
      ],
      dataFolder: this.#stationFolder,
      failedWords: (last) => `${words.stationFailed}\n${last === '' ? words.stationSilent : last}`,
      onState: (state) => {
        sendState(this.#window, state)
        this.#updateTray()
      },
      onFrozen: (bond, pid) => {
        if (bond === 'attached') this.#takeFrozenBack = sayFrozen(pid)
        else process.stderr.write(`${fill(words.endedFrozen, { pid })}\n`)
      },
      onThawed: () => {
        this.#takeFrozenBack()
      },
    })
    this.#station.start()
  }

  #openWindow(): void {
    const window = openWindow({
      preload: join(this.#setting.distFolder, 'electron', 'preload.cjs'),
      icon: this.#icon('icon.png'),
      officialRuntime: this.#runtime.official,
    })
    this.#window = window
    window.on('close', (event) => {
      if (this.#quitting !== 'no') return
      event.preventDefault()
      window.hide()
      this.#sayStillRunningOnce()
    })
  }

  #sayStillRunningOnce(): void {
    const { home } = this.#setting.folders
    const choice = readChoice(home)
    if (choice.toldAboutTray) return
    writeChoice(home, { ...choice, toldAboutTray: true })
    sayStillRunning()
  }

  #takeSummary(summary: BoardSummary): void {
    const forward = callsForward(this.#summary, summary)
    const given = tellsGiven(this.#summary, summary)
    this.#summary = summary
    this.#updateTray()
    const window = this.#window
    if (window === undefined) return
    // Before the window comes forward: whoever looks at it sees the page's own notice.
    if (given !== null && !window.isFocused()) {
      window.flashFrame(true)
      this.#givenNotice.show()
    }
    if (given === 'forward' || forward) bringForward(window)
    if (forward) {
      window.flashFrame(true)
      this.#criticalNotice.show()
    }
    if (summary.ringingCritical === 0) this.#criticalNotice.takeBack()
    if (summary.given === 0) this.#givenNotice.takeBack()
    if (summary.ringingCritical === 0 && summary.given === 0) window.flashFrame(false)
  }

  #updateTray(): void {
    this.#tray?.show(this.#summary, this.#state().phase === 'ready')
  }

  async #askToQuit(): Promise<void> {
    if (await confirmQuit(this.#station?.bond ?? 'none')) app.quit()
  }

  #icon(name: string): string {
    return join(app.getAppPath(), 'resources', 'icons', name)
  }
}
