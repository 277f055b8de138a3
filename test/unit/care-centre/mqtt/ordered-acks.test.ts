import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OrderedAcks } from '../../../../care-centre/mqtt/ordered-acks.ts'

test('a receipt waits for the messages before it', () => {
  const sent: number[] = []
  const acks = new OrderedAcks((packet) => sent.push(packet))
  const [first, second, third] = [acks.received(7), acks.received(8), acks.received(9)]
  third()
  second()
  expect(sent).toEqual([])
  first()
  expect(sent).toEqual([7, 8, 9])
})

test('whatever is done first, receipts go in the order of arrival, each once, and all of them', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { maxLength: 50 }),
      fc.gen(),
      (packets, gen) => {
        const sent: number[] = []
        const acks = new OrderedAcks((packet) => sent.push(packet))
        const done = packets.map((packet) => acks.received(packet))
        for (const finish of gen(() => fc.shuffledSubarray(done, { minLength: done.length }))) finish()
        expect(sent).toEqual(packets)
      },
    ),
  )
})
