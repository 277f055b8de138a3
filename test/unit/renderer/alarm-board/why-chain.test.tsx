/** "Why?" in words: each rule has its own in both languages, and one over time says by which numbers it came due. */
import { cleanup, render } from '@testing-library/react'
import i18next from 'i18next'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ruleWords } from '../../../../renderer/alarm-board/card-words.ts'
import { watchedWords } from '../../../../renderer/alarm-board/watched-words.ts'
import { WhyChain } from '../../../../renderer/alarm-board/why-chain.tsx'
import { LANGUAGES, setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { RULE_PROFILES, type Watched } from '../../../../shared/domain/rule-profiles.ts'
import { ALARM_RULES } from '../../../../station/alarms/rules.ts'
import { profilesOf, TIME_RULES } from '../../../../station/alarms/time-rules/rule-set.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { fallCard, sampleBoard } from '../../../fakes/sample-board.ts'

beforeAll(() => {
  setUpLanguages('nb')
})
afterEach(cleanup)

describe.each(LANGUAGES)('in %s', (language) => {
  const t = () => i18next.getFixedT(language)

  it.each([
    ...[...ALARM_RULES, ...TIME_RULES].map(({ id }) => id),
    'engine',
    'escalation',
    'centre-rejected',
  ])('the rule %s has words of its own', (id) => {
    const words = ruleWords(id, t())
    expect(words).not.toMatch(/^(rule|cause)\./)
    expect(
      i18next.exists(`rule.${id}`, { lng: language }) || i18next.exists(`cause.${id}`, { lng: language }),
    ).toBe(true)
  })

  it('every profile that a rule has is said with all of its numbers', () => {
    for (const rule of TIME_RULES) {
      for (const [profile, { limits }] of profilesOf(rule)) {
        const words = watchedWords({ profile, limits }, t())
        expect(words).not.toMatch(/why\.|ruleProfile\.|\{\{/)
        if (limits.lastsMinutes !== undefined) expect(words).toContain(String(limits.lastsMinutes))
        if (limits.lowestCelsius !== undefined) expect(words).toContain('16')
        if (limits.byMinute !== undefined) expect(words).toContain('10:00')
      }
    }
  })
})

it('says when and by which numbers, one minute in the singular', () => {
  const en = i18next.getFixedT('en')
  const said = (watched: Watched) => watchedWords(watched, en)
  expect(said({ profile: 'night', limits: { lastsMinutes: 30 } })).toBe('At night, for 30 minutes')
  expect(said({ profile: 'day', limits: { lastsMinutes: 1 } })).toBe('By day, for 1 minute')
  expect(said({ profile: 'holiday', limits: { fromMinute: 300, byMinute: 660 } })).toBe(
    'Sundays and public holidays, between 05:00 and 11:00',
  )
  const limits = { lastsMinutes: 30, lowestCelsius: 16, highestCelsius: 30 }
  expect(said({ profile: 'always', limits })).toBe(
    'Day and night, below 16 °C or above 30 °C, for 30 minutes',
  )
  expect(new Set(RULE_PROFILES.map((profile) => said({ profile, limits: {} }))).size).toBe(5)
})

it('of an alarm that came due again it says the last numbers; of a fall it says none', async () => {
  const chain = await new FakeStationClient(sampleBoard(Date.now(), [fallCard()])).chain('a-1')
  const [raised] = chain.steps
  if (raised === undefined) throw new Error('no step')
  const due = (sequence: number, lastsMinutes: number) => ({
    ...raised,
    sequence,
    ruleId: 'too-long-in-bathroom',
    watched: { profile: 'night' as const, limits: { lastsMinutes } },
  })
  const shown = render(<WhyChain chain={{ ...chain, steps: [due(1, 30), due(2, 20)] }} />)
  expect(shown.container.textContent).toContain('for lenge på badet')
  expect(shown.container.textContent).toContain('Etter tallene for denne beboeren: Om natten, i 20 minutter')
  cleanup()
  expect(render(<WhyChain chain={chain} />).container.textContent).not.toContain('Etter tallene')
})
