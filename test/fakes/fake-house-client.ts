/** The station itself in memory, for tests of the screens: what is set there is what is shown next. */
import type { PathHealth, PathTest } from '../../shared/api/centre-paths.ts'
import type { House, LadderRung } from '../../shared/api/house.ts'
import { PRIORITIES } from '../../shared/domain/priority.ts'
import type { HouseCall, HouseClient } from '../../renderer/house/house-client.ts'
import { StationCallError, type CallErrorCode } from '../../renderer/station-client.ts'

const RUNGS: LadderRung[] = [
  { calls: 'on-duty', holdsSeconds: 60 },
  { calls: 'on-call', holdsSeconds: 60 },
  { calls: 'centre', holdsSeconds: 120 },
]

const SOUND = {
  state: 'up',
  isInUse: false,
  isDeaf: false,
  isRefusing: false,
  lastContactAt: 500,
  lastFault: null,
} as const

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
    phone: '+47 90 00 00 10',
    paths: [
      {
        health: { ...SOUND, key: 'first', kind: 'https', name: 'https centre.example.no', isInUse: true },
        words: { url: 'https://centre.example.no' },
        files: { ca: '/etc/tryggvakt/centre.pem' },
        secrets: ['token'],
      },
      {
        health: {
          ...SOUND,
          key: 'second',
          kind: 'scaip',
          name: 'scaip 192.0.2.10:5061',
          state: 'down',
          lastFault: { code: 'certificate-expired', at: 1_000 },
        },
        words: { uri: 'sip:sentral@192.0.2.10:5061;transport=tls', cid: '4790000017' },
        files: {},
        secrets: [],
      },
    ],
    heartbeatSeconds: 60,
    isDecided: true,
  },
}

/** The same, a minute after its paths were last heard. */
function houseAt(now: number): House {
  const { centre } = SAMPLE_HOUSE
  const paths = centre.paths.map((path) => {
    const { lastFault } = path.health
    const health = {
      ...path.health,
      lastContactAt: now - 60_000,
      lastFault: lastFault === null ? null : { ...lastFault, at: now - 30_000 },
    }
    return { ...path, health }
  })
  return { ...SAMPLE_HOUSE, centre: { ...centre, paths } }
}

export class FakeHouseClient implements HouseClient {
  readonly calls: HouseCall[] = []
  readonly tested: string[] = []
  refuseNext: CallErrorCode | null = null
  #house: House

  /** What the test of a path says next. */
  nextTest: PathTest = { ok: true, milliseconds: 123 }

  /** Where it is told when it is, its paths were heard shortly before. */
  constructor(now?: number) {
    this.#house = now === undefined ? SAMPLE_HOUSE : houseAt(now)
  }

  paths(): Promise<readonly PathHealth[]> {
    return Promise.resolve(this.#house.centre.paths.map(({ health }) => health))
  }

  testPath(key: string): Promise<PathTest> {
    this.tested.push(key)
    return Promise.resolve(this.nextTest)
  }

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
