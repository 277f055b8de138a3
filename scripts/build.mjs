/** `npm run build [-- part…] [--force]`: all words on standard error. */
import { existsSync } from 'node:fs'
import { buildParts } from './lib/build.mjs'
import { isPartName, PARTS, PRODUCT_PARTS } from './lib/parts.mjs'
import { inRoot } from './lib/root.mjs'
import { Refusal, runMain, say } from './lib/say.mjs'

await runMain(async () => {
  const words = process.argv.slice(2)
  const force = words.includes('--force')
  const names = words.filter((word) => word !== '--force')
  const unknown = names.find((name) => !isPartName(name))
  if (unknown !== undefined) {
    throw new Refusal(`There is no part "${unknown}". Parts: ${Object.keys(PARTS).join(', ')}.`, 2)
  }
  if (!existsSync(inRoot('node_modules', 'vite'))) throw new Refusal('npm packages are missing; run: npm ci')
  const parts = names.length > 0 ? names.filter(isPartName) : PRODUCT_PARTS
  const { built, failed, noSource } = await buildParts(parts, { force })
  for (const part of noSource)
    say(`Not built: ${part}; this checkout has no ${PARTS[part].entries.join(', ')}.`)
  if (built.length === 0 && failed.length === 0 && noSource.length === 0) say('Nothing to build.')
  return failed.length > 0 || noSource.length > 0 ? 1 : 0
})
