import { expect, test } from 'vitest'
import { DeliveryBook } from '../../../../station/sync/delivery-book.ts'

test('the centre has an alarm when it has every message of it so far', () => {
  const book = new DeliveryBook(true)
  book.added('alarm-1', 'raised', 100)
  book.added('alarm-1', 'acknowledged', 200)
  expect(book.of('alarm-1')).toEqual({ state: 'waiting', waitingSince: 100 })
  book.delivered('alarm-1', 'raised')
  expect(book.of('alarm-1')).toEqual({ state: 'waiting', waitingSince: 200 })
  book.delivered('alarm-1', 'acknowledged')
  expect(book.of('alarm-1')).toEqual({ state: 'delivered', waitingSince: null })
})

test('a rejected message shows until the centre takes it', () => {
  const book = new DeliveryBook(true)
  book.added('alarm-1', 'raised', 100)
  book.rejected('alarm-1', 'raised')
  expect(book.of('alarm-1').state).toBe('rejected')
  book.delivered('alarm-1', 'raised')
  expect(book.of('alarm-1').state).toBe('delivered')
})

test('a station without a centre remembers nothing of what it can never deliver', () => {
  const book = new DeliveryBook(false)
  for (let falls = 0; falls < 1000; falls += 1) book.added(`alarm-${String(falls)}`, 'raised', falls)
  expect(book.size).toBe(0)
  expect(book.of('alarm-7')).toEqual({ state: 'none', waitingSince: null })
})
