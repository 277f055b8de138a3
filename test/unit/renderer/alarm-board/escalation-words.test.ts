/** The card says when an alarm calls further and whom it has called, in both languages, to the second. */
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { selectNextStep, selectSteps } from '../../../../renderer/alarm-board/alarm-steps.ts'
import { ownerWords } from '../../../../renderer/alarm-board/card-words.ts'
import { escalationWords } from '../../../../renderer/alarm-board/escalation-words.ts'
import { selectRing } from '../../../../renderer/alarm-board/board-selectors.ts'
import { LANGUAGES, setUpLanguages, type Language } from '../../../../renderer/i18n/setup.ts'
import type { Words } from '../../../../renderer/i18n/use-words.ts'
import type { CardEscalation } from '../../../../shared/api/board.ts'
import { CALL_GROUPS } from '../../../../shared/domain/call-group.ts'
import { fallCard } from '../../../fakes/sample-board.ts'

beforeAll(() => {
  setUpLanguages('nb')
})

const wordsIn = (language: Language): Words => i18next.getFixedT(language)
const NOW = Date.parse('2026-11-21T02:41:00Z')
const MINUTE = 60_000

const waits = (change: Partial<CardEscalation> = {}): CardEscalation => ({
  level: 0,
  calls: 'on-duty',
  calledAt: null,
  nextAt: NOW + 18_400,
  waitsFor: 'answer',
  ...change,
})
const said = (escalation: CardEscalation, change: Parameters<typeof fallCard>[0] = {}) =>
  escalationWords(fallCard({ ...change, escalation }), NOW, wordsIn('nb'))

describe('the card of an alarm', () => {
  it('counts down to the next level', () => {
    expect(said(waits())).toBe('eskalerer om 0:18')
    expect(said(waits({ nextAt: NOW - 300 }))).toBe('eskalerer om 0:00')
  })

  it('says whom it has called and when the next are called', () => {
    const called = waits({ level: 2, calls: 'everyone', calledAt: NOW - 42_000 })
    expect(said(called)).toBe('eskalert, nivå 2: alle\u00A0· neste om 0:18')
  })

  it('says of one that was taken when it rings again, and no more of those it called before', () => {
    const left = waits({ level: 1, calls: 'on-call', nextAt: NOW + 2 * MINUTE, waitsFor: 'help' })
    expect(said(left, { state: 'acknowledged', ringing: false })).toBe('ingen på vei: ringer igjen om 2:00')
  })

  it('says of one that was handed over on the way whose word is waited for', () => {
    const given = waits({ nextAt: NOW + 4 * MINUTE, waitsFor: 'help', waitsForOwner: true })
    const owner = { id: 'ola', name: 'Ola Hansen', hasLeft: false }
    const words = said(given, { state: 'on-the-way', ringing: false, owner })
    expect(words).toBe('Ola Hansen har ikke meldt seg: ringer igjen om 4:00')
  })

  it('does not say of whoever was handed it that they are there', () => {
    const owner = { id: 'ola', name: 'Ola Hansen', hasLeft: false }
    const given = { state: 'on-site', ringing: false, owner } as const
    const escalation = waits({ nextAt: NOW + 4 * MINUTE, waitsFor: 'help', waitsForOwner: true })
    expect(ownerWords(fallCard({ ...given, escalation }), wordsIn('nb'))).toBe('venter på Ola Hansen')
    expect(ownerWords(fallCard(given), wordsIn('nb'))).toBe('Ola Hansen framme')
    expect(selectNextStep(fallCard({ ...given, escalation }), 'ola')).toBe('on-site')
    expect(selectSteps(fallCard({ ...given, escalation }), 'ola')).toContain('on-site')
    expect(selectSteps(fallCard(given), 'ola')).not.toContain('on-site')
  })

  it('is quiet about a quarter of an hour until it is nearly over, and about what waits for the next shift', () => {
    expect(said(waits({ nextAt: NOW + 14 * MINUTE }), { priority: 'medium' })).toBeNull()
    expect(said(waits({ nextAt: NOW + 4 * MINUTE }), { priority: 'medium' })).toBe('eskalerer om 4:00')
    expect(said(waits(), { priority: 'low' })).toBeNull()
    expect(escalationWords(fallCard(), NOW, wordsIn('nb'))).toBeNull()
  })

  it.each(LANGUAGES)('has a word for everybody who is called (%s)', (language) => {
    const t = wordsIn(language)
    const words = CALL_GROUPS.map((calls) =>
      escalationWords(
        fallCard({ escalation: waits({ level: 1, calls, nextAt: null, waitsFor: null }) }),
        NOW,
        t,
      ),
    )
    expect(new Set(words).size).toBe(CALL_GROUPS.length)
    for (const word of words) expect(word).not.toMatch(/calls\.|escalation\.|\{\{/)
  })
})

describe('what sounds', () => {
  const ringOf = (escalation: CardEscalation, change: Parameters<typeof fallCard>[0] = {}) =>
    selectRing(fallCard({ ...change, escalation }))?.calledAt

  it('is another ring with every level, but not of what sounds once and no more', () => {
    expect(ringOf(waits())).toBeNull()
    expect(ringOf(waits({ level: 1, calledAt: NOW }))).toBe(NOW)
    expect(ringOf(waits({ level: 1, calledAt: NOW }), { priority: 'low' })).toBeNull()
  })
})
