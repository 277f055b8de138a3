import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { breachOf, crowdedNatives, ROOMS } from './layer-rules.ts'
import { importsOf, sourceFilesOf } from './read-imports.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')

const files = ROOMS.flatMap((room) => sourceFilesOf(ROOT, room))
const imports = files.flatMap((path) => importsOf(path, readFileSync(join(ROOT, path), 'utf8')))

describe('the rooms of this repository', () => {
  it('import only what the layer table allows', () => {
    expect(imports.map(breachOf).filter((it) => it !== undefined)).toEqual([])
  })

  it('have one importing file for each native package', () => {
    expect(crowdedNatives(imports)).toEqual([])
  })

  it('are all read: every room has files, and they import something', () => {
    for (const room of ROOMS) {
      expect(
        files.filter((path) => path.startsWith(`${room}/`)),
        room,
      ).not.toEqual([])
    }
    expect(imports.length).toBeGreaterThan(files.length / 2)
  })
})

describe('a made-up breach is found', () => {
  const breaches: readonly (readonly [path: string, text: string])[] = [
    ['shared/domain/a.ts', "import { readFileSync } from 'node:fs'"],
    ['shared/domain/a.ts', "import type { Station } from '../../station/services.ts'"],
    ['shared/domain/a.ts', "import ms from 'ms'"],
    ['device-drivers/x/a.ts', "import { open } from '../../station/store/open-store.ts'"],
    ['device-drivers/x/a.ts', "import { SerialPort } from 'serialport'"],
    ['station/a.ts', "const { SerialPort } = await import('serialport')"],
    ['station/a.ts', "import { DataSource } from 'typeorm'"],
    ['station/a.ts', "import sqlite3 from 'sqlite3'"],
    ['station/store/a.ts', "import { Pool } from 'pg'"],
    ['station/a.ts', "import { app } from 'electron'"],
    ['station/a.ts', "import { x } from '../care-centre/centre.ts'"],
    ['station/a.ts', "import { x } from '../test/fakes/manual-clock.ts'"],
    ['station/a.ts', "import { useState } from 'react'"],
    ['station/a.ts', "export { x } from '../electron/main.ts'"],
    ['station/a.ts', "type X = import('../renderer/settings.ts').Settings"],
    ['electron/a.ts', "import { startStation } from '../station/cli.ts'"],
    ['electron/a.ts', "import type { AppRouter } from '../station/api/router.ts'"],
    ['electron/a.ts', "import Fastify from 'fastify'"],
    ['electron/a.ts', "const x = require('sqlite3')"],
    ['renderer/a.tsx', "import { router } from '../station/api/router.ts'"],
    ['renderer/a.tsx', "import { type AppRouter, router } from '../station/api/router.ts'"],
    ['renderer/a.tsx', "import type { Row } from '../station/store/entities.ts'"],
    ['renderer/a.tsx', "import { readFile } from 'node:fs/promises'"],
    ['renderer/a.tsx', "import { ipcRenderer } from 'electron'"],
    ['care-centre/a.ts', "import { x } from '../station/services.ts'"],
    ['care-centre/a.ts', "import { parse } from '../device-drivers/mr60fda/codec.ts'"],
    ['care-centre/api/a.ts', "import { DataSource } from 'typeorm'"],
  ]

  it.each(breaches)('%s: %s', (path, text) => {
    const found = importsOf(path, text)
    expect(found).toHaveLength(1)
    expect(found.map(breachOf)).not.toContain(undefined)
  })

  it('a second file that loads a native package', () => {
    const two = [
      ...importsOf('station/store/sqlite.ts', "import sqlite3 from 'sqlite3'"),
      ...importsOf('station/store/other.ts', "import('sqlite3')"),
    ]
    expect(two.map(breachOf)).toEqual([undefined, undefined])
    expect(crowdedNatives(two)).toEqual([expect.stringContaining('2 importers')])
  })
})

describe('what the table allows', () => {
  const allowed: readonly (readonly [path: string, text: string])[] = [
    ['shared/wire/a.ts', "import { z } from 'zod'"],
    ['device-drivers/serial/serial-link.ts', "import { SerialPort } from 'serialport'"],
    ['station/a.ts', "import { decode } from '../device-drivers/mr60fda/codec.ts'"],
    ['station/store/a.ts', "import { DataSource } from 'typeorm'"],
    ['electron/window.ts', "import { BrowserWindow } from 'electron'"],
    ['electron/a.ts', "import nb from '../resources/locales/shell.nb.json' with { type: 'json' }"],
    ['renderer/a.ts', "import type { AppRouter } from '../station/api/router.ts'"],
    ['renderer/a.ts', "import { type AppRouter } from '../station/api/router.ts'"],
    ['renderer/a.tsx', "import { useState } from 'react'"],
    ['care-centre/store/a.ts', "import sqlite3 from 'sqlite3'"],
  ]

  it.each(allowed)('%s: %s', (path, text) => {
    const found = importsOf(path, text)
    expect(found).toHaveLength(1)
    expect(found.map(breachOf)).toEqual([undefined])
  })
})
