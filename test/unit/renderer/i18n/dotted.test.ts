import { expect, test } from 'vitest'
import { dotted } from '../../../../renderer/i18n/dotted.ts'

test('only the parts that are there have a dot between them, and no line can begin with one', () => {
  expect(dotted(['Leilighet 204', null, '', undefined, 'bad'])).toBe('Leilighet 204\u00A0· bad')
  expect(dotted([null])).toBe('')
})
