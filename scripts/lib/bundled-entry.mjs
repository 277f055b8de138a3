import { pathToFileURL } from 'node:url'
import { inPath } from './machine.mjs'
import { endAll, endWithSignals, start } from './processes.mjs'
import { inRoot } from './root.mjs'
import { setUp } from './setup.mjs'
import { startVirtualDisplay } from './virtual-display.mjs'

/**
 * Sets up, builds the product and one more program from `test/`, and runs that program in this process.
 * @param {'bench' | 'soak'} part
 * @returns {Promise<number | undefined>} an exit code where the program ran in a process of its own
 */
export async function runBundled(part) {
  await setUp(['desktop', 'training', 'test'])
  const { ensureElectronRuntime, wordsFor } = await import('../electron-runtime.mjs')
  const { requireParts } = await import('./build.mjs')
  const { PRODUCT_PARTS } = await import('./parts.mjs')
  const { say } = await import('./say.mjs')
  say(wordsFor(await ensureElectronRuntime()))
  await requireParts([...PRODUCT_PARTS, part])
  const file = inRoot('dist', part, 'main.js')
  if (part === 'bench' && !process.env['DISPLAY'] && inPath('Xvfb')) return await runOnVirtualDisplay(file)
  process.argv[1] = file
  await import(pathToFileURL(file).href)
  return undefined
}

/**
 * The window's figures need a display; a virtual one draws in software, as the bare window beside it does.
 * @param {string} file
 */
async function runOnVirtualDisplay(file) {
  endWithSignals('leader')
  try {
    const env = { ...process.env, ...(await startVirtualDisplay()) }
    const child = start(process.execPath, [file, ...process.argv.slice(2)], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env,
    })
    return await new Promise((resolve) => {
      child.once('error', () => resolve(127))
      child.once('close', (code) => resolve(code ?? 1))
    })
  } finally {
    await endAll('leader')
  }
}
