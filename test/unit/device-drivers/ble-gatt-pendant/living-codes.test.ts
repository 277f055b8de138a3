import { expect, test } from 'vitest'
import { livingNews } from '../../../../device-drivers/ble-gatt-pendant/living-codes.ts'
import type { KnownLevels } from '../../../../device-drivers/protocol-driver.ts'

const says = (type: string, bitsSet: readonly number[], known: KnownLevels) =>
  livingNews(
    {
      class: 'compound-state-event',
      type,
      bitsSet,
      supported: '001f001f',
      stateOrEventMask: '001f001f',
    },
    known,
  )

test('the sensor says that its own limit is kept again: what it told of it is over', () => {
  expect(says('0082000b', [0], { bed: 'absence-violation' })).toEqual([
    { kind: 'bed', value: true },
    { kind: 'restored', value: 'bed' },
  ])
  expect(says('00820008', [], { door: 'left-open' })).toEqual([{ kind: 'restored', value: 'door' }])
  expect(says('0082000b', [1], { bed: false })).toEqual([])
})
