/** What a station will not start on: said with the place at fault and what to do, and nothing is touched. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BoardClient } from '../support/board-client.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { runCommand } from '../support/program.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation } from '../support/station-process.ts'

let cleanUp: CleanUp
let folder: string
let data: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
  data = join(folder, 'station')
})
afterEach(() => cleanUp.run())

const RIGHT = homeWith([{ device: 'radar-204-bath', port: '/dev/ttyUSB0' }], null)

test.each([
  ['a resident nobody knows', '"resident": "r-radar-204-bath"', '"resident": "r-999"', 'devices[0].resident'],
  ['a field nobody knows', '"locale": "nb"', '"locale": "nb", "colour": "red"', 'station.colour'],
  ['a variant nobody knows', '"r60-fda1"', '"r61"', 'ports[0].variant'],
  ['a silence of no length', '"supervisionSeconds": 3600', '"supervisionSeconds": 0', 'supervisionSeconds'],
  ['a comma too few', '"locale": "nb"\n', '"locale": "nb" "x"\n', ''],
])('a configuration with %s: the line and the field, exit code 2, nothing started', async (_, ...change) => {
  const [right, wrong, field] = change
  const file = join(folder, 'home.json')
  const before = JSON.stringify(RIGHT, null, 2)
  expect(before).toContain(right)
  const line = before.slice(0, before.indexOf(right)).split('\n').length
  await writeFile(file, before.replace(right, wrong))
  const refused = await runCommand(cleanUp, 'station', '--data', data, '--config', file)
  expect(refused.code).toBe(2)
  expect(refused.lines).toEqual([])
  expect(refused.words).toContain(`${file}:${line}:`)
  expect(refused.words).toContain(field)
  expect(refused.words).not.toMatch(/\n\s+at /)
  expect(existsSync(data)).toBe(false)
})

test('a configuration that is not there: said, exit code 2, nothing started', async () => {
  const file = join(folder, 'nothing.json')
  const refused = await runCommand(cleanUp, 'station', '--data', data, '--config', file)
  expect(refused).toMatchObject({ code: 2, lines: [] })
  expect(refused.words).toContain(file)
  expect(existsSync(data)).toBe(false)
})

/** A database with a fall in it; killed rather than stopped, part of it is in the log beside it. */
async function makeDatabase(end: 'stopped' | 'killed'): Promise<string> {
  const wire = await RadarWire.plugged(cleanUp)
  const configuration = homeWith([{ device: 'radar-204-bath', port: wire.port }], null)
  await (await startStation(cleanUp, { data, configuration })).stop()
  const station = await startStation(cleanUp, { data })
  const client = await BoardClient.connected(cleanUp, station)
  wire.write(FALL)
  await client.card(({ cause }) => cause === 'fall', 'no fall')
  client.close()
  await (end === 'killed' ? station.kill() : station.stop())
  return join(data, 'station.sqlite')
}

async function overwrite(file: string, at: number, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.write(bytes, 0, bytes.length, at)
  await handle.close()
}

/** Every file of the folder that holds data, by its content; locks and indexes of a reader hold none. */
async function fingerprints(): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of (await readdir(data)).sort()) {
    if (!/^station\.(before.*\.)?sqlite(-wal)?$/.test(name)) continue
    const bytes = await readFile(join(data, name))
    if (bytes.length > 0) found[name] = createHash('sha256').update(bytes).digest('hex')
  }
  return found
}

async function expectRefused(words: RegExp): Promise<void> {
  const before = await fingerprints()
  const refused = await runCommand(cleanUp, 'station', '--data', data)
  expect(refused).toMatchObject({ code: 1, lines: [] })
  expect(refused.words).toMatch(words)
  expect(refused.words).toContain('Nothing was changed')
  expect(await fingerprints()).toEqual(before)
}

const PAGE = 4096
const GARBAGE = new Uint8Array(PAGE).fill(0xa5)
/** Where an SQLite file keeps `user_version`. */
const USER_VERSION_AT = 60

test('a database newer than the program is refused with what to do, the file untouched', async () => {
  const file = await makeDatabase('stopped')
  await overwrite(file, USER_VERSION_AT, Uint8Array.of(0, 0, 3, 0xe8))
  await expectRefused(/written by a newer Tryggvakt .*schema 1000.*Install that version again/s)
})

test.each(['stopped', 'killed'] as const)(
  'a database with garbage in its pages, the station %s before, is refused untouched',
  async (end) => {
    const file = await makeDatabase(end)
    const pages = (await readFile(file)).length / PAGE
    for (const page of [2, Math.floor(pages / 2), pages - 1]) await overwrite(file, page * PAGE, GARBAGE)
    await expectRefused(/is damaged .*Keep the folder, put a backup in its place/s)
  },
)

test('a database whose header is overwritten is refused untouched', async () => {
  const file = await makeDatabase('stopped')
  await overwrite(file, 0, GARBAGE.subarray(0, 100))
  await expectRefused(/is damaged .*Keep the folder/s)
})
