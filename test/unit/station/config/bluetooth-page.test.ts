/** docs/bluetooth.md: what it shows is taken, and every state and setting that it names is one. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { bthomeSettings } from '../../../../device-drivers/bthome-v2/device-settings.ts'
import { BLUETOOTH_PROTOCOLS } from '../../../../device-drivers/protocols.ts'
import { PORT_STATES } from '../../../../shared/api/board.ts'
import { loadConfiguration } from '../../../../station/config/load-configuration.ts'

const PAGE = readFileSync(path.resolve(import.meta.dirname, '../../../../docs/bluetooth.md'), 'utf8')
const words = (text: string): string[] => [...text.matchAll(/`([a-z-]+)`/g)].map(([, word]) => word ?? '')

test('the example is a configuration without mistakes or warnings', () => {
  const [, example = ''] = /```json\n([\s\S]+?)```/.exec(PAGE) ?? []
  const loaded = loadConfiguration(example, BLUETOOTH_PROTOCOLS)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.mistakes))
  expect(loaded.warnings).toEqual([])
  expect(loaded.configuration.devices).toHaveLength(1)
})

test('the states are those of the board', () => {
  const [, states = ''] = /the board says why and what to run: (.+?)\. The station/s.exec(PAGE) ?? []
  const named = words(states).filter((word) => word !== 'bluetoothd')
  expect(named).toHaveLength(6)
  expect(PORT_STATES).toEqual(expect.arrayContaining(named))
})

test('the settings are read as they are written', () => {
  const [, uses = ''] = /`use` \((.+?):/s.exec(PAGE) ?? []
  const [, gestures = ''] = /`gesture` \((.+?):/s.exec(PAGE) ?? []
  for (const use of words(uses))
    expect(bthomeSettings({ use, keys: [use] })).toMatchObject({ use, keys: [use] })
  for (const gesture of words(gestures)) expect(bthomeSettings({ gesture })).toMatchObject({ gesture })
  expect([words(uses).length, words(gestures).length]).toEqual([3, 3])
})
