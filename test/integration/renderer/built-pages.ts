/** test/pages as Vite builds them: once for all test files of a process, since it takes as long as a dozen states. */
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { inject } from 'vitest'

export const PAGES_ROOT = path.resolve(import.meta.dirname, '../../pages')
export const UNCONFIGURED = { configFile: false, root: PAGES_ROOT, logLevel: 'error' } as const

const DOCUMENTS = ['board-states.html', 'technician-states.html', 'centre-states.html']

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
    plugins: [react()],
    build: {
      outDir,
      target: 'chrome120',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: DOCUMENTS.map((name) => path.join(PAGES_ROOT, name)) },
    },
  })
  return outDir
}
