/** The node gives out the folder of the operator page and nothing beside it. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startCentre, temporaryFolder } from './centre-harness.ts'

test('the page is there; what lies outside its folder, hidden or nowhere is unknown', async () => {
  const folder = await temporaryFolder()
  const page = join(folder, 'page')
  await mkdir(page)
  await writeFile(join(page, 'index.html'), 'the page')
  await writeFile(join(page, '.secret'), 'hidden')
  await writeFile(join(folder, 'cli.js'), 'outside')
  const centre = await startCentre({ page })
  expect(await centre.call('/')).toMatchObject({ status: 200, body: 'the page' })
  for (const path of ['/..%2fcli.js', '/%2e%2e%2fcli.js', '/.secret', '/gone.js']) {
    expect(await centre.call(path)).toMatchObject({ status: 404, body: { code: 'unknown-path' } })
  }
})
