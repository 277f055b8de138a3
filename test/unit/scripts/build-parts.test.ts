import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commandParts } from '../../../scripts/lib/command-parts.mjs'
import { withLock } from '../../../scripts/lib/lock.mjs'
import { signatureOf } from '../../../scripts/lib/parts.mjs'
import { publish } from '../../../scripts/lib/publish.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function write(name: string, text: string): void {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
}

describe('whether sources changed', () => {
  beforeEach(() => {
    write('room/a.ts', 'a')
    write('room/deep/b.ts', 'b')
    for (const name of ['room/a.ts', 'room/deep/b.ts']) utimesSync(join(folder, name), 1000, 1000)
  })

  const signature = (): string => signatureOf(folder, ['room', 'missing.json'])

  it('is no while nothing is touched', () => {
    expect(signature()).toBe(signature())
  })

  it.each([
    ['an edit', () => write('room/deep/b.ts', 'c')],
    ['a new file', () => write('room/deep/c.ts', '')],
    ['a file that went', () => rmSync(join(folder, 'room/a.ts'))],
    ['an older file put back', () => utimesSync(join(folder, 'room/a.ts'), 500, 500)],
    ['a file that was missing before', () => write('missing.json', '{}')],
  ])('is yes after %s', (_name, change) => {
    const before = signature()
    change()
    expect(signature()).not.toBe(before)
  })
})

describe('publishing a build over one in use', () => {
  it('keeps the files of the build before, and drops those of older ones', async () => {
    write('target/cli.js', 'old entry')
    write('target/chunk-old.js', 'in use')
    write('target/chunk-older.js', 'nobody')
    write('fresh/cli.js', 'new entry')
    write('fresh/chunk-new.js', 'new')
    const files = await publish(join(folder, 'fresh'), join(folder, 'target'), 'cli.js', [
      'cli.js',
      'chunk-old.js',
    ])
    expect(files.sort()).toEqual(['chunk-new.js', 'cli.js'])
    expect(readdirSync(join(folder, 'target')).sort()).toEqual(['chunk-new.js', 'chunk-old.js', 'cli.js'])
    expect(readFileSync(join(folder, 'target', 'cli.js'), 'utf8')).toBe('new entry')
  })
})

describe('two commands at once', () => {
  it('take turns', async () => {
    const lock = join(folder, 'lock')
    let inside = 0
    let most = 0
    const work = async (): Promise<void> => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
    }
    await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)])
    expect(most).toBe(1)
  })

  it('take over the lock of a process that was killed', async () => {
    write('lock/pid', '999999999')
    expect(await withLock(join(folder, 'lock'), () => Promise.resolve('done'))).toBe('done')
  })

  it('give the lock back when the work fails', async () => {
    const lock = join(folder, 'lock')
    await expect(withLock(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await withLock(lock, () => Promise.resolve('next'))).toBe('next')
  })
})

describe('which parts a command needs', () => {
  it('a station goes on without its page', () => {
    expect(commandParts(['station', '--data', 'x'])).toEqual({
      entry: 'station',
      needed: ['station'],
      wished: ['renderer'],
    })
  })

  it('the training home brings its own care centre', () => {
    expect(commandParts(['training']).needed).toEqual(['station', 'care-centre'])
  })

  it('the care centre is a program of its own, and goes on without its page', () => {
    expect(commandParts(['care-centre', '--data', 'x'])).toEqual({
      entry: 'care-centre',
      needed: ['care-centre'],
      wished: ['centre-page'],
    })
  })

  it.each([[['decode', 'mr60fda']], [[]], [['--help']]])('%j needs the station alone', (args) => {
    expect(commandParts(args)).toEqual({ entry: 'station', needed: ['station'], wished: [] })
  })
})
