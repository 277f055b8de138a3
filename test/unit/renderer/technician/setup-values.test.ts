import { describe, expect, it } from 'vitest'
import { keyDigits, keyState } from '../../../../renderer/technician/key-digits.ts'
import {
  isBaudRate,
  lineDraft,
  LINES,
  lineWish,
  lineWords,
  USUAL_LINE,
} from '../../../../renderer/technician/line-choice.ts'
import {
  askedFields,
  changedSettings,
  setupAnswer,
  shownValue,
  writtenOf,
} from '../../../../renderer/technician/setup-values.ts'
import { field, SAMPLE_PROTOCOLS } from '../../../fakes/sample-protocols.ts'

const espa = SAMPLE_PROTOCOLS.find(({ id }) => id === 'espa-444')?.receiverFields ?? []

describe('settings that stand and are changed', () => {
  it('keep what the form does not ask and what no field can show', () => {
    const before = { role: 'control', peers: ['2'], ownName: 'of the file', senders: 'of another form' }
    const shown = writtenOf(espa, before)
    const { settings, wrong } = changedSettings(espa, before, { ...shown, peers: '2, 3' })
    expect(wrong).toEqual([])
    expect(settings).toMatchObject({ role: 'control', peers: ['2', '3'], ownName: 'of the file' })
  })
  it('lose what was emptied, and what another answer has taken away', () => {
    const before = { role: 'control', peers: ['2'], pollIntervalMs: 500 }
    const shown = writtenOf(espa, before)
    expect(changedSettings(espa, before, { ...shown, pollIntervalMs: '' }).settings).not.toHaveProperty(
      'pollIntervalMs',
    )
    expect(changedSettings(espa, before, { ...shown, role: 'slave' }).settings).not.toHaveProperty('peers')
  })
})

describe('the questions of a line', () => {
  it('are those of the part it plays', () => {
    const names = (written: Record<string, string>) => askedFields(espa, written).map(({ name }) => name)
    expect(names({})).not.toContain('peers')
    expect(names({ role: 'control' })).toEqual(expect.arrayContaining(['peers', 'pollIntervalMs']))
  })
  it('are answered with what was written; what was not is left to the driver', () => {
    expect(setupAnswer(espa, {})).toEqual({
      settings: { role: 'slave', charset: 'latin-1', firePanel: false },
      wrong: [],
    })
    const written = { role: 'control', peers: '2, 3', pollIntervalMs: '500', firePanel: 'true' }
    expect(setupAnswer(espa, written)).toEqual({
      settings: {
        role: 'control',
        peers: ['2', '3'],
        pollIntervalMs: 500,
        charset: 'latin-1',
        firePanel: true,
      },
      wrong: [],
    })
  })
  it('that are no longer asked are not answered', () => {
    expect(setupAnswer(espa, { role: 'slave', peers: '7' }).settings).not.toHaveProperty('peers')
  })
  it.each([
    ['pollIntervalMs', '149'],
    ['pollIntervalMs', '500,5'],
    ['pollIntervalMs', 'often'],
    ['firePanel', 'perhaps'],
    ['charset', 'klingon'],
  ])('%s is not %s', (name, text) => {
    expect(setupAnswer(espa, { role: 'control', [name]: text }).wrong).toEqual([name])
  })
  it('may be never', () => {
    expect(setupAnswer(espa, { partnerSilenceSeconds: '0' }).settings).toMatchObject({
      partnerSilenceSeconds: null,
    })
  })
})

it('a choice shows what is usual, a number stays empty', () => {
  expect(shownValue(field({ name: 'a', kind: 'switch', usual: true }), {})).toBe('true')
  expect(shownValue(field({ name: 'a', kind: 'number', usual: 30 }), {})).toBe('')
  expect(shownValue(field({ name: 'a', kind: 'number', usual: 30 }), { a: '31' })).toBe('31')
})

it.each([
  ['', 'empty'],
  ['231d', 'short'],
  ['23:1D:39:c1-d7 cc', 'short'],
  ['a'.repeat(32), 'whole'],
  ['a'.repeat(33), 'wrong'],
  ['23zz', 'wrong'],
])('a key while it is typed: "%s" is %s', (written, state) => {
  expect(keyState(written, 32)).toBe(state)
})

it('a key is sent as its digits alone', () => {
  expect(keyDigits('23:1D 39-c1')).toBe('231d39c1')
})

describe('a line', () => {
  const usual = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const

  it('has its form written as technicians write it', () => {
    expect(lineWords({ dataBits: 7, parity: 'even', stopBits: 1 })).toBe('7E1')
    for (const choice of LINES) {
      const { line = usual } = lineWish({ ...USUAL_LINE, choice }) ?? {}
      expect(lineWords(line)).toBe(choice)
    }
  })
  it('as usual sends nothing of its own', () => {
    expect(lineWish(lineDraft(null, usual))).toEqual({ baudRate: null })
  })
  it.each([
    [{ baudRate: 1_200 }, { baudRate: 1_200 }],
    [{ parity: 'even' }, { baudRate: null, line: { dataBits: 8, parity: 'even', stopBits: 1 } }],
    [
      { dataBits: 5, parity: 'mark', stopBits: 1.5 },
      { baudRate: null, line: { dataBits: 5, parity: 'mark', stopBits: 1.5 } },
    ],
  ] as const)('set to %j is sent as it was', (set, wish) => {
    expect(lineWish(lineDraft(set, usual))).toEqual(wish)
  })
  it('without a speed that can be one is not sent', () => {
    expect(lineWish({ ...USUAL_LINE, baud: 'slow' })).toBeNull()
  })
})

describe('what is set', () => {
  it('stands in the fields and is sent as it was', () => {
    const settings = {
      role: 'control',
      peers: ['2', '3'],
      charset: 'norwegian',
      firePanel: true,
      partnerSilenceSeconds: null,
      senders: [{ text: '*204*', device: '204' }],
    }
    expect(setupAnswer(espa, writtenOf(espa, settings))).toEqual({ settings, wrong: [] })
  })
  it('of a table is every line that says something', () => {
    const senders = JSON.stringify([{ text: ' *112* ', callAddress: '', device: '112' }, {}])
    expect(setupAnswer(espa, { senders }).settings).toMatchObject({
      senders: [{ text: '*112*', device: '112' }],
    })
    expect(setupAnswer(espa, { senders: 'no table' }).settings).toMatchObject({ senders: [] })
  })
})

it('a speed is one that a serial chip can run', () => {
  expect([50, 1_200, 4_000_000].map(isBaudRate)).toEqual([true, true, true])
  expect([0, 49, 9_600.5, 4_000_001, Number.NaN].map(isBaudRate)).toEqual(Array(5).fill(false))
})
