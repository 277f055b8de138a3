/** Ctrl-C in a terminal reaches a script and all that runs in its foreground; a window on a virtual display closes first. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { processLives } from '../../electron/running-station.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { ROOT } from '../support/program.ts'
import { waitUntil } from '../support/wait-until.ts'
import { stationOn } from './support/desktop-client.ts'

const ELECTRON = createRequire(import.meta.url)('electron') as string
const SCRIPTS = pathToFileURL(join(ROOT, 'scripts', 'lib')).href
const SCRIPT = `
import { endWithSignals, start } from '${SCRIPTS}/processes.mjs'
import { startVirtualDisplay } from '${SCRIPTS}/virtual-display.mjs'
const [binary, ...words] = process.argv.slice(1)
endWithSignals('leader')
const screen = await startVirtualDisplay()
console.log(screen.DISPLAY)
const window = start(binary, words, { env: { ...process.env, ...screen }, stdio: 'ignore' })
window.once('exit', (code, signal) => console.log(code ?? signal))
`

let cleanUp: CleanUp
beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(async () => {
  await cleanUp.run()
})

test('Ctrl-C ends window and station in order, and then the display', async () => {
  const data = await temporaryFolder(cleanUp)
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const window = [...root, '--disable-gpu', '--log-level=3', ROOT, '--training', '--data', data]
  // A process group of its own, as a shell makes one for each command.
  const script = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, '--', ELECTRON, ...window], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const { pid } = script
  if (pid === undefined) throw new Error('the script did not start')
  cleanUp.add(() => script.exitCode !== null || script.signalCode !== null || process.kill(-pid, 'SIGKILL'))
  const lines: string[] = []
  createInterface({ input: script.stdout }).on('line', (line) => lines.push(line))
  const display = await waitUntil(() => lines[0], 'no display')
  const socket = `/tmp/.X11-unix/X${display.slice(1)}`
  expect(existsSync(socket)).toBe(true)
  const station = await stationOn(data)

  process.kill(-pid, 'SIGINT')
  expect(await once(script, 'close')).toEqual([130, null])
  expect(lines).toEqual([display, '0'])
  expect(existsSync(join(data, 'station.json'))).toBe(false)
  // Its parent is gone first: somebody else takes its last word.
  await waitUntil(() => !processLives(station.pid), 'the station was left behind')
  expect(existsSync(socket)).toBe(false)
})
