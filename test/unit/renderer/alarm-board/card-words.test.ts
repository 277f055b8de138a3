import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { causesWords, whereUnderWho, whoWithAge } from '../../../../renderer/alarm-board/card-words.ts'
import { causeWords } from '../../../../renderer/alarm-board/cause-words.ts'
import { faultWords } from '../../../../renderer/alarm-board/fault-words.ts'
import { formatDay } from '../../../../renderer/i18n/format.ts'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import type { Words } from '../../../../renderer/i18n/use-words.ts'
import { fallCard } from '../../../fakes/sample-board.ts'

beforeAll(() => {
  setUpLanguages('nb')
})
const words = (): Words => i18next.getFixedT('nb')

const NOW = Date.parse('2026-11-22T02:40:18Z')

test('a resident is shown with their age, a colleague who needs help at theirs by the colleague’s own name', () => {
  expect(whoWithAge(fallCard(), NOW, words())).toBe('Ingrid Solberg, 84 år')
  const carer = { id: 'ola', name: 'Ola Hansen', hasLeft: false }
  expect(whoWithAge(fallCard({ cause: 'assistance', carer }), NOW, words())).toBe('Ola Hansen')
})

test('where is said under who, unless it is the same: the station itself', () => {
  expect(whereUnderWho(fallCard(), words())).toMatch(/^Leilighet 204\s· 2\.\setg\.\s· bad$/)
  const ofStation = { resident: null, deviceId: null, placement: null, category: 'technical' } as const
  expect(whereUnderWho(fallCard({ ...ofStation, cause: 'clock' }), words())).toBe('')
})

test('a day is told as each language tells it', () => {
  expect(formatDay('2026-10-01', 'nb')).toBe('01.10.2026')
  expect(formatDay('2026-10-01', 'en')).toBe('01/10/2026')
})

test('a door that stands open and nobody back through it are called by their own names, and are no fault', () => {
  const door = fallCard({ cause: 'door' })
  expect(causeWords(door, words())).toBe('Dør åpnet')
  const gone = fallCard({ cause: 'door', code: 'nobody-back' })
  expect(causeWords(gone, words())).toBe('Ikke kommet tilbake')
  expect(causesWords([door, gone], words())).toBe('Dør åpnet + Ikke kommet tilbake')
  expect(faultWords(gone, words())).toBeNull()
})
