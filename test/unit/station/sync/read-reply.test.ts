import { expect, test } from 'vitest'
import type { StationMessage } from '../../../../shared/wire/centre-messages.ts'
import { readReply } from '../../../../station/sync/read-reply.ts'

const heartbeat = (id: string): StationMessage => ({
  id,
  type: 'heartbeat',
  sentAt: '2026-11-21T03:40:18.123Z',
  data: { openAlarms: 1, waiting: 0, status: 'ok' },
})
const SENT = [heartbeat('m-1'), heartbeat('m-2')]

test('a listed acknowledgement counts whatever stands beside it', () => {
  expect(readReply({ acknowledged: ['m-1'] }, SENT)).toEqual({
    acknowledged: ['m-1'],
    rejected: [],
    commands: [],
  })
  const odd = { acknowledged: ['m-1', 7, null], rejected: [{ reason: 'no' }, 'no'], commands: null, more: 1 }
  expect(readReply(odd, SENT)).toEqual({ acknowledged: ['m-1'], rejected: [], commands: [] })
})

test('a message that is refused by its place alone is known by what was sent there', () => {
  const refused = (id: string | null, index: number) => ({ id, index, code: 'bad-field', message: 'no' })
  const answer = { acknowledged: [], rejected: [refused(null, 1), refused('m-1', 1), refused(null, 9)] }
  expect(readReply(answer, SENT)?.rejected.map(({ id }) => id)).toEqual(['m-2', 'm-1', null])
})

test.each([[undefined], [null], ['ok'], [[]], [{}], [{ acknowledged: 'm-1' }], [{ acknowledged: null }]])(
  'what lists no acknowledgements is no answer: %j',
  (answer) => {
    expect(readReply(answer, SENT)).toBeUndefined()
  },
)
