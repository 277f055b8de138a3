import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { headersFolder, headersMatch, withSignsOfLife } from '../../../scripts/lib/npm-packages.mjs'
import { Refusal } from '../../../scripts/lib/say.mjs'
import { isAtLeast, NODE_FLOOR, withMissingTools } from '../../../scripts/lib/setup.mjs'
import { installedPackages, installLine, missingPackages } from '../../../scripts/lib/system-packages.mjs'

describe('Node version', () => {
  it.each([
    ['20.19.0', true],
    ['20.18.9', false],
    ['20.20.2', true],
    ['24.0.0', true],
    ['18.99.0', false],
  ])('%s is enough: %s', (version, enough) => {
    expect(isAtLeast(version, NODE_FLOOR)).toBe(enough)
  })
})

describe('system packages', () => {
  it('a package that was removed but left its configuration is not installed', () => {
    const output = 'libnss3 installed\nsocat config-files\nlibgbm1 installed\n'
    expect([...installedPackages(output)]).toEqual(['libnss3', 'libgbm1'])
  })

  it('lists each missing package once, by the name to install', () => {
    expect(missingPackages(['training', 'test'], new Set(['xvfb', 'udev', 'chromium']))).toEqual([
      'socat',
      'dbus-daemon',
      'strace',
      'openssl',
      'iproute2',
    ])
  })

  it('takes the later name of a renamed library for the same', () => {
    const installed = new Set(['libgtk-3-0t64', 'libnss3', 'libgbm1'])
    expect(missingPackages(['desktop'], installed)).toEqual(['libasound2'])
  })

  it('says the exact line to run', () => {
    expect(installLine(['socat', 'xvfb'], false)).toBe(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends socat xvfb',
    )
  })

  it('asks root for no sudo, which a bare machine lacks', () => {
    expect(installLine(['socat'], true)).toBe(
      'apt-get update && apt-get install -y --no-install-recommends socat',
    )
  })

  it('after a failed npm ci, names the missing compiler and the line to run', () => {
    const told = withMissingTools(new Refusal('npm ci failed'), ['make', 'g++', 'socat'])
    expect(told).toBeInstanceOf(Refusal)
    expect(String(told)).toMatch(
      /^Error: npm ci failed\n.* needs make g\+\+, .*\n {2}.*apt-get install .* make g\+\+$/,
    )
  })

  it('a failed npm ci with the compiler there is told as it is', () => {
    const refusal = new Refusal('npm ci failed')
    expect(withMissingTools(refusal, ['socat'])).toBe(refusal)
  })
})

describe('headers for compiling', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'headers-'))
    mkdirSync(join(folder, 'include', 'node'), { recursive: true })
    writeFileSync(
      join(folder, 'include', 'node', 'node_version.h'),
      '#define NODE_MAJOR_VERSION 20\n#define NODE_MINOR_VERSION 19\n#define NODE_PATCH_VERSION 3\n',
    )
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  it('are used only for the very version that runs', () => {
    writeFileSync(join(folder, 'include', 'node', 'node.h'), '')
    expect(headersMatch(folder, '20.19.3')).toBe(true)
    expect(headersMatch(folder, '20.19.4')).toBe(false)
  })

  it('are not used when node.h itself is missing', () => {
    expect(headersMatch(folder, '20.19.3')).toBe(false)
  })

  it('lie beside the running Node when the set folder has nothing to build with', () => {
    writeFileSync(join(folder, 'include', 'node', 'node.h'), '')
    expect(headersFolder(join(folder, 'empty'), [folder], '20.19.3')).toBe(folder)
    expect(headersFolder(undefined, [folder], '20.19.3')).toBe(folder)
  })

  it('stay where they were set when that folder serves, or no other is known', () => {
    const set = join(folder, 'set')
    mkdirSync(join(set, 'include', 'node'), { recursive: true })
    expect(headersFolder(set, [], '20.19.3')).toBe(set)
    expect(headersFolder(undefined, [], '20.19.3')).toBeUndefined()
    writeFileSync(join(folder, 'include', 'node', 'node.h'), '')
    writeFileSync(join(set, 'include', 'node', 'common.gypi'), '')
    expect(headersFolder(set, [folder], '20.19.3')).toBe(set)
  })
})

describe('work that says nothing by itself', () => {
  it('is told now and then with its time, and at its end; not a word later', async () => {
    const told: string[] = []
    let finish: (code: number) => void = () => undefined
    const work = new Promise<number>((resolve) => {
      finish = resolve
    })
    const tell = (words: string): void => {
      told.push(words)
      if (told.length === 3) finish(0)
    }
    expect(await withSignsOfLife('npm ci', () => work, { everyMs: 1, tell })).toBe(0)
    expect(told.slice(0, 3)).toEqual(Array<unknown>(3).fill(expect.stringMatching(/^npm ci … \d+ s$/)))
    expect(told.at(-1)).toMatch(/^npm ci: done in \d+ s\.$/)
    const count = told.length
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(told).toHaveLength(count)
  })

  it('that fails is not called done; the words on it come from whoever asked', async () => {
    const told: string[] = []
    const tell = (words: string): void => void told.push(words)
    expect(await withSignsOfLife('npm ci', () => Promise.resolve(1), { tell })).toBe(1)
    await expect(withSignsOfLife('npm ci', () => Promise.reject(new Error('no')), { tell })).rejects.toThrow(
      'no',
    )
    expect(told).toEqual([])
  })
})
