/**
 * The command line from a checkout: builds what is missing or stale, words on standard error alone, then runs the
 * command in this same process. Node built-ins only up to that import, so that a fresh build starts at once.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { commandParts } from './lib/command-parts.mjs'
import { partState, PARTS } from './lib/parts.mjs'
import { inRoot } from './lib/root.mjs'
import { say } from './lib/say.mjs'

/**
 * @param {readonly import('./lib/parts.mjs').PartName[]} parts
 * @returns {boolean} whether all of them stand
 */
function stand(parts) {
  const stale = parts.filter((part) => partState(part) !== 'fresh')
  if (stale.length === 0) return true
  const child = spawnSync(process.execPath, [inRoot('scripts', 'build.mjs'), ...stale], {
    stdio: ['ignore', 2, 2],
  })
  return child.status === 0
}

async function main() {
  if (!existsSync(inRoot('node_modules', '.package-lock.json'))) {
    say('The npm packages are not installed. Run first: npm ci   (or npm start, which sets up everything)')
    process.exitCode = 1
    return
  }
  const { entry, needed, wished } = commandParts(process.argv.slice(2))
  if (!stand(needed)) {
    process.exitCode = 1
    return
  }
  if (!stand(wished)) say(`Going on without: ${wished.join(', ')}. Alarms are received all the same.`)
  const file = inRoot('dist', PARTS[entry].out, PARTS[entry].main)
  if (entry === 'care-centre') process.argv.splice(2, 1)
  process.argv[1] = file
  await import(pathToFileURL(file).href)
}

await main()
