import { pathToFileURL } from 'node:url'
import { inRoot } from './root.mjs'
import { setUp } from './setup.mjs'

/**
 * Sets up, builds the product and one more program from `test/`, and runs that program in this process.
 * @param {'bench' | 'soak'} part
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
  process.argv[1] = file
  await import(pathToFileURL(file).href)
}
