import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CalmProof } from '../../../../shared/api/board.ts'
import { selectDelivery, selectNextStep, selectSteps } from '../../../../renderer/alarm-board/alarm-steps.ts'
import { selectUncalmReasons } from '../../../../renderer/alarm-board/calm.ts'
import { uncalmWords } from '../../../../renderer/alarm-board/uncalm-words.ts'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { calmProof, fallCard } from '../../../fakes/sample-board.ts'

const NOW = 10_000_000
const kari = { id: 'kari', name: 'Kari Nordmann', hasLeft: false }
const NOTHING = { open: 0, shelved: 0 }
const reasons = (change: Partial<CalmProof>, counts = NOTHING) =>
  selectUncalmReasons(counts, calmProof(NOW, change), NOW).map((reason) => reason.kind)

beforeAll(() => {
  setUpLanguages('nb')
})

describe('"Alt er rolig"', () => {
  it('is said when everything was heard', () => {
    expect(reasons({})).toEqual([])
  })

  const ports = calmProof(NOW).ports
  it.each<[string, Partial<CalmProof>]>([
    ['database-full', { database: 'full' }],
    ['database-failing', { database: 'failing' }],
    ['port', { ports: ports.map((port) => ({ ...port, state: 'opening' as const })) }],
    ['no-devices', { devices: { expected: 0, heard: 0, silent: [] } }],
    ['nothing-heard', { lastHeard: null }],
    ['devices-silent', { devices: { expected: 2, heard: 1, silent: ['radar-204-bath'] } }],
    ['devices-silent', { devices: { expected: 2, heard: 1, silent: [] } }],
    ['centre-none', { centre: { link: 'none', lastContactAt: null, waiting: 0, oldestWaitingAt: null } }],
    ['centre-never', { centre: { link: 'never', lastContactAt: null, waiting: 0, oldestWaitingAt: null } }],
    ['centre-lost', { centre: { link: 'lost', lastContactAt: NOW - 1, waiting: 0, oldestWaitingAt: null } }],
    [
      'centre-lost',
      { centre: { link: 'ok', lastContactAt: NOW - 180_001, waiting: 0, oldestWaitingAt: null } },
    ],
    [
      'not-delivered',
      { centre: { link: 'ok', lastContactAt: NOW, waiting: 1, oldestWaitingAt: NOW - 15_001 } },
    ],
  ])('is not said: %s (%j)', (kind, change) => {
    expect(reasons(change)).toEqual([kind])
  })

  it.each(['never', 'lost', 'ok'] as const)(
    'says what is not delivered where a centre is set up: %s',
    (link) => {
      const centre = { link, lastContactAt: NOW, waiting: 49, oldestWaitingAt: NOW - 1_680_000 }
      expect(reasons({ centre })).toContain('not-delivered')
    },
  )

  it('says that messages wait for a centre where none is set up, and of nobody that it keeps trying', () => {
    const centre = {
      link: 'none',
      lastContactAt: null,
      waiting: 49,
      oldestWaitingAt: NOW - 1_680_000,
    } as const
    const [reason, ...others] = selectUncalmReasons(NOTHING, calmProof(NOW, { centre }), NOW)
    expect(reason).toEqual({ kind: 'centre-none', waiting: 49 })
    expect(others).toEqual([])
    if (reason === undefined) return
    for (const [language, tried, waits] of [
      ['nb', 'prøver', '49 meldinger venter her'],
      ['en', 'trying', '49 messages wait here'],
    ] as const) {
      const words = uncalmWords(reason, NOW, i18next.getFixedT(language))
      expect(words).toContain(waits)
      expect(words).not.toContain(tried)
    }
  })

  it('is not said while an alarm is open', () => {
    expect(reasons({}, { open: 1, shelved: 0 })).toEqual(['alarms-open'])
    expect(reasons({}, { open: 0, shelved: 2 })).toEqual(['alarms-shelved'])
    const aside = { kind: 'alarms-shelved', count: 2 } as const
    expect(uncalmWords(aside, NOW, i18next.getFixedT('nb'))).toMatch(/^2 alarmer er lagt til side/)
  })
})

describe('Enter', () => {
  it.each([
    ['raised', true, 'acknowledge'],
    ['acknowledged', false, 'on-the-way'],
    ['acknowledged', true, 'acknowledge'],
    ['on-the-way', false, 'on-site'],
    ['on-site', false, 'resolve'],
    ['resolved', false, null],
  ] as const)('on an alarm of mine that is %s (ringing: %s) means %s', (state, ringing, step) => {
    expect(
      selectNextStep(fallCard({ state, ringing, owner: state === 'raised' ? null : kari }), 'kari'),
    ).toBe(step)
  })

  it('never takes over what a colleague has', () => {
    expect(selectNextStep(fallCard({ state: 'acknowledged', ringing: false, owner: kari }), 'ola')).toBeNull()
  })

  it('is on the way for whoever was given it under way; nobody else has that step, nor who has said it', () => {
    const given = fallCard({ state: 'on-the-way', ringing: false, owner: kari, isGiven: true })
    expect(selectNextStep(given, 'kari')).toBe('on-the-way')
    expect(selectSteps(given, 'kari')).toEqual(expect.arrayContaining(['on-the-way', 'on-site', 'release']))
    expect(selectSteps(given, 'ola')).not.toContain('on-the-way')
    expect(selectNextStep(given, 'ola')).toBeNull()
    const { isGiven: _said, ...gone } = given
    expect(selectSteps(gone, 'kari')).not.toContain('on-the-way')
    expect(selectNextStep(gone, 'kari')).toBe('on-site')
  })

  it('closes a technical alarm that is taken: nobody drives to a cable', () => {
    const card = fallCard({ category: 'technical', state: 'acknowledged', ringing: false, owner: kari })
    expect(selectNextStep(card, 'kari')).toBe('resolve')
    expect(selectSteps(card, 'kari')).toEqual(['resolve', 'note', 'hand-over', 'release', 'call'])
  })

  it("offers the numbers of whoever can help, also where an alarm is nobody's: smoke in a corridor", () => {
    const smoke = fallCard({ cause: 'smoke', resident: null, placement: 'corridor' })
    expect(selectSteps(smoke, 'kari')).toContain('call')
    expect(selectSteps(fallCard({ ...smoke, state: 'resolved' }), 'kari')).not.toContain('call')
  })

  it('only the one who has an alarm can release it', () => {
    const card = fallCard({ state: 'acknowledged', ringing: false, owner: kari })
    expect(selectSteps(card, 'kari')).toContain('release')
    expect(selectSteps(card, 'ola')).not.toContain('release')
  })
})

describe('the centre', () => {
  it('is waited for 15 s; then the card says that it was not delivered', () => {
    const card = fallCard({ delivery: { state: 'waiting', waitingSince: NOW } })
    expect(selectDelivery(card, NOW + 15_000).kind).toBe('waiting')
    expect(selectDelivery(card, NOW + 15_001).kind).toBe('not-delivered')
  })
})
