import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openPtyPair } from '../../../../station/training/pty-pairs.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tryggvakt-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

test('what goes in at one end comes out at the other, and both ends go with it', async () => {
  const pair = await openPtyPair(folder, 'radar-1')
  const reader = createReadStream(pair.near)
  const writer = createWriteStream(pair.far)
  writer.write(Buffer.from('53598301000101325443', 'hex'))
  const [bytes] = (await once(reader, 'data')) as [Buffer]
  expect(bytes.toString('hex')).toBe('53598301000101325443')
  writer.destroy()
  // Reading from a pseudo-terminal that goes away ends with an input/output error.
  reader.on('error', () => undefined)
  await pair.close()
  reader.destroy()
  expect(existsSync(pair.near)).toBe(false)
  expect(existsSync(pair.far)).toBe(false)
  await pair.close()
})

test('without socat it says exactly what to install', async () => {
  vi.stubEnv('PATH', folder)
  const refusal = await openPtyPair(folder, 'radar-1').catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'socat-missing', exitCode: 1 })
  expect(refusal).toHaveProperty('words', expect.stringContaining('sudo apt-get install -y socat'))
})
