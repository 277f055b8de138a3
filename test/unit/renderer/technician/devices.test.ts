import { describe, expect, it } from 'vitest'
import i18next from 'i18next'
import { curveBounds, curvePoints } from '../../../../renderer/technician/curve.ts'
import { decodeLine, pastedHex } from '../../../../renderer/technician/decode-line.ts'
import { selectDevices, selectNeed } from '../../../../renderer/technician/device-order.ts'
import { foundWords } from '../../../../renderer/technician/found-words.ts'
import { labelText, readLabel, selectSought } from '../../../../renderer/technician/label-text.ts'
import { parseSetting, shownSetting } from '../../../../renderer/technician/setting-value.ts'
import { selectTestSteps } from '../../../../renderer/technician/test-steps.ts'
import { foldMessage } from '../../../../renderer/technician/technician-feed.ts'
import { foldFrames } from '../../../../renderer/technician/use-live-frames.ts'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import en from '../../../../resources/locales/en.json' with { type: 'json' }
import nb from '../../../../resources/locales/nb.json' with { type: 'json' }
import type { TestRun } from '../../../../shared/api/technician.ts'
import { sampleDevices } from '../../../fakes/sample-devices.ts'

const devices = sampleDevices(10_000_000_000)
const listed = (words: string, filter: 'all' | 'test-due' | 'attention' = 'all') =>
  selectDevices(devices, words, filter, ({ placement }) => placement ?? '').map(({ deviceId }) => deviceId)

describe('the list of devices', () => {
  it('has what needs somebody first, and none that is out of use', () => {
    expect(listed('')).toEqual([
      'pendant-112',
      'door-112',
      'cord-204',
      'radar-112-hall',
      'smoke-kitchen',
      'radar-204-bath',
    ])
  })
  it('is found by name, flat, place and address; one out of use only by its own words', () => {
    expect(listed('olav')).toEqual(['pendant-112', 'door-112', 'radar-112-hall'])
    expect(listed('KITCHEN')).toEqual(['smoke-kitchen'])
    expect(listed('00112233')).toEqual(['old-cord'])
  })
  it('shows alone those that only a test can prove, and those that need something', () => {
    expect(listed('', 'test-due')).toEqual(['cord-204'])
    expect(listed('', 'attention')).not.toContain('radar-204-bath')
  })
  it('says suspended before silent: what nobody expects to hear is not missed', () => {
    const [first] = devices
    if (first === undefined) throw new Error('no device')
    expect(selectNeed({ ...first, lifecycle: 'suspended', silent: true })).toBe('suspended')
  })
})

describe('a label', () => {
  it('leads to its device', () => {
    const text = labelText('s-1', 'cord-204')
    expect(readLabel(` ${text}\n`, 's-1', devices)).toEqual({ kind: 'device', deviceId: 'cord-204' })
  })
  it.each([
    ['other-station', labelText('s-2', 'cord-204')],
    ['retired', labelText('s-1', 'old-cord')],
    ['no-label', 'Ingrid'],
  ])('that is %s is told as such', (kind, text) => {
    expect(readLabel(text, 's-1', devices)).toEqual({ kind })
  })
  it('that this station does not know is looked for among those out of use', () => {
    const label = readLabel(labelText('s-1', 'gone'), 's-1', devices)
    expect(label).toEqual({ kind: 'unknown-device', deviceId: 'gone' })
    expect(selectSought(label, labelText('s-1', 'gone'), 0)).toBe('gone')
  })
  it('is not the only way: words that lead to nothing are sought as an id or an address', () => {
    const none = { kind: 'no-label' } as const
    expect(selectSought(none, ' 00AABBCC ', 0)).toBe('00AABBCC')
    expect(selectSought(none, '', 0)).toBeNull()
    expect(selectSought(none, 'Ingrid', 2)).toBeNull()
    expect(selectSought({ kind: 'other-station' }, 'tryggvakt:device:s-2:x', 0)).toBeNull()
  })
  it.each([
    ['nb', nb],
    ['en', en],
  ] as const)('has its sentence in %s, whatever became of its device', (language, words) => {
    setUpLanguages(language)
    const t = i18next.getFixedT(language)
    const { devices: said } = words.technician
    const gone = { kind: 'unknown-device', deviceId: 'gone' } as const
    const none = { kind: 'no-label' } as const
    expect(foundWords(gone, 'x', 0, false, t)).toBe(said.label['unknown-device'])
    expect(foundWords(gone, 'x', 0, true, t)).toBe(said.label.retired)
    expect(foundWords({ kind: 'other-station' }, 'x', 0, false, t)).toBe(said.label['other-station'])
    expect(foundWords(none, '00aabbcc', 0, true, t)).toBe(said.former)
    expect(foundWords(none, '00aabbcc', 0, false, t)).toBe(said.notHere)
    expect(foundWords(none, 'Ingrid', 2, false, t)).toContain('2')
  })
})

describe('the guided test', () => {
  const run: TestRun = {
    testId: 't',
    deviceId: 'd',
    startedAt: 0,
    endsAt: 600_000,
    heardAt: null,
    eventKind: null,
    alarmId: null,
    onBoardAt: null,
    centre: 'waiting',
    centreAt: null,
    state: 'running',
  }
  const states = (change: Partial<TestRun>) =>
    selectTestSteps({ ...run, ...change }).map(({ state }) => state)
  it('waits for one step after the other', () => {
    expect(states({})).toEqual(['waiting', 'later', 'later', 'later'])
    expect(states({ heardAt: 1, eventKind: 'fall', alarmId: 'a' })).toEqual([
      'seen',
      'seen',
      'waiting',
      'later',
    ])
  })
  it('has nothing to prove at a centre that is not there', () => {
    expect(states({ heardAt: 1, alarmId: 'a', onBoardAt: 2, centre: 'none', state: 'proven' })).toEqual([
      'seen',
      'seen',
      'seen',
      'skipped',
    ])
  })
  it('waits for nothing once it is over', () => {
    expect(states({ state: 'expired' })).toEqual(['later', 'later', 'later', 'later'])
  })
})

describe('a curve', () => {
  const points = [
    { at: 0, value: 100 },
    { at: 50, value: 95 },
    { at: 100, value: 81 },
  ]
  it('spans whole tens from the first point to the last', () => {
    const bounds = curveBounds(points)
    expect(bounds).toEqual({ from: 0, until: 100, low: 80, high: 100 })
    expect(bounds && curvePoints(points, bounds, 200, 100)).toBe('0,0 100,25 200,95')
  })
  it('of one point is a level line, of none is nothing', () => {
    const one = [{ at: 7, value: -70 }]
    const bounds = curveBounds(one)
    expect(bounds && curvePoints(one, bounds, 200, 100)).toBe('0,100 200,100')
    expect(curveBounds([])).toBeNull()
  })
})

describe('what stands in a field of a setting', () => {
  const setting = {
    name: 'install-height',
    kind: 'number' as const,
    unit: 'm',
    min: 2,
    max: 3,
    step: 0.1,
    choices: ['a'],
    value: null,
    readAt: null,
  }
  it.each([
    ['2,4', 2.4],
    [' 3 ', 3],
    ['3.1', undefined],
    ['', undefined],
    ['two', undefined],
    ['Infinity', undefined],
  ])('%j as a number from 2 to 3', (written, value) => {
    expect(parseSetting(setting, written)).toBe(value)
  })
  it('stands in its field as it is written in the language of the screen', () => {
    expect(shownSetting({ ...setting, value: 2.4 }, 'nb')).toBe('2,4')
    expect(shownSetting({ ...setting, value: 2.4 }, 'en')).toBe('2.4')
    expect(shownSetting({ ...setting, kind: 'choice', value: 'r60.1' }, 'nb')).toBe('r60.1')
    expect(shownSetting({ ...setting, kind: 'switch', value: false }, 'nb')).toBe('false')
    expect(shownSetting(setting, 'nb')).toBe('')
  })
  it('as a switch and as a choice', () => {
    expect(parseSetting({ ...setting, kind: 'switch' }, 'false')).toBe(false)
    expect(parseSetting({ ...setting, kind: 'switch' }, '')).toBeUndefined()
    expect(parseSetting({ ...setting, kind: 'choice' }, 'a')).toBe('a')
    expect(parseSetting({ ...setting, kind: 'choice' }, 'b')).toBeUndefined()
  })
})

it.each([
  ['53 59 83\n01', '53598301'],
  ['0x53, 0x59', '5359'],
  ['53:59-83', '535983'],
  ['535', null],
  ['', null],
  ['zz', null],
])('pasted bytes %j', (text, hex) => {
  expect(pastedHex(text)).toBe(hex)
})

it('only the side facts of the protocol go with the bytes', () => {
  const factsOf = (...names: string[]) => ({
    inspectorFacts: names.map((name) => ({ name, choices: [] })),
  })
  expect(decodeLine(factsOf('variant'), '53', { variant: 'tf-fda2', eep: 'D5-00-01' })).toEqual({
    hex: '53',
    variant: 'tf-fda2',
  })
  expect(decodeLine(factsOf('mac', 'key'), '40', { mac: ' ', key: '00' })).toEqual({ hex: '40', key: '00' })
})

it('what a message of the station leaves out has not changed', () => {
  const empty = { receivers: [], discoveries: [], devices: [], pairingUntil: 5, heardAt: null }
  const first = foldMessage(empty, { at: 1, devices: [...devices] })
  expect(first).toMatchObject({ devices, pairingUntil: 5, heardAt: 1 })
  expect(foldMessage(first, { at: 2, pairingUntil: null })).toMatchObject({ devices, pairingUntil: null })
})

it('frames are kept newest first, and not for ever', () => {
  const frame = { at: 0, raw: '00', outcome: 'heard', about: '', fields: [] } as const
  let seen = foldFrames({ frames: [], count: 0, skipped: 0 }, { frames: [], skipped: 3 })
  for (let round = 0; round < 30; round += 1) {
    seen = foldFrames(seen, {
      frames: Array.from({ length: 10 }, () => ({ ...frame, fields: [] })),
      skipped: 0,
    })
  }
  expect(seen).toMatchObject({ count: 300, skipped: 3 })
  expect(seen.frames).toHaveLength(200)
  expect(seen.frames[0]?.number).toBe(299)
})
