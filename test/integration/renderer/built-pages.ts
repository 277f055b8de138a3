/** test/pages as Vite builds them: once for all test files of a run, since it takes as long as a dozen states. */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'
import { inject } from 'vitest'
import { waitUntil } from '../../support/wait-until.ts'

export const PAGES_ROOT = path.resolve(import.meta.dirname, '../../pages')
export const UNCONFIGURED = { configFile: false, root: PAGES_ROOT, logLevel: 'error' } as const

/** Less than a test file waits for its pages. */
const BUILT_WITHIN_MS = 110_000
const SCRIPTS = ['board-states', 'technician-states', 'centre-states'].map((name) =>
  path.join(PAGES_ROOT, name),
)
const DOCUMENT = path.resolve(PAGES_ROOT, '../../renderer/index.html')

let built: Promise<string> | undefined

/** The folder with the pages; it goes when the run ends. */
export function builtPages(): Promise<string> {
  return (built ??= buildOnce())
}

/** The first process builds, the others wait for it. */
async function buildOnce(): Promise<string> {
  const folder = inject('pagesFolder')
  const pages = path.join(folder, 'pages')
  const isFirst = await mkdir(path.join(folder, 'claimed')).then(
    () => true,
    () => false,
  )
  if (isFirst) {
    const outDir = path.join(folder, 'under-way')
    await buildPages(outDir)
    await rename(outDir, pages)
  }
  await waitUntil(() => existsSync(pages), 'the process that builds the pages did not', {
    limitMs: BUILT_WITHIN_MS,
    everyMs: 100,
  })
  return pages
}

async function buildPages(outDir: string): Promise<void> {
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
