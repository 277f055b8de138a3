/** How Vite makes each part, and what stays outside its bundle; see docs/dependencies.md. */
import { builtinModules } from 'node:module'
import { relative } from 'node:path'
import { build } from 'vite'
import { PARTS } from './parts.mjs'
import { inRoot, ROOT } from './root.mjs'

const GIVEN = [/^node:/, ...builtinModules, 'electron']

/** Benches and soaks: everything from node_modules, except the decorator helpers, which nobody installs. */
const ALL_PACKAGES = [...GIVEN, /^(?!@oxc-project)[a-z@][^:]*$/i]

/** They look for their native halves beside themselves. */
const NATIVE_PACKAGES = [...GIVEN, /^(sqlite3|serialport|@serialport\/.*|dbus-next|node-ble)$/]

/** @type {import('vite').InlineConfig} */
const COMMON = {
  root: ROOT,
  configFile: false,
  envDir: false,
  logLevel: 'warn',
  publicDir: false,
}

/**
 * A program for Node or Electron's main process, as ES modules. Chunks lie beside the entry, so that
 * `import.meta.dirname` means the same in all of them.
 * @param {string} entry
 * @param {string} fileName
 * @param {string} outDir
 * @param {(string | RegExp)[]} external
 * @returns {import('vite').InlineConfig}
 */
function nodeProgram(entry, fileName, outDir, external) {
  return {
    ...COMMON,
    ssr: { noExternal: true },
    // What CommonJS packages call their own folder; only those ask for it that start workers, which we do not use.
    define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
    build: {
      ssr: inRoot(entry),
      target: 'node20',
      outDir,
      emptyOutDir: true,
      sourcemap: true,
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        external,
        output: { format: 'es', entryFileNames: fileName, chunkFileNames: '[name]-[hash].js' },
      },
    },
  }
}

/**
 * A sandboxed preload script has to be one CommonJS file.
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
function preload(outDir) {
  return {
    ...COMMON,
    build: {
      lib: { entry: inRoot('electron', 'preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
      target: 'node20',
      outDir,
      emptyOutDir: false,
      sourcemap: true,
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: { external: ['electron'], output: { codeSplitting: false } },
    },
  }
}

/**
 * The pages share their document, which names the client's script.
 * @param {string} entry
 * @returns {import('vite').Plugin}
 */
function documentOf(entry) {
  const script = `./${relative(inRoot('renderer'), inRoot(entry))}`
  return {
    name: 'document-of-page',
    transformIndexHtml: { order: 'pre', handler: (html) => html.replace('./main.tsx', script) },
  }
}

/**
 * A page: the client's, the same for the desktop (served under app://) and a browser (served by the station), or the
 * operators' (served by the care centre).
 * @param {string} entry
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
function page(entry, outDir) {
  return {
    configFile: inRoot('renderer', 'vite.config.mts'),
    envDir: false,
    logLevel: 'warn',
    plugins: [documentOf(entry)],
    build: { outDir, sourcemap: true, reportCompressedSize: false, chunkSizeWarningLimit: 2000 },
  }
}

/**
 * @param {import('./parts.mjs').PartName} part
 * @param {string} outDir
 */
export async function buildWithVite(part, outDir) {
  const [entry] = PARTS[part].entries
  if (entry === undefined) throw new Error(`${part} has no entry`)
  if (part === 'renderer' || part === 'centre-page') {
    await build(page(entry, outDir))
    return
  }
  const isProduct = part !== 'bench' && part !== 'soak'
  // A station reads a thousand files of packages at every start else, which took a third of its way to "ready".
  await build(nodeProgram(entry, PARTS[part].main, outDir, isProduct ? NATIVE_PACKAGES : ALL_PACKAGES))
  if (part === 'electron') await build(preload(outDir))
}
