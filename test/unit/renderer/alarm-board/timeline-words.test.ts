/** The timeline says what was done and why, so that nobody has to ask who was there. */
import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { timelineWords } from '../../../../renderer/alarm-board/timeline-words.ts'
import { setUpLanguages, type Language } from '../../../../renderer/i18n/setup.ts'
import type { ChainStep } from '../../../../shared/api/alarm-calls.ts'

beforeAll(() => {
  setUpLanguages('nb')
})

const AT = Date.parse('2026-11-22T02:40:18Z')
const kari = { id: 'kari', name: 'Kari Nordmann', hasLeft: false }
const step = (change: Partial<ChainStep>): ChainStep => ({
  sequence: 2,
  type: 'repeated',
  at: AT,
  actor: { kind: 'rule', id: 'inactivity', name: null, hasLeft: false },
  reason: 'same-source-again',
  ruleId: 'inactivity',
  count: 3,
  to: null,
  outcome: null,
  falseCause: null,
  words: null,
  eventId: null,
  delivery: null,
  ...change,
})
const said = (change: Partial<ChainStep>, language: Language = 'nb') =>
  timelineWords(step(change), language, i18next.getFixedT(language))

test('what joined without a sound says so, and what rang does not', () => {
  expect(said({ quiet: true, reason: 'joined' })).toBe(
    'igjen, nummer 3 – samme sensor innen 15 minutter, uten ny lyd',
  )
  expect(said({})).toBe('igjen, nummer 3')
})

test('what was set aside says until when and why, in both languages', () => {
  const shelf = {
    type: 'shelved',
    until: AT + 30 * 60_000,
    why: 'somebody-there',
    reason: 'set-aside',
  } as const
  expect(said(shelf)).toBe('lagt til side til kl. 04:10 (Noen er hos personen)')
  expect(said(shelf, 'en')).toBe('shelved until 04:10 (Somebody is with the person)')
})

test('an escalation says the level and whom it called, by name where it called one', () => {
  const call = { type: 'escalated', level: 1, calls: 'on-call', reason: 'not-answered' } as const
  expect(said(call)).toBe('varslet videre, nivå 1: bakvakt')
  expect(said({ ...call, to: kari })).toBe('varslet videre, nivå 1: bakvakt, Kari Nordmann')
})
