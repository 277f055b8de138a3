/**
 * A fresh clone's own set-up: Node, system packages, npm packages. Each step is skipped when there is nothing
 * to do. Imports Node built-ins only, because it runs before `npm ci`.
 */
import { ensureNpmPackages, needsCompiler } from './npm-packages.mjs'
import { Refusal } from './say.mjs'
import { ensureSystemPackages, installLine, PACKAGE_SETS } from './system-packages.mjs'

/** The floor that a bare Debian machine may have. */
export const NODE_FLOOR = '20.19.0'

/**
 * @param {string} version e.g. `20.19.0`
 * @param {string} floor
 */
export function isAtLeast(version, floor) {
  const [have, want] = [version, floor].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10)),
  )
  for (let i = 0; i < 3; i++) {
    const difference = (have?.[i] ?? 0) - (want?.[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

export function checkNode() {
  if (isAtLeast(process.versions.node, NODE_FLOOR)) return
  throw new Refusal(`Tryggvakt needs Node ${NODE_FLOOR} or later; this is ${process.versions.node}.`)
}

/**
 * A failed compile says forty lines; what was missing all along and the line to run come after them.
 * @param {unknown} error
 * @param {readonly string[]} missing
 */
export function withMissingTools(error, missing) {
  const tools = missing.filter((name) => PACKAGE_SETS.build.includes(name))
  if (!(error instanceof Refusal) || tools.length === 0) return error
  return new Refusal(
    `${error.message}\nCompiling SQLite needs ${tools.join(' ')}, missing here. First run:\n  ${installLine(tools)}`,
    error.exitCode,
  )
}

/**
 * @param {readonly import('./system-packages.mjs').PackageSet[]} sets what the work ahead needs; a compiler is
 *   added when SQLite has to be built
 * @returns {Promise<{ missing: string[] }>} system packages that could not be had
 */
export async function setUp(sets) {
  checkNode()
  const missing = await ensureSystemPackages(needsCompiler() ? ['build', ...sets] : sets)
  await ensureNpmPackages().catch((/** @type {unknown} */ error) => {
    throw withMissingTools(error, missing)
  })
  return { missing }
}
