import fc from 'fast-check'
import { expect, test } from 'vitest'
import { insertMessages, type NewMessage } from '../../../../care-centre/store/message-store.ts'
import { openStore } from '../../../../care-centre/store/open-store.ts'
import type { MessageRow } from '../../../../care-centre/store/entities.ts'
import { temporaryFolder } from '../centre-harness.ts'

const AT = '2026-11-22T03:00:00.000Z'

function messageOf(id: string, placement: string | null, sequence: number, note: string): NewMessage {
  const ids = { id, alarmId: id, incidentId: id }
  const what = { type: 'alarm.raised', priority: 'critical', category: 'care', cause: 'fall' } as const
  const where = { residentRef: null, deviceId: null, placement }
  const message = { ...ids, ...what, ...where, sequence, occurredAt: AT, sentAt: AT, data: { note } }
  return { station: 'st-1', message, fingerprint: id, lateReason: null }
}

/** As the databases' texts hold it. */
function readable(text: string): string {
  return text.replaceAll(/\p{Surrogate}|\0/gu, '\uFFFD')
}

test('rows of any words and numbers come back from SQLite as they were given, in their order', async () => {
  const store = await openStore(await temporaryFolder())
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('1', 'null', '"', "'", '\\', '\uD800', 'b\0th'),
  )
  const entry = fc.tuple(fc.option(word), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), word)
  let round = 0
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 300 }), async (entries) => {
      round += 1
      const messages = entries.map(([placement, sequence, note], at) =>
        messageOf(`m-${String(round)}-${String(at)}`, placement, sequence, note),
      )
      await store.writes.run((transaction) => insertMessages(transaction, messages, round))
      const rows = await store.reading.query<MessageRow>(
        'SELECT * FROM message WHERE "receivedAt" = ? ORDER BY number',
        [round],
      )
      const given = messages.map(({ message: { id, placement, sequence, data } }) => ({
        id,
        placement: placement === null ? null : readable(placement),
        sequence,
        data: readable(JSON.stringify(data)),
      }))
      expect(rows.map(({ id, placement, sequence, data }) => ({ id, placement, sequence, data }))).toEqual(
        given,
      )
    }),
    { numRuns: 20 },
  )
  await store.close()
})
