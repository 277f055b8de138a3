/** docs/nurse-call.md: what it shows is taken, and names every setting with its default. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { EspaSettingsSchema } from '../../../../device-drivers/espa-444/line-settings.ts'
import { SERIAL_PROTOCOLS } from '../../../../device-drivers/protocols.ts'
import { loadConfiguration } from '../../../../station/config/load-configuration.ts'

const PAGE = readFileSync(path.resolve(import.meta.dirname, '../../../../docs/nurse-call.md'), 'utf8')

test('the example is a configuration without mistakes or warnings', () => {
  const [, example = ''] = /```json\n([\s\S]+?)```/.exec(PAGE) ?? []
  const loaded = loadConfiguration(example, SERIAL_PROTOCOLS)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.mistakes))
  expect(loaded.warnings).toEqual([])
  expect(loaded.configuration.ports).toHaveLength(1)
})

test('a mistake in the settings is told with its field', () => {
  const settings = { replyDelayMs: 500, role: 'control', peers: [] }
  const text = JSON.stringify({
    station: { id: 'a', name: 'A' },
    ports: [{ path: '/dev/a', protocol: 'espa-444', settings }],
  })
  const loaded = loadConfiguration(text, SERIAL_PROTOCOLS)
  expect(loaded.ok ? [] : loaded.mistakes.map(({ problem }) => problem)).toEqual([
    '0 to 150',
    'at least one station',
  ])
})

test('every setting stands in the table', () => {
  const named = [...PAGE.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)
  expect(named.sort()).toEqual(
    [...Object.keys(EspaSettingsSchema.parse({})), 'ownAddress'].sort((a, b) => (a < b ? -1 : 1)),
  )
})
