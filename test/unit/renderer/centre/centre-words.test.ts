import { beforeAll, describe, expect, it } from 'vitest'
import i18next from 'i18next'
import { historyQuery, NO_SEARCH } from '../../../../renderer/centre/history-query.ts'
import {
  alarmWords,
  causeWords,
  clockOffWords,
  lateWords,
  placeWords,
  shiftWords,
  takenWords,
} from '../../../../renderer/centre/centre-words.ts'
import { heardLaterMs, storyLines } from '../../../../renderer/centre/story-lines.ts'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import en from '../../../../resources/locales/en.json' with { type: 'json' }
import nb from '../../../../resources/locales/nb.json' with { type: 'json' }
import { PATH_FAILURES } from '../../../../shared/api/centre-paths.ts'
import { CENTRE_PROBLEM_CODES } from '../../../../shared/api/centre/problem.ts'
import { PATH_STATES } from '../../../../shared/wire/centre-messages.ts'
import { alarmView } from '../../../fakes/fake-centre-client.ts'

const NOW = Date.parse('2026-11-22T02:40:18.000Z')
beforeAll(() => {
  setUpLanguages('nb')
})
const t = () => i18next.getFixedT('nb')

describe('what an operator reads', () => {
  it('who has it, here and there', () => {
    expect(takenWords(alarmView(NOW), 'eva', t())).toBe('Ingen har tatt den')
    const taken = alarmView(NOW, { takenBy: { id: 'eva', name: 'Eva Lund' } })
    expect(takenWords(taken, 'eva', t())).toBe('Du har den')
    expect(takenWords(taken, 'per', t())).toBe('Eva Lund har den')
    expect(shiftWords(alarmView(NOW), t())).toBeNull()
    expect(shiftWords(alarmView(NOW, { state: 'on-the-way', holder: 'kari' }), t())).toBe(
      'vakten der: kari på vei',
    )
    expect(shiftWords({ ...taken, state: 'acknowledged', holder: 'eva' }, t())).toBe(
      'stasjonen vet at senteret har den',
    )
  })

  it('what was found, where several things have one cause; of a newer station the cause', () => {
    const door = { cause: 'door', code: 'nobody-back' }
    expect(alarmWords(door, t())).toBe('Ikke kommet tilbake')
    expect(alarmWords(door, i18next.getFixedT('en'))).toBe('Not back')
    expect(alarmWords({ cause: 'door' }, t())).toBe(causeWords('door', t()))
    expect(alarmWords({ cause: 'door', code: 'of-a-newer-station' }, t())).toBe(causeWords('door', t()))
  })

  it('where, by the ids that cross', () => {
    expect(placeWords(alarmView(NOW), t())).toBe('Beboer r-204\u00A0· bad')
    expect(placeWords(alarmView(NOW, { resident: null }), t())).toBe('bad\u00A0· Enhet radar-204-bath')
    const silent = alarmView(NOW, { resident: null, device: null, placement: null, origin: 'centre' })
    expect(placeWords(silent, t())).toBe('hele stasjonen')
  })

  it('how late it came and why; a reason or cause of a newer station as it is written', () => {
    const late = alarmView(NOW, { lateSeconds: 22_320, lateReason: 'certificate-expired' })
    expect(lateWords(late, t())).toBe('kom 6 t 12 min for sent: sertifikatet var utløpt')
    expect(lateWords({ ...late, lateReason: 'solar-storm' }, t())).toBe(
      'kom 6 t 12 min for sent: solar-storm',
    )
    expect(lateWords(alarmView(NOW), t())).toBeNull()
    expect(clockOffWords(-7_260, t())).toBe('stasjonens klokke går 2 t 1 min for sent')
    expect(causeWords('station-silent', t())).toBe('Stasjonen er stille')
    expect(causeWords('constructor', t())).toBe('constructor')
  })
})

describe('words in both languages', () => {
  it('for every refusal of the centre, every reason to be late, every state of a path', () => {
    for (const { centre } of [nb, en]) {
      const known = Object.keys(centre.error).map((key) => key.replace(/_(one|other)$/, ''))
      expect([...CENTRE_PROBLEM_CODES, 'no-contact'].filter((code) => !known.includes(code))).toEqual([])
      expect(PATH_FAILURES.filter((code) => !Object.hasOwn(centre.reason, code))).toEqual([])
      expect(PATH_STATES.filter((state) => !Object.hasOwn(centre.path, state))).toEqual([])
    }
  })
})

describe('a timeline', () => {
  it('stands in the order in which the centre knew: what came late stands where it came, with when it happened', () => {
    const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString()
    const raised = {
      id: 'm-1',
      sequence: 1,
      type: 'alarm.raised',
      priority: 'critical' as const,
      occurredAt: at(-3_600),
      sentAt: at(0),
      receivedAt: at(0),
      data: {},
    }
    const lines = storyLines({
      ...alarmView(NOW),
      timeline: [
        { ...raised, data: { by: 'kari' } },
        { ...raised, id: 'm-2', sequence: 2, type: 'alarm.note', receivedAt: at(9), data: { by: 'eva' } },
      ],
      timelineComplete: true,
      commands: [
        {
          id: 'c-1',
          type: 'note',
          alarmId: 'a-1',
          by: 'eva',
          byName: 'Eva Lund',
          at: at(8),
          text: 'x',
          result: null,
          code: null,
          handledAt: null,
        },
      ],
      takes: [{ type: 'taken', by: { id: 'eva', name: 'Eva Lund' }, at: at(5) }],
    })
    expect(lines.map((line) => [line.kind, line.kind === 'take' ? line.take.by.name : line.by])).toEqual([
      ['message', 'kari'],
      ['take', 'Eva Lund'],
      ['command', 'Eva Lund'],
      ['message', 'Eva Lund'],
    ])
    expect(heardLaterMs(raised)).toBe(3_600_000)
    expect(heardLaterMs({ ...raised, occurredAt: at(-2) })).toBeNull()
  })

  it('names who only wrote a note, in what was asked of the station and in what the station says of it', () => {
    const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString()
    const lines = storyLines({
      ...alarmView(NOW),
      timeline: [
        {
          id: 'm-2',
          sequence: 2,
          type: 'alarm.note',
          priority: 'critical',
          occurredAt: at(2),
          sentAt: at(2),
          receivedAt: at(2),
          data: { by: 'per' },
        },
      ],
      timelineComplete: true,
      commands: [
        {
          id: 'c-1',
          type: 'note',
          alarmId: 'a-1',
          by: 'per',
          byName: 'Per Dahl',
          at: at(1),
          text: 'x',
          result: 'done',
          code: null,
          handledAt: at(2),
        },
      ],
      takes: [],
    })
    expect(lines.map((line) => [line.kind, line.kind === 'take' ? line.take.by.name : line.by])).toEqual([
      ['command', 'Per Dahl'],
      ['message', 'Per Dahl'],
    ])
  })
})

describe('a search in the history', () => {
  it('asks for what was written, times by the clock in Norway', () => {
    expect(historyQuery(NO_SEARCH)).toEqual({ ok: true, query: {} })
    const draft = {
      ...NO_SEARCH,
      from: '21.11.2026 22:00',
      station: 's-1',
      cause: 'fall',
      resident: ' r-204 ',
      text: ' ring ',
    }
    expect(historyQuery(draft)).toEqual({
      ok: true,
      query: {
        from: '2026-11-21T21:00:00.000Z',
        station: 's-1',
        cause: 'fall',
        resident: 'r-204',
        text: 'ring',
      },
    })
  })

  it('says what will not do before anything is asked', () => {
    expect(historyQuery({ ...NO_SEARCH, to: 'i går' })).toEqual({ ok: false, mistake: 'bad-time' })
    expect(historyQuery({ ...NO_SEARCH, text: 'a' })).toEqual({ ok: false, mistake: 'too-short' })
    expect(historyQuery({ ...NO_SEARCH, resident: 'Ingrid Solberg' })).toEqual({
      ok: false,
      mistake: 'bad-id',
    })
  })
})
