import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeLines } from '../../../../../care-centre/store/postgres/postgres-writes.ts'

test('changes of any words become as many lines in each column, and come back whole', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string(), fc.string({ unit: 'binary' })), { minLength: 1 }),
      (told) => {
        const changes = told.map((data, at) => ({
          type: 'alarm',
          station: `st-${String(at)}`,
          data: { ...data, note: 'a\nb\r\n\0\u2028' },
        }))
        const [types, stations, data] = changeLines(changes).map((column) => column.split('\n'))
        expect(types).toEqual(changes.map(({ type }) => type))
        expect(stations).toEqual(changes.map(({ station }) => station))
        expect(data).toEqual(changes.map((change) => JSON.stringify(change.data)))
        expect(data?.join('')).not.toContain('\0')
      },
    ),
  )
})
