import { expect, test } from 'vitest'
import { veilMessage } from '../../../../station/api/veil.ts'
import { fallCard } from '../../../fakes/sample-board.ts'

test('who was last signed in where help was called is not told on a locked screen', () => {
  const kari = { id: 'kari', name: 'Kari Nordmann', hasLeft: false }
  const card = fallCard({
    cause: 'assistance',
    lockedCall: { from: 'phone', address: '10.0.0.7', lastPerson: kari },
  })
  const veiled = veilMessage({ type: 'change', run: 'r', sequence: 1, at: 0, alarms: [card] })
  expect(JSON.stringify(veiled)).not.toMatch(/kari|Ingrid/i)
  expect(veiled).toMatchObject({ alarms: [{ lockedCall: { from: 'phone', address: '10.0.0.7' } }] })
})
