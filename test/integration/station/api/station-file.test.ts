import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeStationFile, writeStationFile } from '../../../../station/api/station-file.ts'
import { isSameToken, newToken } from '../../../../station/api/token.ts'

const content = {
  url: 'http://127.0.0.1:4120',
  token: newToken(),
  pid: 123,
  startedAt: '2026-11-21T03:40:18.123Z',
}
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tryggvakt-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

test('is for the own user alone, even over an old file with other rights, and leaves nothing beside it', async () => {
  const path = join(folder, 'station.json')
  await writeFile(path, 'old')
  await chmod(path, 0o666)
  await writeStationFile(folder, content)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(content)
  expect(await readdir(folder)).toEqual(['station.json'])
})

test('goes with a clean stop, but not when another station has taken over', async () => {
  await writeStationFile(folder, content)
  await removeStationFile(folder, newToken())
  expect(await readdir(folder)).toEqual(['station.json'])
  await removeStationFile(folder, content.token)
  expect(await readdir(folder)).toEqual([])
  await removeStationFile(folder, content.token)
})

test('a token is 32 bytes, never the same, and compared whole', () => {
  expect(newToken()).toMatch(/^[0-9a-f]{64}$/)
  expect(newToken()).not.toBe(newToken())
  expect(isSameToken(content.token, content.token)).toBe(true)
  for (const wrong of [undefined, '', content.token.slice(1), `${content.token}0`, 7]) {
    expect(isSameToken(wrong, content.token)).toBe(false)
  }
})
