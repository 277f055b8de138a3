import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepStationFile } from '../../../../station/api/station-file.ts'
import { isSameToken, newToken } from '../../../../station/api/token.ts'
import type { Log } from '../../../../station/services.ts'
import { layReserveAside, reserveFile } from '../../../../station/store/disk-reserve.ts'

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

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
  await keepStationFile(folder, content, log)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(content)
  expect(await readdir(folder)).toEqual(['station.json'])
})

test('is made of the reserve, so that it needs no room: the same file, and nothing of the reserve in it', async () => {
  await layReserveAside(folder)
  await chmod(reserveFile(folder), 0o644)
  const { ino } = await stat(reserveFile(folder))
  await keepStationFile(folder, content, log)
  const path = join(folder, 'station.json')
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(content)
  expect(await stat(path)).toMatchObject({ ino, mode: 0o100600 })
  expect(await readdir(folder)).toEqual(['station.json'])
})

test('goes with a clean stop, but not when another station has taken over', async () => {
  const first = await keepStationFile(folder, content, log)
  const second = await keepStationFile(folder, { ...content, token: newToken() }, log)
  await first.remove()
  expect(await readdir(folder)).toEqual(['station.json'])
  await second.remove()
  expect(await readdir(folder)).toEqual([])
  await second.remove()
})

test('a folder that cannot be written is an error at the start, not something to wait for', async () => {
  await rm(folder, { recursive: true })
  await writeFile(folder, 'a file where the folder should be')
  await expect(keepStationFile(folder, content, log)).rejects.toMatchObject({ code: 'ENOTDIR' })
})

test('a token is 32 bytes, never the same, and compared whole', () => {
  expect(newToken()).toMatch(/^[0-9a-f]{64}$/)
  expect(newToken()).not.toBe(newToken())
  expect(isSameToken(content.token, content.token)).toBe(true)
  for (const wrong of [undefined, '', content.token.slice(1), `${content.token}0`, 7]) {
    expect(isSameToken(wrong, content.token)).toBe(false)
  }
})
