import { describe, expect, test } from 'vitest'
import { readOpenCalls } from '../../../../device-drivers/espa-444/open-calls.ts'
import { EspaSettingsSchema } from '../../../../device-drivers/espa-444/line-settings.ts'
import { espa444Protocol } from '../../../../device-drivers/espa-444/protocol.ts'
import { SELECT_US, block, call, cancel, espaBench } from './espa-bench.ts'
import type { BenchOptions } from './espa-bench.ts'

function after(options: BenchOptions, ...blocks: string[]): string[] {
  const line = espaBench({ paired: ['204', '550', 'rom-12'], ...options })
  for (const each of blocks) line.hears(SELECT_US, each, '04')
  return line.events
}

describe('what a call is', () => {
  test.each([
    ['1', {}, '204 help-call true'],
    ['2', {}, '204 help-call true'],
    ['3', {}, '204 help-call true'],
    ['1', { ordinaryCalls: true }, '204 help-call true'],
    ['2', { ordinaryCalls: true }, '204 help-call ordinary'],
    ['3', { ordinaryCalls: true }, '204 help-call ordinary'],
    ['1', { firePanel: true }, '204 smoke true'],
    ['3', { firePanel: true }, '204 help-call true'],
  ])('priority %s with %j: %s', (priority, settings, event) => {
    expect(after({ settings }, call('204', 'Rom 204', { 6: priority }))).toEqual([event])
  })

  test('without a priority it is a call for help, and so is one to a subscriber line', () => {
    expect(after({}, call('204', 'x'), block('4', { 1: '22115599', 2: 'Ring' }))).toEqual([
      '204 help-call true',
      '22115599 help-call true',
    ])
    expect(after({ settings: { ordinaryCalls: true } }, call('204', 'x'))).toEqual(['204 help-call ordinary'])
  })

  test('01 is not 1', () => {
    expect(after({}, call('01', 'x'), call('1', 'x'))).toEqual(['01 help-call true', '1 help-call true'])
  })
})

describe('a call taken back', () => {
  test('by address and text', () => {
    expect(after({}, call('204', 'Rom 204'), cancel('204', 'Rom 204'))).toEqual([
      '204 help-call true',
      '204 help-cancelled true',
    ])
    expect(after({}, call('204', 'Rom 204'), cancel('204', 'Rom 205')).at(-1)).toBe(
      '204 help-cancelled no-such-call',
    )
  })

  test('not while another call of the same address is open', () => {
    const calls = [
      call('550', 'Rom 12'),
      call('550', 'Rom 13'),
      cancel('550', 'Rom 12'),
      cancel('550', 'Rom 13'),
    ]
    expect(after({}, ...calls).slice(2)).toEqual([
      '550 help-cancelled other-calls-open',
      '550 help-cancelled true',
    ])
  })

  test('by address alone where the line is set so', () => {
    const settings = { cancelBy: 'address' }
    expect(after({ settings }, call('204', 'Rom 204'), cancel('204', '')).at(-1)).toBe(
      '204 help-cancelled true',
    )
    expect(after({ settings }, cancel('204', ''))).toEqual(['204 help-cancelled true'])
  })

  test('also after a restart in between: the device remembers its open calls', () => {
    const before = espaBench({ paired: ['204'] })
    before.hears(SELECT_US, call('204', 'Rom 204'))
    const memory = before.memory.get('204') ?? {}
    expect(after({ memory }, cancel('204', 'Rom 204'))).toEqual(['204 help-cancelled true'])
  })

  test('a call of the shift before keeps nothing open any more', () => {
    const line = espaBench({ paired: ['550'] })
    line.hears(SELECT_US, call('550', 'Rom 12'), '04')
    line.waits(13 * 3_600_000)
    line.hears(SELECT_US, call('550', 'Rom 13'), cancel('550', 'Rom 13'))
    expect(line.events.at(-1)).toBe('550 help-cancelled true')
  })

  test('smoke is told to be over and is not taken back', () => {
    const settings = { firePanel: true }
    const fire = call('204', 'Sone 4', { 6: '1' })
    expect(after({ settings }, fire, cancel('204', 'Sone 4'))).toEqual([
      '204 smoke true',
      '204 restored smoke',
    ])
    expect(after({ settings: { ...settings, cancelBy: 'address' } }, fire, cancel('204', '')).at(-1)).toBe(
      '204 restored smoke',
    )
  })

  test('memory that another version wrote takes nothing back', () => {
    expect(readOpenCalls({ openCalls: '{"x":1}' })).toEqual([])
    expect(readOpenCalls({ openCalls: 'no json' })).toEqual([])
  })
})

describe('who calls, where one address stands for many', () => {
  const senders = [
    { callAddress: '550', text: 'Rom 12', device: 'rom-12' },
    { text: 'bad * 3. etg', device: 'bath-3' },
    { callAddress: '777', device: 'lift' },
    { text: '*brann*', device: 'fire' },
  ]
  test.each([
    ['550', 'Rom 12', 'rom-12'],
    ['550', ' ROM 12 ', 'rom-12'],
    ['550', 'Rom 123', '550'],
    ['551', 'Rom 12', '551'],
    ['551', 'Bad øst 3. etg', 'bath-3'],
    ['551', 'Bad 3. etg', '551'],
    ['777', 'whatever', 'lift'],
    ['1', 'Det er brann i 4', 'fire'],
    ['', 'nobody', '?'],
  ])('%s "%s" is %s', (address, text, device) => {
    expect(after({ settings: { senders } }, call(address, text))).toEqual([`${device} help-call true`])
  })
})

describe('text', () => {
  const textOf = (charset: string, hex: string) => {
    const line = espaBench({ settings: { charset } })
    line.hears(SELECT_US, hex)
    return line.effects.flatMap((effect) => (effect.type === 'heard' ? [effect.about?.['text']] : [])).at(-1)
  }
  test('Latin-1 on eight bits, and the Norwegian places on seven', () => {
    expect(textOf('latin-1', call('204', 'Bad, rom 4 Øst'))).toBe('Bad, rom 4 Øst')
    expect(textOf('latin-1', call('204', 'r[d'))).toBe('r[d')
    expect(textOf('iso-646', call('204', 'r[d'))).toBe('r[d')
    expect(textOf('norwegian', call('204', '[\\]{|}'))).toBe('ÆØÅæøå')
  })
})

describe('the port’s settings', () => {
  test('all have a default', () => {
    expect(EspaSettingsSchema.parse({})).toMatchObject({
      role: 'slave',
      replyDelayMs: 10,
      charset: 'latin-1',
    })
    expect(espa444Protocol.portSupervisionSeconds({})).toBe(30)
    expect(espa444Protocol.portSupervisionSeconds({ partnerSilenceSeconds: null })).toBeNull()
  })

  test.each([
    [{ role: 'master' }],
    [{ ownAddress: '12' }],
    [{ replyDelayMs: 151 }],
    [{ pollIntervalMs: 10 }],
    [{ charset: 'utf-8' }],
    [{ role: 'control', peers: ['1'] }],
    [{ senders: [{ device: 'x' }] }],
    [{ unknown: true }],
  ])('%j is refused', (settings) => {
    expect(EspaSettingsSchema.safeParse(settings).success).toBe(false)
  })
})
