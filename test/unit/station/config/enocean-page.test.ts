/** docs/enocean.md: what it shows is taken, and every profile and act stands there. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { PROFILE_NAMES } from '../../../../device-drivers/enocean-esp3/profiles/profiles.ts'
import { STICK_SCRIPT } from '../../../../device-drivers/enocean-esp3/simulation-acts.ts'
import { SERIAL_PROTOCOLS } from '../../../../device-drivers/protocols.ts'
import { parseScript } from '../../../../device-drivers/simulation-script.ts'
import { loadConfiguration } from '../../../../station/config/load-configuration.ts'

const PAGE = readFileSync(path.resolve(import.meta.dirname, '../../../../docs/enocean.md'), 'utf8')

test('the example is a configuration without mistakes or warnings', () => {
  const [, example = ''] = /```json\n([\s\S]+?)```/.exec(PAGE) ?? []
  const loaded = loadConfiguration(example, SERIAL_PROTOCOLS)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.mistakes))
  expect(loaded.warnings).toEqual([])
  expect(loaded.configuration.devices).toHaveLength(2)
})

test('every profile stands in the table', () => {
  const named = [...PAGE.matchAll(/^\| ([^|]+)/gm)].flatMap(
    ([row]) => row.match(/[0-9A-F]{2}(-[0-9A-F]{2}){2}/g) ?? [],
  )
  expect(named.sort()).toEqual([...PROFILE_NAMES].sort())
})

test('the script shown is one, and every act is named', () => {
  const [, script = ''] = /--script "([^"]+)"/.exec(PAGE) ?? []
  expect(parseScript(script, STICK_SCRIPT)).toHaveLength(2)
  const named = new Set([...PAGE.matchAll(/`([a-z-]+)(?::N)?`/g)].map(([, name]) => name))
  expect(STICK_SCRIPT.acts.filter((act) => !named.has(act))).toEqual([])
})
