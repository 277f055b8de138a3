import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import { isOpen } from '../../../../shared/domain/alarm.ts'
import { countCards } from '../../../../renderer/alarm-board/board-counts.ts'
import { isSetAside, selectRing } from '../../../../renderer/alarm-board/board-selectors.ts'
import { orderIncidents, reorderIncidents } from '../../../../renderer/alarm-board/incident-order.ts'
import { fallCard } from '../../../fakes/sample-board.ts'

const SHELF = {
  until: 9_000_000,
  why: 'known-cause',
  by: { id: 'kari', name: 'Kari', hasLeft: false },
} as const

/** A card of one of twelve alarms in five incidents, every second one a fault, as it may look at some time. */
const someCard = fc
  .record({
    number: fc.nat({ max: 11 }),
    priority: fc.constantFrom('critical', 'high', 'medium', 'low'),
    state: fc.constantFrom('raised', 'acknowledged', 'resolved', 'cancelled'),
    ringing: fc.boolean(),
    openedAt: fc.nat({ max: 3 }),
    isShelved: fc.boolean(),
  })
  .map(({ number, isShelved, ...look }) =>
    fallCard({
      ...look,
      alarmId: `a-${String(number)}`,
      incidentId: `i-${String(number % 5)}`,
      category: number % 2 === 0 ? 'care' : 'technical',
      ...(isShelved ? { shelf: SHELF } : {}),
    }),
  )

it('a list that took every change one by one is the list of a client that came just now', () => {
  fc.assert(
    fc.property(fc.array(fc.array(someCard, { maxLength: 4 }), { maxLength: 20 }), (changes) => {
      let order = orderIncidents([])
      const latest = new Map<string, AlarmCard>()
      for (const cards of changes) {
        order = reorderIncidents(order, cards)
        for (const card of cards) latest.set(card.alarmId, card)
        expect(order.list).toEqual(orderIncidents(latest.values()).list)
        expect(new Set(order.byKey.values())).toEqual(new Set(order.list))
      }
    }),
  )
})

it('what sounds is listed and counted, also where it was set aside before', () => {
  fc.assert(
    fc.property(fc.array(someCard, { maxLength: 20 }), (cards) => {
      const open = [...new Map(cards.map((card) => [card.alarmId, card])).values()].filter(isOpen)
      const listed = new Set(orderIncidents(open).list.flat())
      const sounding = open.filter((card) => selectRing(card) !== undefined)
      for (const card of sounding) expect(listed).toContain(card)
      for (const card of open) expect(listed.has(card)).toBe(!isSetAside(card))
      const counts = countCards(open)
      expect(counts).toMatchObject({ ringing: sounding.length, open: listed.size })
      expect(counts.shelved).toBe(open.length - listed.size)
    }),
  )
})

it('of 5,000 alarms a change makes one incident anew and leaves the others as they are', () => {
  const cards = Array.from({ length: 5_000 }, (_, index) =>
    fallCard({ alarmId: `a-${String(index)}`, openedAt: index }),
  )
  const before = orderIncidents(cards)
  const after = reorderIncidents(before, [fallCard({ alarmId: 'a-2500', openedAt: 2_500, ringing: false })])
  const known = new Set(before.list)
  expect(after.list.filter((incident) => !known.has(incident)).map(([lead]) => lead.alarmId)).toEqual([
    'a-2500',
  ])
  expect(after.list.at(-1)?.[0]).toMatchObject({ alarmId: 'a-2500', ringing: false })
})
