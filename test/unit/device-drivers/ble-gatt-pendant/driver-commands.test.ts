import { describe, expect, test } from 'vitest'
import type { GattRequest } from '../../../../device-drivers/bluetooth/gatt.ts'
import { HELP } from '../../../support/pendant-wire.ts'
import { connected, failing, requestIs } from './connected-pendant.ts'
import { PENDANT, PendantBench } from './pendant-bench.ts'

describe('find the pendant', () => {
  test('it alerts for three seconds, without a response', () => {
    const bench = connected()
    bench.asked.length = 0
    bench.command({ type: 'find', address: PENDANT.toUpperCase() })
    bench.advance(2_900)
    expect(bench.asked).toEqual(['write 1802/2a06 02 command'])
    bench.advance(200)
    expect(bench.asked).toEqual(['write 1802/2a06 02 command', 'write 1802/2a06 00 command'])
  })

  test('it says why it cannot', () => {
    const away = new PendantBench()
    away.answer = failing('connect')
    away.open()
    away.command({ type: 'find', address: PENDANT })
    const silent = connected({}, { '1840/2b8b': Uint8Array.of() })
    silent.command({ type: 'find', address: PENDANT })
    silent.command({ type: 'find', address: 'AA:AA:AA:AA:AA:AA' })
    expect(away.notices.at(-1)).toBe('find-not-possible not-connected')
    expect(silent.notices).toEqual(['find-not-possible not-offered'])
  })
})

describe('help is coming', () => {
  const HELP_IS_COMING = { type: 'help-is-coming', address: PENDANT } as const
  const SOUND = 'write 1802/2a06 02 command'
  const SILENCE = 'write 1802/2a06 00 command'
  const sounds = (bench: PendantBench) => bench.asked.filter((asked) => asked.includes('1802/2a06'))

  test('it sounds for three seconds, where the settings want it', () => {
    const bench = connected({ helpIsComing: true })
    bench.command(HELP_IS_COMING)
    bench.advance(3_000)
    expect(sounds(bench)).toEqual([SOUND, SILENCE])
    const unasked = connected()
    unasked.command(HELP_IS_COMING)
    unasked.advance(150_000)
    expect(sounds(unasked)).toEqual([])
    expect(unasked.notices).toEqual([])
  })

  test('out of reach, it is told as soon as it is back, behind everything that the press needs', () => {
    const bench = connected({ helpIsComing: true })
    bench.answer = failing('connect')
    bench.drop()
    bench.command(HELP_IS_COMING)
    bench.advance(60_000)
    expect(sounds(bench)).toEqual([])
    bench.answer = () => undefined
    bench.asked.length = 0
    bench.advance(60_000)
    expect(sounds(bench)).toEqual([SOUND, SILENCE])
    expect(bench.asked.indexOf('subscribe 1840/2b8b')).toBeLessThan(bench.asked.indexOf(SOUND))
  })

  test('back after more than two minutes it stays quiet: somebody is there already', () => {
    const bench = connected({ helpIsComing: true })
    bench.lost()
    bench.command(HELP_IS_COMING)
    bench.advance(120_000)
    bench.open()
    expect(sounds(bench)).toEqual([])
    expect(bench.notices).toEqual(['help-is-coming-not-told'])
  })

  test('a connection that breaks while it is told is told anew; one that refuses is asked once', () => {
    const bench = connected({ helpIsComing: true })
    bench.answer = (request) => (requestIs(request, 'write 1802/2a06') ? null : undefined)
    bench.command(HELP_IS_COMING)
    bench.answer = failing('write 1802/2a06')
    bench.drop()
    bench.advance(130_000)
    expect(sounds(bench)).toEqual([SOUND, SOUND])
    expect(bench.notices).toEqual([
      'connection-lost',
      'request-failed help-is-coming org.bluez.Error.Failed: no',
      'help-is-coming-not-told',
    ])
    bench.observe(HELP)
    expect(bench.events).toEqual(['help-call true'])
  })

  test('it waits for what is being asked', () => {
    const bench = connected({ helpIsComing: true })
    let open: GattRequest | undefined
    bench.answer = (request) => {
      open = request
      return null
    }
    bench.command({ type: 'read-settings', address: PENDANT })
    bench.asked.length = 0
    bench.command(HELP_IS_COMING)
    expect(bench.asked).toEqual([])
    bench.answer = () => undefined
    if (open === undefined) throw new Error('nothing was asked')
    bench.input({ id: open.id, address: PENDANT, type: 'value-read', bytes: new Uint8Array() })
    expect(sounds(bench)).toEqual([SOUND])
  })
})
