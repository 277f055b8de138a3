import { readFileSync } from 'node:fs'
import { PassThrough, Readable, Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { inputLines } from '../../../../station/cli/input-lines.ts'
import { runCli } from '../../../../station/cli/run.ts'
import { cli } from '../../../fakes/cli-io.ts'

const FALL = '{"hex":"53598301000101325443","variant":"r60-fda1"}'

describe('decode mr60fda', () => {
  test('writes one object a line in the order of the input', async () => {
    const { exitCode, lines } = await cli(
      ['decode', 'mr60fda'],
      `${FALL}\n{"hex":"","variant":"tf-fda2"}\n${FALL}`,
    )
    expect(exitCode).toBe(0)
    expect(lines.map((line) => line['events'])).toEqual([
      [{ kind: 'fall', value: true }],
      [],
      [{ kind: 'fall', value: true }],
    ])
  })

  test('a line that is not JSON is told and the run goes on; the exit code says it at the end', async () => {
    const { exitCode, lines } = await cli(['decode', 'mr60fda'], `{"hex":\n[]\n\n${FALL}\r\n`)
    expect(exitCode).toBe(2)
    expect(lines.map((line) => line['error'])).toEqual(['usage', 'usage', 'usage', undefined])
    expect(lines[3]?.['events']).toEqual([{ kind: 'fall', value: true }])
  })

  test('does not depend on how the input is cut, even inside a letter', async () => {
    const bytes = Buffer.from(`{"hex":"æ"}\n${FALL}\n`)
    const whole = await cli(['decode', 'mr60fda'], bytes.toString())
    for (const size of [1, 2, 7]) {
      const pieces: Buffer[] = []
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
      const got: string[] = []
      for await (const line of inputLines(Readable.from(pieces), new AbortController().signal))
        got.push(line ?? '')
      expect(got).toEqual(['{"hex":"æ"}', FALL])
    }
    expect(whole.lines).toHaveLength(2)
  })

  test('a line without end is not kept in memory', async () => {
    const got: (string | undefined)[] = []
    const input = Readable.from([Buffer.from('12345'), Buffer.from('678901\nok\n')])
    for await (const line of inputLines(input, new AbortController().signal, 10)) got.push(line)
    expect(got).toEqual([undefined, 'ok'])
  })

  test.each([
    [['decode', 'morse'], /Unknown protocol/],
    [['decode'], /missing required argument/],
  ])('%j is wrong usage', async (argv, words) => {
    const run = await cli(argv)
    expect(run.exitCode).toBe(2)
    expect(run.lines).toEqual([])
    expect(run.words).toMatch(words)
  })

  test('a reader that goes early ends it quietly', async () => {
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    })
    const stderr = new PassThrough()
    const stdin = Readable.from([Buffer.from(`${FALL}\n`.repeat(100))])
    const exitCode = await runCli(['decode', 'mr60fda'], {
      stdin,
      stdout,
      stderr,
      stop: new AbortController().signal,
    })
    expect(exitCode).toBe(0)
    expect(stderr.read()).toBeNull()
  })

  test('Ctrl-C ends it cleanly while it waits for input', async () => {
    const stop = new AbortController()
    const stdout = new PassThrough()
    const run = runCli(['decode', 'mr60fda'], {
      stdin: new PassThrough(),
      stdout,
      stderr: new PassThrough(),
      stop: stop.signal,
    })
    stop.abort()
    expect(await run).toBe(0)
  })

  test('takes the output no faster than the reader', async () => {
    let written = 0
    let release: () => void = () => undefined
    const stdout = new Writable({
      highWaterMark: 64,
      write: (_chunk, _encoding, done) => {
        written += 1
        release = done
      },
    })
    const run = runCli(['decode', 'mr60fda'], {
      stdin: Readable.from([Buffer.from(`${FALL}\n`.repeat(3))]),
      stdout,
      stderr: new PassThrough(),
      stop: new AbortController().signal,
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(written).toBe(1)
    for (let line = 1; line <= 3; line += 1) {
      release()
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await run).toBe(0)
    expect(written).toBe(3)
  })
})

describe('every shared vector of the radars', () => {
  interface Vector {
    readonly name: string
    readonly kind?: string
    readonly expect: Record<string, unknown>
  }
  const file = new URL('../../../fixtures/vectors/mr60fda.json', import.meta.url)
  const all = (JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }).vectors
  // The contract: vectors of these kinds are for the project's own tests, not for `decode`.
  const vectors = all.filter(({ kind }) => kind !== 'command' && kind !== 'write')
  const BINDING = ['messages', 'pendingBytes']

  test('says through the command line what the vector expects', async () => {
    const input = vectors.map((vector) => JSON.stringify(vector)).join('\n')
    const { exitCode, lines } = await cli(['decode', 'mr60fda'], input)
    expect(exitCode).toBe(0)
    for (const [index, vector] of vectors.entries()) {
      const wanted = Object.fromEntries(BINDING.map((field) => [field, vector.expect[field]]))
      expect(lines[index], vector.name).toMatchObject(wanted)
    }
    expect(lines).toHaveLength(vectors.length)
  })
})
