/** The desktop client's entry: folders, single instance, then the shell. */
import { app } from 'electron'
import { join } from 'node:path'
import { registerAppScheme } from './app-protocol.ts'
import { dataFolders, parseShellArguments } from './command-line.ts'
import { DesktopShell } from './desktop-shell.ts'

const args = parseShellArguments(process.argv, process.cwd())
const folders = dataFolders(args, process.env, app.getPath('home'))

// Before the lock: one client per data folder, not one per user.
app.setPath('userData', join(folders.home, 'desktop'))

if (app.requestSingleInstanceLock()) {
  registerAppScheme()
  const shell = new DesktopShell({ args, folders, distFolder: join(import.meta.dirname, '..') })
  app.on('second-instance', () => {
    shell.bringForward()
  })
  app.on('activate', () => {
    shell.bringForward()
  })
  // The window is closed to the tray; the watch goes on.
  app.on('window-all-closed', () => undefined)
  app.on('before-quit', (event) => {
    if (!shell.prepareToQuit()) event.preventDefault()
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      app.quit()
    })
  }
  void app.whenReady().then(() => {
    shell.open()
  })
} else {
  app.quit()
}
