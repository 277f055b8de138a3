/** What is stored is about people's health: every file is for the service's user alone, whatever the umask is. */
import { chmod, lstat, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { Program, STATION_CLI } from '../support/program.ts'
import { startStation } from '../support/station-process.ts'

let cleanUp: CleanUp
let data: string
let umask: number
beforeEach(async () => {
  umask = process.umask(0o022)
  cleanUp = new CleanUp()
  // Made by an administrator before the first start, open to all.
  data = join(await temporaryFolder(cleanUp), 'data')
  await mkdir(data)
  await chmod(data, 0o755)
})
afterEach(async () => {
  process.umask(umask)
  await cleanUp.run()
})

/** Files and folders below a folder with what others may do with them. Lines into `/dev` are not ours. */
async function openToOthers(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true })
  const found = await Promise.all(
    names.map(async (name) => {
      const about = await lstat(join(folder, name)).catch((error: unknown) => {
        // The list on paper is written beside its place and moved there: gone since the folder was read.
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      })
      if (about === undefined) return []
      const isOpen = !about.isSymbolicLink() && (about.mode & 0o077) !== 0
      return isOpen ? [`${name} ${(about.mode & 0o777).toString(8)}`] : []
    }),
  )
  return found.flat()
}

test('a station: database, log, address and lock, while it runs and after', async () => {
  const station = await startStation(cleanUp, { data, configuration: homeWith([], null) })
  expect(await readdir(data)).toEqual(expect.arrayContaining(['station.sqlite-wal', 'station.json']))
  expect(await openToOthers(data)).toEqual([])
  await station.stop()
  expect(await readdir(data)).toContain('station.reserve')
  expect(await openToOthers(data)).toEqual([])
})

test('a training home: its lock, its ports and its care centre too', async () => {
  const home = new Program(cleanUp, process.execPath, [STATION_CLI, 'training', '--data', data, '--quiet'])
  cleanUp.add(() => home.end('SIGTERM'))
  await home.ready()
  expect(await readdir(data, { recursive: true })).toEqual(
    expect.arrayContaining(['training.lock', 'care-centre/centre.sqlite-wal']),
  )
  expect(await openToOthers(data)).toEqual([])
})

test('a care centre, also over files that an earlier one left open to all', async () => {
  const left = ['centre.sqlite', 'centre.sqlite-wal', 'centre.sqlite-shm']
  for (const name of left) {
    await writeFile(join(data, name), '')
    await chmod(join(data, name), 0o644)
  }
  const centre = await CareCentre.started(cleanUp, data)
  expect(await readdir(data)).toEqual(expect.arrayContaining(left))
  expect(await openToOthers(data)).toEqual([])
  await centre.end('SIGTERM')
  expect(await openToOthers(data)).toEqual([])
})
