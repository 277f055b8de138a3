/** Who is told that an alarm they had has ended, and in which words. */
import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import { endedUnder, withEnded, withoutOpen } from '../../../../renderer/alarm-board/ended-rules.ts'
import { endedWords } from '../../../../renderer/alarm-board/ended-words.ts'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { PatchedMap } from '../../../../renderer/patched-map.ts'
import { fallCard, KARI, OLA } from '../../../fakes/sample-board.ts'

beforeAll(() => setUpLanguages('nb'))

const NONE = new Set<string>()
const had = fallCard({ state: 'on-the-way', ringing: false, owner: KARI })
const closedByOla: AlarmCard = {
  ...had,
  state: 'resolved',
  outcome: 'helped-unhurt',
  closing: { by: OLA, reason: 'closed' },
}

const board = (open: readonly AlarmCard[], closed: readonly AlarmCard[]) => ({
  alarms: PatchedMap.of(open.map((card) => [card.alarmId, card] as const)),
  closed: new Map(closed.map((card) => [card.alarmId, card])),
})

it('whoever had it is told, and nobody else', () => {
  const ended = board([], [closedByOla])
  expect(endedUnder(had, ended, 'kari', NONE)).toBe(closedByOla)
  expect(endedUnder(had, ended, 'ola', NONE)).toBeNull()
  expect(endedUnder(had, ended, null, NONE)).toBeNull()
  expect(endedUnder({ ...had, owner: null }, ended, 'kari', NONE)).toBeNull()
  expect(endedUnder(undefined, ended, 'kari', NONE)).toBeNull()
})

it('nothing has ended while it is open', () => {
  expect(endedUnder(had, board([had], []), 'kari', NONE)).toBeNull()
  expect(endedUnder(had, board([had], [closedByOla]), 'kari', NONE)).toBeNull()
})

it('what they closed themselves is no news, also where the station does not say who did', () => {
  const byKari = { ...closedByOla, closing: { by: KARI, reason: 'closed' } } as const
  expect(endedUnder(had, board([], [byKari]), 'kari', NONE)).toBeNull()
  expect(endedUnder(had, board([], []), 'kari', new Set(['a-1']))).toBeNull()
  // Somebody was faster than their key.
  expect(endedUnder(had, board([], [closedByOla]), 'kari', new Set(['a-1']))).toBe(closedByOla)
})

it('an operator of the centre with the same id is somebody else', () => {
  const operator = { id: 'kari', name: null, hasLeft: false }
  const byCentre = { ...closedByOla, closing: { by: operator, reason: 'closed' } } as const
  expect(endedUnder(had, board([], [byCentre]), 'kari', NONE)).toBe(byCentre)
})

it('out of reach while it ended: it is told as it was last seen', () => {
  expect(endedUnder(had, board([], []), 'kari', NONE)).toBe(had)
})

it('alarms of one incident that ended together are one notice; in another way they are another', () => {
  const call = { ...closedByOla, alarmId: 'a-2', cause: 'help-call' } as const
  const over = { ...closedByOla, alarmId: 'a-3', closing: { by: null, reason: 'condition-ended' } } as const
  const waiting = withEnded(withEnded([], [closedByOla, over]), [call])
  expect(waiting.map(({ cards }) => cards.map(({ alarmId }) => alarmId))).toEqual([['a-1', 'a-2'], ['a-3']])
  expect(withEnded(waiting, [call])).toEqual(waiting)
})

it('what is open again is told no more', () => {
  const waiting = withEnded([], [closedByOla])
  expect(withoutOpen(waiting, new Set(['a-1']))).toEqual([])
  expect(withoutOpen(waiting, new Set(['a-2']))).toBe(waiting)
})

it.each<[string, Partial<AlarmCard>]>([
  [
    'Ola Hansen avsluttet: Ingrid Solberg · Fall oppdaget · Leilighet 204 · 2. etg. · bad – hjulpet opp, uskadd',
    {},
  ],
  [
    'Responssenteret avsluttet: Ingrid Solberg · Fall oppdaget · Leilighet 204 · 2. etg. · bad – annet',
    { outcome: 'other', closing: { by: { id: 'op-7', name: null, hasLeft: false }, reason: 'closed' } },
  ],
  [
    'Ingrid Solberg avlyste: Trenger hjelp · Leilighet 204 · 2. etg. · bad',
    {
      cause: 'help-call',
      state: 'cancelled',
      outcome: null,
      closing: { by: null, reason: 'resident-cancelled' },
    },
  ],
  [
    'Over av seg selv: Ingrid Solberg · Fall oppdaget · Leilighet 204 · 2. etg. · bad',
    { state: 'cancelled', outcome: null, closing: { by: null, reason: 'condition-ended' } },
  ],
  [
    'Avlyst: cord-1 · Trenger hjelp · Fellesrom',
    {
      cause: 'help-call',
      state: 'cancelled',
      outcome: null,
      resident: null,
      deviceId: 'cord-1',
      placement: 'Fellesrom',
      closing: { by: null, reason: 'resident-cancelled' },
    },
  ],
])('%s', (said, change) => {
  const words = endedWords({ key: '', cards: [{ ...closedByOla, ...change }] }, i18next.getFixedT('nb'))
  expect(words.replaceAll('\u00A0', ' ')).toBe(said)
})

it('without word of who closed it, it says no more than is known', () => {
  const words = endedWords({ key: '', cards: [had] }, i18next.getFixedT('nb'))
  expect(words).toMatch(/^Ikke åpen lenger: Ingrid Solberg/)
})
