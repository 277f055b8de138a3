/** Where the test pages are built during a run of the integration tests; Vitest ends its processes without a word. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    pagesFolder: string
  }
}

export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'tryggvakt-pages-'))
  project.provide('pagesFolder', folder)
  return () => {
    rmSync(folder, { recursive: true, force: true })
  }
}
