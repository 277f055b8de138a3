import { pathToFileURL } from 'node:url'
import { inPath } from './machine.mjs'
import { start } from './processes.mjs'
import { inRoot } from './root.mjs'
import { setUp } from './setup.mjs'

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
  if (part === 'bench' && !process.env['DISPLAY'] && inPath('xvfb-run'))
    return await runOnVirtualDisplay(file)
  process.argv[1] = file
  await import(pathToFileURL(file).href)
  return undefined
}

/**
 * The window's figures need a display; a virtual one draws in software, as the bare window beside it does.
 * @param {string} file
 */
async function runOnVirtualDisplay(file) {
  const words = ['-a', '-s', '-screen 0 1600x1200x24', process.execPath, file, ...process.argv.slice(2)]
  const child = start('xvfb-run', words, { stdio: ['ignore', 'inherit', 'inherit'] })
  return await new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('close', (code) => resolve(code ?? 1))
  })
}
