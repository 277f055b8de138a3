/** What a state of the screen looks like and whether everybody can read it: a picture kept, and axe's findings. */
import { AxeBuilder } from '@axe-core/playwright'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { ROOT } from '../../support/program.ts'

const PICTURES = join(ROOT, 'test-artifacts', 'e2e')

/** Keeps a picture under `test-artifacts/e2e`. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `${name}.png`) })
}

/** Keeps a picture and gives what axe finds wrong, each with the elements. */
export async function lookAt(page: Page, name: string): Promise<readonly string[]> {
  await picture(page, name)
  // Legacy mode: Electron opens no second page for axe to work in.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  return violations.map(
    ({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  )
}
