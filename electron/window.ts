/** The one window: sandboxed, no way out of its own page, awake in the background. */
import { BrowserWindow, Menu, nativeTheme, shell, type Session } from 'electron'
import { OFFICIAL_RUNTIME_FLAG } from './runtime-flag.ts'
import { isOwnPage, isTelephoneLink, START_PAGE } from './page-path.ts'
import { mayUse } from './page-permissions.ts'
import { shellWords } from './shell-words.ts'

/** A page that hangs longer than this is ended and loaded again. */
const HANG_MS = 5_000
/** Between two reloads of a page that crashes again and again. */
const RELOAD_PAUSE_MS = 500

export interface WindowOptions {
  readonly preload: string
  readonly icon: string
  readonly officialRuntime: boolean
}

/** Everything is refused but the outputs that alarms sound through (page-permissions.ts). */
function denyAlmostEverything(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false)
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin, details) => isOwnPage(origin) && mayUse(permission, details),
  )
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => {
    event.preventDefault()
  })
}

function keepOnOwnPage(window: BrowserWindow): void {
  const contents = window.webContents
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    if (isOwnPage(event.url)) return
    event.preventDefault()
    if (isTelephoneLink(event.url)) void shell.openExternal(event.url)
  })
  contents.on('will-redirect', (event) => {
    event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
}

function reviveAfterCrash(window: BrowserWindow): void {
  let hung: NodeJS.Timeout | undefined
  window.on('unresponsive', () => {
    hung ??= setTimeout(() => {
      hung = undefined
      if (!window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
    }, HANG_MS)
  })
  window.on('responsive', () => {
    clearTimeout(hung)
    hung = undefined
  })
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload()
    }, RELOAD_PAUSE_MS)
  })
}

/** Zoom and full screen by their usual keys; nothing that leaves or reloads the page. */
function setMenu(): void {
  const words = shellWords()
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: words.menuView,
        submenu: [
          { role: 'resetZoom', label: words.menuActualSize },
          { role: 'zoomIn', label: words.menuZoomIn, accelerator: 'CmdOrCtrl+Plus' },
          { role: 'zoomIn', label: words.menuZoomIn, accelerator: 'CmdOrCtrl+=', visible: false },
          { role: 'zoomOut', label: words.menuZoomOut },
          { role: 'togglefullscreen', label: words.menuFullScreen },
        ],
      },
      {
        label: words.menuEdit,
        submenu: [
          { role: 'cut', label: words.menuCut },
          { role: 'copy', label: words.menuCopy },
          { role: 'paste', label: words.menuPaste },
        ],
      },
    ]),
  )
}

export function openWindow(options: WindowOptions): BrowserWindow {
  setMenu()
  const window = new BrowserWindow({
    width: 1280,
    height: 860,
    minWidth: 360,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    icon: options.icon,
    // The page's own background, so that nothing flashes white in a dark room.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0B0F14' : '#F5F7FA',
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // The alarm sounds from a hidden window, and without a click first.
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
      additionalArguments: options.officialRuntime ? [OFFICIAL_RUNTIME_FLAG] : [],
    },
  })
  denyAlmostEverything(window.webContents.session)
  keepOnOwnPage(window)
  reviveAfterCrash(window)
  window.once('ready-to-show', () => {
    window.show()
  })
  void window.loadURL(START_PAGE)
  return window
}

export function bringForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
