import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { whoWithAge } from '../../../../renderer/alarm-board/card-words.ts'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import type { Words } from '../../../../renderer/i18n/use-words.ts'
import { fallCard } from '../../../fakes/fake-station-client.ts'

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
