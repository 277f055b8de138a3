/** What is wrong with the equipment is a sentence in both languages, with its number, whatever code came. */
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { whereWords, whoWords } from '../../../../renderer/alarm-board/card-words.ts'
import { causeWords } from '../../../../renderer/alarm-board/cause-words.ts'
import { faultWords, subjectWords } from '../../../../renderer/alarm-board/fault-words.ts'
import { LANGUAGES, setUpLanguages, type Language } from '../../../../renderer/i18n/setup.ts'
import type { Words } from '../../../../renderer/i18n/use-words.ts'
import { fallCard } from '../../../fakes/sample-board.ts'
import en from '../../../../resources/locales/en.json' with { type: 'json' }
import nb from '../../../../resources/locales/nb.json' with { type: 'json' }

beforeAll(() => {
  setUpLanguages('nb')
})

const wordsIn = (language: Language): Words => i18next.getFixedT(language)

describe('a card of failing equipment', () => {
  it.each(LANGUAGES)('has a sentence for every code (%s)', (language) => {
    const t = wordsIn(language)
    const codes = Object.keys(en.fault).filter(
      (key) => !/^(other|without|percent|disk|centreLost|pathLost)|_one$/.test(key),
    )
    for (const key of codes) {
      const code = key.replace(/_other$/, '')
      const words = faultWords({ cause: 'port-lost', code }, t)
      expect(words, code).toMatch(/\.$/)
      expect(words, code).not.toMatch(/fault\.|\{\{|«/)
    }
    expect(faultWords({ cause: 'fault', code: 'brand-new' }, t)).toContain('brand-new')
  })

  it('names the screens that are mute, where they have names', () => {
    const t = wordsIn('en')
    const mute = { cause: 'no-sound', code: 'sound-missing' } as const
    expect(faultWords({ ...mute, muteScreens: ['Duty room 2', 'Night tablet'] }, t)).toContain(
      'Duty room 2, Night tablet',
    )
    expect(faultWords(mute, t)).toBe(en.fault['sound-missing'])
  })

  it('says how many people it leaves without an alarm, one in the singular', () => {
    const t = wordsIn('en')
    expect(faultWords({ cause: 'port-lost', code: 'missing', figure: 40 }, t)).toContain('40 people')
    expect(faultWords({ cause: 'adapter-lost', code: 'off', figure: 1 }, t)).toContain('One person')
    expect(faultWords({ cause: 'port-lost', code: 'missing' }, t)).not.toContain('without an alarm')
  })

  it('says percent, days, megabytes and seconds as they are meant', () => {
    const t = wordsIn('en')
    expect(faultWords({ cause: 'battery', code: 'low', figure: 12 }, t)).toContain('12 percent')
    expect(faultWords({ cause: 'battery', code: 'low' }, t)).toBe(en.fault.low)
    expect(faultWords({ cause: 'battery', code: 'forecast', figure: 9 }, t)).toContain('9 more days')
    expect(faultWords({ cause: 'disk', code: 'low', figure: 200 }, t)).toContain('200 MB')
    expect(faultWords({ cause: 'clock', code: 'jumped', figure: -3600 }, t)).toContain(' 3,600 seconds')
  })

  it('names the port, the adapter, the stranger; an alarm of a person or a radar needs no such words', () => {
    const t = wordsIn('en')
    expect(subjectWords({ cause: 'port-lost', subject: '/dev/ttyUSB0' }, t)).toBe('Port /dev/ttyUSB0')
    expect(subjectWords({ cause: 'adapter-lost', subject: 'hci0' }, t)).toBe('Bluetooth hci0')
    expect(subjectWords({ cause: 'adapter-lost', subject: 'bluetooth' }, t)).toBe('Bluetooth of this machine')
    expect(subjectWords({ cause: 'help-call', subject: '815 · /dev/ttyUSB1' }, t)).toContain('815')
    expect(subjectWords({ cause: 'clock', subject: 'synchronisation' }, t)).toBeNull()
    expect(subjectWords({ cause: 'fall' }, t)).toBeNull()
    const nobodys = { resident: null, deviceId: null, placement: null }
    const lost = fallCard({ ...nobodys, cause: 'port-lost', subject: '/dev/ttyUSB0', figure: 40 })
    expect([whoWords(lost, t), whereWords(lost, t)]).toEqual([
      'Port /dev/ttyUSB0',
      '40 people without an alarm',
    ])
    const stranger = fallCard({
      ...nobodys,
      deviceId: 'd-1',
      cause: 'help-call',
      subject: '815 · /dev/ttyUSB1',
    })
    expect(whereWords(stranger, t)).toBe('Nobody has said whose it is')
    // A copied profile gives two screens one name: the address stays beside it, but not this machine's own.
    const calls = ['10.0.0.7', '127.0.0.1'].map((address) =>
      fallCard({
        ...nobodys,
        cause: 'help-call',
        lockedCall: { from: 'browser', address, lastPerson: null, screen: 'Duty room 2' },
      }),
    )
    expect(calls.map((card) => whereWords(card, t))).toEqual([
      'from a locked screen: Duty room 2 (10.0.0.7)',
      'from a locked screen: Duty room 2',
    ])
    const centre = fallCard({ ...nobodys, cause: 'centre-lost' })
    expect([whoWords(centre, t), whereWords(centre, t)]).toEqual(['The station', 'The station'])
    expect(faultWords({ cause: 'fall' }, t)).toBeNull()
  })

  it('a way to the centre that is lost says so while another one holds; without any they ring there', () => {
    const t = wordsIn('en')
    const path = {
      cause: 'centre-lost',
      code: 'certificate-expired',
      subject: 'https centre.example',
    } as const
    expect(whoWords(fallCard({ ...path, resident: null, deviceId: null }), t)).toBe(
      'Path: https centre.example',
    )
    expect(faultWords(path, t)).toMatch(
      /^Alarms go another way for now\. The centre's certificate has expired\./,
    )
    expect(faultWords({ cause: 'centre-lost', code: 'dns' }, t)).toMatch(/^Alarms ring here\./)
  })
})

it.each([
  ['nb', nb],
  ['en', en],
] as const)('tells that there is no centre as that, not as a path that was lost (%s)', (language, words) => {
  const none = { cause: 'centre-lost', code: 'not-set-up', subject: 'none' } as const
  const t = wordsIn(language)
  expect(causeWords(none, t)).toBe(words.card.noCentre)
  expect(faultWords(none, t)).toBe(words.fault['not-set-up'])
  expect(subjectWords(none, t)).toBeNull()
})
