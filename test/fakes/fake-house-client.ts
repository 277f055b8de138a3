/** The station itself in memory, for tests of the screens: what is set there is what is shown next. */
import type { House, LadderRung } from '../../shared/api/house.ts'
import { PRIORITIES } from '../../shared/domain/priority.ts'
import type { HouseCall, HouseClient } from '../../renderer/house/house-client.ts'
import { StationCallError, type CallErrorCode } from '../../renderer/station-client.ts'

const RUNGS: LadderRung[] = [
  { calls: 'on-duty', holdsSeconds: 60 },
  { calls: 'on-call', holdsSeconds: 60 },
  { calls: 'centre', holdsSeconds: 120 },
]

export const SAMPLE_HOUSE: House = {
  station: { id: 's-1', name: 'Solbakken', locale: 'nb' },
  ladder: PRIORITIES.flatMap((priority) =>
    (['care', 'technical'] as const).map((category) => ({ priority, category, rungs: RUNGS, usual: RUNGS })),
  ),
  onCall: [
    { personId: 'ola', days: [5, 6, 7], hours: { from: 1320, to: 420 } },
    { personId: 'kari', days: [1, 2, 3, 4, 5, 6, 7], hours: { from: 1320, to: 420 } },
  ],
  onCallNow: ['ola', 'kari'],
  centre: {
    paths: [
      { kind: 'https', address: 'https://centre.example.no', caFile: '/etc/tryggvakt/centre.pem' },
      { kind: 'scaip', address: 'sip:sentral@192.0.2.10:5061;transport=tls', caFile: null },
    ],
    heartbeatSeconds: 60,
    isRunning: true,
  },
}

export class FakeHouseClient implements HouseClient {
  readonly calls: HouseCall[] = []
  refuseNext: CallErrorCode | null = null
  #house = SAMPLE_HOUSE

  view(): Promise<House> {
    return Promise.resolve(this.#house)
  }

  take(call: HouseCall): Promise<void> {
    this.calls.push(call)
    if (this.refuseNext !== null) {
      const code = this.refuseNext
      this.refuseNext = null
      return Promise.reject(new StationCallError(code, null))
    }
    if (call.act === 'ladder') {
      const { priority, category, rungs } = call.input
      this.#house = {
        ...this.#house,
        ladder: this.#house.ladder.map((part) =>
          part.priority === priority && part.category === category ? { ...part, rungs } : part,
        ),
      }
    }
    if (call.act === 'on-call') this.#house = { ...this.#house, onCall: call.input.plan }
    return Promise.resolve()
  }
}
