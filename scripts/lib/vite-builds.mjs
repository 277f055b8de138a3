/** How Vite makes each part. Native and other packages stay outside the bundles; see docs/dependencies.md. */
import { builtinModules } from 'node:module'
import { build } from 'vite'
import { PARTS } from './parts.mjs'
import { inRoot, ROOT } from './root.mjs'

/** Everything from node_modules, except the decorator helpers, which a packed program would lack. */
const EXTERNAL = [/^node:/, ...builtinModules, 'electron', /^(?!@oxc-project)[a-z@][^:]*$/i]

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
 * @returns {import('vite').InlineConfig}
 */
function nodeProgram(entry, fileName, outDir) {
  return {
    ...COMMON,
    build: {
      ssr: inRoot(entry),
      target: 'node20',
      outDir,
      emptyOutDir: true,
      sourcemap: true,
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        external: EXTERNAL,
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
 * The page, the same for the desktop client (served under app://) and a browser (served by the station).
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
function page(outDir) {
  return {
    configFile: inRoot('renderer', 'vite.config.mts'),
    envDir: false,
    logLevel: 'warn',
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
  if (part === 'renderer') {
    await build(page(outDir))
    return
  }
  await build(nodeProgram(entry, PARTS[part].main, outDir))
  if (part === 'electron') await build(preload(outDir))
}
