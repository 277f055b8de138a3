/**
 * What Electron's own default_app.asar does for `electron <app>`, for the stand-in runtime that comes without
 * it: takes Playwright's `-r`, sets name and version from the app's package.json and loads its main file.
 */
import { app } from 'electron/main'
import fs from 'node:fs'
import Module from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const argv = process.argv.slice(1)
const preload = []
let file = null
for (let i = 0; i < argv.length; i++) {
  const word = argv[i]
  if (word === '-v' || word === '--version') {
    process.stdout.write(`v${process.versions.electron}\n`)
    process.exit(0)
  }
  if (word === '-r' || word === '--require') {
    preload.push(argv[++i])
    continue
  }
  if (word === '--') {
    file = argv[i + 1] ?? null
    break
  }
  if (word.startsWith('-')) continue
  file = word
  break
}
if (preload.length > 0) Module._preloadModules(preload)
if (file === null) {
  process.stderr.write('usage: electron <app directory or file> [args]\n')
  process.exit(64)
}

Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true })
const target = path.resolve(file)
const manifest = path.join(target, 'package.json')
let appPath = null
if (fs.existsSync(manifest)) {
  const description = JSON.parse(fs.readFileSync(manifest, 'utf8'))
  if (description.version) app.setVersion(description.version)
  app.name = description.productName ?? description.name ?? app.name
  app.setDesktopName(description.desktopName ?? `${app.name}.desktop`)
  appPath = target
}
try {
  const main = Module._resolveFilename(target, null, true)
  app.setAppPath(appPath ?? path.dirname(main))
  // Awaited at the top level: otherwise `ready` fires first and registerSchemesAsPrivileged throws.
  await import(pathToFileURL(main).href)
} catch (error) {
  process.stderr.write(`App threw an error during load\n${error?.stack ?? error}\n`)
  process.exit(1)
}
