/** One way to a centre with its state, and the heartbeats that go over it; nothing is stored. */
import { isoInstant } from '../../../../shared/domain/time.ts'
import { systemClock } from '../../../../station/clock.ts'
import { Courier } from '../../../../station/sync/courier.ts'
import { Lateness } from '../../../../station/sync/lateness.ts'
import type { PathState } from '../../../../station/sync/path-state.ts'
import type { OutboxTransport, SendResult } from '../../../../station/sync/transport.ts'
import { newWay, Ways } from '../../../../station/sync/ways.ts'
import { quiet } from '../station-core.ts'

export const BEAT = 'beat-1'
/** What is no acknowledgement of the heartbeat, as a centre says it over HTTPS and MQTT, and what it means. */
export const NO_ACKNOWLEDGEMENTS = [
  ['nothing', { acknowledged: [], rejected: [], commands: [] }, 'bad-answer'],
  ['other ids', { acknowledged: ['beat-0'], rejected: [], commands: [] }, 'bad-answer'],
  [
    'a rejection',
    {
      acknowledged: [],
      rejected: [{ id: BEAT, index: 0, code: 'does-not-fit', message: 'no' }],
      commands: [],
    },
    'not-handled',
  ],
  [
    'a rejection by its place',
    {
      acknowledged: [],
      rejected: [{ id: null, index: 0, code: 'does-not-fit', message: 'no' }],
      commands: [],
    },
    'not-handled',
  ],
] as const
export const ACKNOWLEDGEMENT = { acknowledged: [BEAT], rejected: [], commands: [] }

export interface BeatenWay {
  readonly state: PathState
  readonly beat: (limitMs?: number) => Promise<SendResult>
}

export function beatenWay(transport: OutboxTransport): BeatenWay {
  const way = newWay('way', 'the way', transport)
  const courier = new Courier({
    ways: new Ways([way]),
    settlement: { settle: () => Promise.resolve() },
    commands: { take: () => Promise.resolve(), unreported: () => [], reported: () => Promise.resolve() },
    lateness: new Lateness(systemClock.wall()),
    clock: systemClock,
    log: quiet,
    onContact: () => undefined,
    onFailing: () => undefined,
  })
  courier.listenTo(way)
  const beat = (limitMs = 60_000): Promise<SendResult> => {
    const sentAt = isoInstant(systemClock.wall())
    const data = { openAlarms: 0, waiting: 0, status: 'ok' } as const
    return courier.beat(way, { id: BEAT, type: 'heartbeat', sentAt, data }, limitMs)
  }
  return { state: way.state, beat }
}
