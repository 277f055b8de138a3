/** Builds what is stale: one process at a time per part, published whole. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { withLock } from './lock.mjs'
import { PARTS, partSignature, partState, stampFile } from './parts.mjs'
import { publish } from './publish.mjs'
import { inRoot } from './root.mjs'
import { Refusal, say } from './say.mjs'

/** @typedef {import('./parts.mjs').PartName} PartName */

function commit() {
  try {
    const words = ['describe', '--always', '--dirty', '--exclude', '*']
    return execFileSync('git', words, {
      cwd: inRoot(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    // An unpacked archive has no repository; diagnostics then say so.
    return 'unknown'
  }
}

function writeBuildInfo() {
  const { version } = /** @type {{ version: string }} */ (
    JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  )
  const info = { version, commit: commit(), builtAt: new Date().toISOString() }
  writeFileSync(inRoot('dist', 'build-info.json'), `${JSON.stringify(info)}\n`)
}

/** @param {PartName} part */
function previousFiles(part) {
  const stamp = stampFile(part)
  if (!existsSync(stamp)) return []
  return /** @type {{ files: string[] }} */ (JSON.parse(readFileSync(stamp, 'utf8'))).files
}

/** @param {PartName} part */
async function buildPart(part) {
  const { out, main } = PARTS[part]
  const fresh = inRoot('dist', `.fresh-${part}-${process.pid}`)
  const startedAt = performance.now()
  // Taken before reading the sources: an edit during the build makes the part stale again.
  const signature = partSignature(part)
  try {
    const { buildWithVite } = await import('./vite-builds.mjs')
    await buildWithVite(part, fresh)
    const files = await publish(fresh, inRoot('dist', out), main, previousFiles(part))
    mkdirSync(dirname(stampFile(part)), { recursive: true })
    writeFileSync(stampFile(part), JSON.stringify({ signature, files }))
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  say(`Built ${part} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`)
}

/**
 * @param {readonly PartName[]} parts
 * @param {{ force?: boolean }} [options]
 * @returns {Promise<{ built: PartName[], noSource: PartName[], failed: PartName[] }>}
 */
export async function buildParts(parts, { force = false } = {}) {
  mkdirSync(inRoot('dist'), { recursive: true })
  /** @type {{ built: PartName[], noSource: PartName[], failed: PartName[] }} */
  const result = { built: [], noSource: [], failed: [] }
  const one = async (/** @type {PartName} */ part) => {
    const before = partState(part)
    if (before === 'no-source') {
      result.noSource.push(part)
      return
    }
    if (before === 'fresh' && !force) return
    await withLock(
      inRoot('dist', `.lock-${part}`),
      async () => {
        // Somebody else may have built it while we waited.
        if (!force && partState(part) === 'fresh') return
        await buildPart(part)
        result.built.push(part)
      },
      () => say(`Another command builds ${part}; waiting for it …`),
    )
  }
  await Promise.all(
    parts.map((part) =>
      one(part).catch((/** @type {unknown} */ error) => {
        say(`Building ${part} failed: ${error instanceof Error ? error.message : String(error)}`)
        result.failed.push(part)
      }),
    ),
  )
  if (result.built.length > 0) writeBuildInfo()
  return result
}

/**
 * As `buildParts`, but every part has to stand afterwards.
 * @param {readonly PartName[]} parts
 */
export async function requireParts(parts) {
  const { failed, noSource } = await buildParts(parts)
  if (failed.length > 0) throw new Refusal(`Not built: ${failed.join(', ')}; the reasons stand above.`)
  if (noSource.length > 0) {
    const entries = noSource.flatMap((part) => PARTS[part].entries)
    throw new Refusal(`Not built: ${noSource.join(', ')}; this checkout has no ${entries.join(', ')}.`)
  }
}
