/** test/pages as Vite builds them: once for all test files of a process, since it takes as long as a dozen states. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'
import { inject } from 'vitest'

export const PAGES_ROOT = path.resolve(import.meta.dirname, '../../pages')
export const UNCONFIGURED = { configFile: false, root: PAGES_ROOT, logLevel: 'error' } as const

const SCRIPTS = ['board-states', 'technician-states', 'centre-states'].map((name) =>
  path.join(PAGES_ROOT, name),
)
const DOCUMENT = path.resolve(PAGES_ROOT, '../../renderer/index.html')

let built: Promise<string> | undefined

/** The folder with the pages; it goes when the run ends. */
export function builtPages(): Promise<string> {
  return (built ??= buildPages())
}

async function buildPages(): Promise<string> {
  const outDir = path.join(inject('pagesFolder'), String(process.pid))
  await build({
    ...UNCONFIGURED,
    base: './',
    plugins: [react(), documents()],
    build: {
      outDir,
      target: 'chrome120',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: SCRIPTS.map(documentFor) },
    },
  })
  return outDir
}

const documentFor = (script: string) => `${script}.html`

/** The product's own document around each of the scripts. */
function documents(): Plugin {
  const scripts = new Map(SCRIPTS.map((script) => [documentFor(script), script]))
  return {
    name: 'test-documents',
    resolveId: (id) => (scripts.has(id) ? id : undefined),
    load: (id) => {
      const script = scripts.get(id)
      if (script === undefined) return undefined
      return readFileSync(DOCUMENT, 'utf8').replace('./main.tsx', `./${path.basename(script)}.tsx`)
    },
  }
}
