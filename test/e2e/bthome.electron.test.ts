/** Frames are decrypted in the Electron runtime as in Node: its crypto library has no CCM (bthome-v2.md, section 4). */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { ROOT, STATION_CLI } from '../support/program.ts'

const VECTORS = new URL('../fixtures/vectors/bthome-v2.json', import.meta.url)
const Vectors = z.object({
  vectors: z.array(z.looseObject({ name: z.string(), expect: z.record(z.string(), z.unknown()) })),
})

/** The path of the binary; the package's own types are those of the running shell. */
function electronBinary(): string {
  return z.string().parse(createRequire(import.meta.url)('electron'))
}

async function run(binary: string, argv: readonly string[], input: string): Promise<string> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const child = spawn(binary, argv, { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const ended = once(child, 'close')
  child.stdin.end(input)
  const said = await text(child.stdout)
  expect(await ended).toEqual([0, null])
  return said
}

test('every shared vector decodes in Electron as in Node', async () => {
  const { vectors } = Vectors.parse(JSON.parse(await readFile(VECTORS, 'utf8')))
  const lines = vectors.map((vector) => `${JSON.stringify({ ...vector, expect: undefined })}\n`).join('')
  const decode = [STATION_CLI, 'decode', 'bthome-v2']

  const inElectron = await run(electronBinary(), decode, lines)
  const decoded = inElectron
    .trim()
    .split('\n')
    .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)))
  expect(decoded).toHaveLength(vectors.length)
  for (const [index, { name, expect: expected }] of vectors.entries()) {
    expect([name, decoded[index]]).toEqual([name, expect.objectContaining(expected)])
  }
  expect(await run(process.execPath, decode, lines)).toBe(inElectron)
})

test('the runtime of this test is Electron, and lacks what Node has', async () => {
  const asked =
    'process.stdout.write(`${process.versions.electron ?? "none"} ${crypto.getCiphers().filter((name) => name === "aes-128-ccm").length}`)'
  expect(await run(electronBinary(), ['-e', asked], '')).toMatch(/^\d+\.\d+\.\d+ 0$/)
  expect(await run(process.execPath, ['-e', asked], '')).toBe('none 1')
})
