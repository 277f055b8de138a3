import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { leakSample } from '../../../fixtures/example-driver/sample.ts'
import { ROOT } from '../../../support/program.ts'
import { describeProtocol } from './conformance.ts'

const FOLDER = join(ROOT, 'test', 'fixtures', 'example-driver')

describe('the example of docs/writing-a-driver.md', () => {
  describeProtocol(leakSample)

  test('is printed there word for word, file by file', async () => {
    const page = await readFile(join(ROOT, 'docs', 'writing-a-driver.md'), 'utf8')
    const printed = [...page.matchAll(/`test\/fixtures\/example-driver\/([\w.-]+)`:\n\n```ts\n(.*?)```/gs)]
    const files = new Map(printed.map(([, name, text]) => [name, text]))
    expect([...files.keys()].sort()).toEqual((await readdir(FOLDER)).sort())
    for (const [name = '', text] of files) expect(text).toBe(await readFile(join(FOLDER, name), 'utf8'))
  })
})
