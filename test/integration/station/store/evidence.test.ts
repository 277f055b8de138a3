import { afterEach, beforeEach, expect, test } from 'vitest'
import { EvidenceKeeper } from '../../../../station/store/evidence.ts'
import { newFolder, openCore, removeFolder, type StationCore } from '../station-core.ts'

let folder: string
let core: StationCore
let evidence: EvidenceKeeper

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder, () => undefined)
  evidence = new EvidenceKeeper(core.writeQueue, () => undefined)
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

const kept = (): Promise<{ port: string; reason: string; raw: string }[]> =>
  core.rows('SELECT port, reason, raw FROM wire_evidence ORDER BY position')

test('noise that comes byte by byte and for changing reasons is one row, as it stood on the wire', async () => {
  const damagedFall = Buffer.from('53598301000101ff5443', 'hex')
  damagedFall.forEach((byte, index) => {
    evidence.keepDiscarded('ttyUSB0', 1, index === 0 ? 'badChecksum' : 'noise', Uint8Array.of(byte))
  })
  await evidence.flush()
  expect(await kept()).toEqual([
    { port: 'ttyUSB0', reason: 'badChecksum noise', raw: '53598301000101ff5443' },
  ])
})

test('a damaged fall behind twenty thousand bytes of noise is there to be read', async () => {
  for (let index = 0; index < 20_000; index += 1) {
    evidence.keepDiscarded('ttyUSB0', 1, index % 3 === 0 ? 'badLength' : 'noise', Uint8Array.of(index % 256))
  }
  evidence.keepDiscarded('ttyUSB0', 1, 'badChecksum', Buffer.from('53598301000101ff5443', 'hex'))
  await evidence.flush()
  expect((await kept()).map(({ raw }) => raw).join('')).toContain('53598301000101ff5443')
})

test('lines are kept apart, and so is a whole frame between two runs of noise', async () => {
  evidence.keepDiscarded('a', 1, 'noise', Uint8Array.of(1))
  evidence.keepDiscarded('b', 1, 'noise', Uint8Array.of(2))
  evidence.keepDiscarded('a', 1, 'noise', Uint8Array.of(3))
  evidence.keepFrame('a', 1, 'unknown-message', Uint8Array.of(4, 4))
  evidence.keepDiscarded('a', 1, 'noise', Uint8Array.of(5))
  await evidence.flush()
  expect((await kept()).map(({ port, raw }) => `${port} ${raw}`)).toEqual([
    'a 0103',
    'b 02',
    'a 0404',
    'a 05',
  ])
})

test('a flood costs a bounded number of rows a second', async () => {
  for (let index = 0; index < 1_000; index += 1) {
    evidence.keepFrame('a', 1, 'unknown-message', Uint8Array.of(index % 256))
  }
  await evidence.flush()
  expect(await kept()).toHaveLength(100)
})
