import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GattRequest } from '../../../../device-drivers/bluetooth/gatt.ts'
import { HELP } from '../../../support/pendant-wire.ts'
import { HEALTH_PENDANT, PENDANT, PendantBench, named } from './pendant-bench.ts'

test('any order of inputs, losses and answers keeps one operation at a time and never throws', () => {
  const step = fc.oneof(
    fc.constant('answer' as const),
    fc.constant('fail' as const),
    fc.constantFrom('drop', 'lost', 'open', 'advertise', 'find', 'help', 'read' as const),
    fc.constantFrom('unpair', 'pair', 'press' as const),
    fc.integer({ min: 1, max: 400_000 }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const bench = new PendantBench()
      let open: GattRequest[] = []
      bench.answer = (request) => {
        open.push(request)
        return null
      }
      bench.open()
      for (const one of steps) {
        const request = open[0]
        if (one === 'answer' && request !== undefined) {
          open = open.slice(1)
          const { id, address } = request
          if (request.type === 'connect')
            bench.input({
              id,
              address,
              type: 'connected',
              characteristics: Object.keys(HEALTH_PENDANT).map(named),
            })
          else if (request.type === 'read')
            bench.input({ id, address, type: 'value-read', bytes: Uint8Array.of(50) })
          else bench.input({ id, address, type: 'done' })
        } else if (one === 'fail' && request !== undefined) {
          open = open.slice(1)
          bench.input({ id: request.id, address: request.address, type: 'failed', reason: 'timeout' })
        } else if (one === 'drop') {
          open = []
          bench.drop()
        } else if (one === 'lost') {
          open = []
          bench.lost()
        } else if (one === 'open') {
          bench.lost()
          open = []
          bench.open()
        } else if (one === 'advertise') bench.advertise()
        else if (one === 'find') bench.command({ type: 'find', address: PENDANT })
        else if (one === 'help') bench.command({ type: 'help-is-coming', address: PENDANT })
        else if (one === 'read') bench.command({ type: 'read-settings', address: PENDANT })
        else if (one === 'unpair') bench.paired.clear()
        else if (one === 'pair') bench.paired.set(PENDANT, { settings: { helpIsComing: true } })
        else if (one === 'press') bench.observe(HELP)
        else if (typeof one === 'number') bench.advance(one)
        // Leaving is asked for behind an operation that is still open; nothing else is.
        expect(open.filter(({ type }) => type !== 'disconnect').length).toBeLessThanOrEqual(1)
      }
      expect(bench.events.filter((event) => event !== 'help-call true')).toEqual([])
    }),
    { numRuns: 300 },
  )
})
