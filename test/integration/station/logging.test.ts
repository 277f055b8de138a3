import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogFile } from '../../../station/log-file.ts'
import { openLog } from '../../../station/logging.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tryggvakt-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

test('one JSON object a line; warnings on standard error, too; nothing personal even by mistake', async () => {
  const standardError = new PassThrough()
  const log = openLog(folder, standardError)
  log.info({ port: '/dev/ttyUSB0', bytes: 7 }, 'opened')
  log.warn({ deviceId: 'radar-1', name: 'Ingrid Solberg', address: 'Solbakken 2' }, 'silent')
  await log.close()
  standardError.end()
  const lines = (await readFile(join(folder, 'logs', 'station.log'), 'utf8')).trim().split('\n')
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(parsed).toMatchObject([
    { level: 'info', port: '/dev/ttyUSB0', bytes: 7, msg: 'opened' },
    { level: 'warn', deviceId: 'radar-1', msg: 'silent' },
  ])
  expect(lines.join()).not.toMatch(/Ingrid|Solbakken/)
  expect(await text(standardError)).toBe(`${lines[1]}\n`)
  expect((await stat(join(folder, 'logs', 'station.log'))).mode & 0o777).toBe(0o600)
})

test('keeps a bounded number of files of a bounded size', async () => {
  const limits = { size: '1K', oldFiles: 3 } as const
  for (let start = 0; start < 12; start += 1) {
    const file = new LogFile(folder, limits)
    for (let line = 0; line < 12; line += 1) file.write(`${'x'.repeat(100)}\n`)
    await file.close()
  }
  const names = await readdir(folder)
  expect(names.length).toBeGreaterThan(1)
  expect(names.length).toBeLessThanOrEqual(4)
  for (const name of names) expect((await stat(join(folder, name))).size).toBeLessThan(4096)
})

test('a folder that cannot be written costs log lines, not the station', async () => {
  const blocked = join(folder, 'file')
  await writeFile(blocked, '')
  const file = new LogFile(blocked)
  for (let line = 0; line < 5; line += 1) {
    file.write('lost\n')
    await new Promise((resolve) => setImmediate(resolve))
  }
  await file.close()
})
