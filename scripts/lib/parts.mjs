/**
 * The parts of a build: what each is made from and where it goes. The staleness check is cheap (names, sizes and
 * times of the sources), because every command from a checkout does it first.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot, ROOT } from './root.mjs'

/**
 * @typedef {object} Part
 * @property {readonly string[]} entries the files without which there is no such part
 * @property {readonly string[]} sources folders and files whose change makes the part stale
 * @property {string} out folder under dist
 * @property {string} main the file that stands when the part is built
 */

const EVERYWHERE = [
  'shared',
  'package-lock.json',
  'tsconfig.base.json',
  'scripts/lib/vite-builds.mjs',
  'scripts/lib/parts.mjs',
]

/** @satisfies {Record<string, Part>} */
export const PARTS = {
  station: {
    entries: ['station/cli.ts'],
    sources: ['station', 'device-drivers', 'resources', 'tsconfig.json', ...EVERYWHERE],
    out: 'station',
    main: 'cli.js',
  },
  'care-centre': {
    entries: ['care-centre/cli.ts'],
    sources: ['care-centre', 'resources', 'tsconfig.json', ...EVERYWHERE],
    out: 'care-centre',
    main: 'cli.js',
  },
  electron: {
    entries: ['electron/main.ts', 'electron/preload.ts'],
    sources: ['electron', 'resources', 'tsconfig.json', 'package.json', ...EVERYWHERE],
    out: 'electron',
    main: 'main.js',
  },
  renderer: {
    entries: ['renderer/main.tsx'],
    // The renderer sees the types of the two APIs only; types leave nothing in a bundle.
    sources: ['renderer', 'resources', ...EVERYWHERE],
    out: 'renderer',
    main: 'index.html',
  },
  // The operator page, which the care centre serves.
  'centre-page': {
    entries: ['renderer/centre/main.tsx'],
    sources: ['renderer', 'resources', ...EVERYWHERE],
    out: 'centre-page',
    main: 'index.html',
  },
  bench: {
    entries: ['test/bench/main.ts'],
    sources: ['test', 'station', 'device-drivers', 'care-centre', 'tsconfig.json', ...EVERYWHERE],
    out: 'bench',
    main: 'main.js',
  },
  soak: {
    entries: ['test/soak/main.ts'],
    sources: ['test', 'station', 'device-drivers', 'care-centre', 'renderer', 'tsconfig.json', ...EVERYWHERE],
    out: 'soak',
    main: 'main.js',
  },
}

/** @typedef {keyof typeof PARTS} PartName */

/** What `npm run build` makes; bench and soak are built by their own commands. */
export const PRODUCT_PARTS = /** @type {const} */ ([
  'station',
  'care-centre',
  'electron',
  'renderer',
  'centre-page',
])

/**
 * @param {string} word
 * @returns {word is PartName}
 */
export function isPartName(word) {
  return Object.hasOwn(PARTS, word)
}

/** @param {string} part */
export function stampFile(part) {
  return inRoot('dist', '.stamps', `${part}.json`)
}

/**
 * A digest of names, sizes and modification times below `paths`; changes when a file is added, removed or edited.
 * @param {string} root
 * @param {readonly string[]} paths relative to root; missing ones count as missing
 */
export function signatureOf(root, paths) {
  const hash = createHash('sha256')
  const add = (/** @type {string} */ path) => {
    const full = join(root, path)
    const stat = statSync(full, { throwIfNoEntry: false })
    if (stat === undefined) return
    if (!stat.isDirectory()) {
      hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`)
      return
    }
    for (const name of readdirSync(full).sort()) add(`${path}/${name}`)
  }
  for (const path of paths) add(path)
  return hash.digest('hex')
}

/** @param {PartName} part */
export function partSignature(part) {
  return signatureOf(ROOT, PARTS[part].sources)
}

/**
 * @param {PartName} part
 * @returns {'fresh' | 'stale' | 'no-source'}
 */
export function partState(part) {
  const { entries, out, main } = PARTS[part]
  if (entries.some((entry) => !existsSync(inRoot(entry)))) return 'no-source'
  const stamp = stampFile(part)
  if (!existsSync(stamp) || !existsSync(inRoot('dist', out, main))) return 'stale'
  const { signature } = /** @type {{ signature: string }} */ (JSON.parse(readFileSync(stamp, 'utf8')))
  return signature === partSignature(part) ? 'fresh' : 'stale'
}
