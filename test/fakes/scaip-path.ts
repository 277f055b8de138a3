/** A station's SCAIP path with a radar and its resident behind it, and the messages that go over it. */
import type { AlarmMessage, HeartbeatMessage, MessagesReply } from '../../shared/wire/centre-messages.ts'
import { Registry } from '../../station/devices/registry.ts'
import type { Log } from '../../station/services.ts'
import { ScaipTransport, type ScaipPath } from '../../station/sync/transports/scaip-transport.ts'
import type { CleanUp } from '../support/clean-up.ts'
import { assignedDevice } from './assigned-device.ts'

export const STATION_CID = '4790000017'
export const RESIDENT_CID = '4790000204'

const resident = { id: 'r-204', name: 'Ingrid Solberg', cid: RESIDENT_CID, left_at: null } as const
const home = { birth_year: null, address: null, unit: null, floor: null } as const
const radar = assignedDevice({ id: 'radar-204', protocol: 'mr60fda', did: 'R204B', resident_id: 'r-204' })

const registry = new Registry({
  residents: [{ ...resident, ...home }],
  devices: [radar],
  people: [],
  formerPeople: [],
})

/** The station's end, and what it wrote to its log and was told after its time. */
export interface StationEnd {
  readonly transport: ScaipTransport
  readonly log: string[]
  readonly unasked: MessagesReply[]
  /** Answers to what nobody asked. */
  readonly strays: () => number
}

export function openStationEnd(
  cleanUp: CleanUp,
  path: Pick<ScaipPath, 'uri'> & Partial<ScaipPath>,
): StationEnd {
  const log: string[] = []
  const write: Log['info'] = (fields, message) => log.push(`${message} ${JSON.stringify(fields)}`)
  const unasked: MessagesReply[] = []
  const transport = new ScaipTransport(
    {
      cid: STATION_CID,
      // Over UDP as the configuration makes it: a free port of this machine.
      listen: path.uri.endsWith('udp') ? { kind: 'udp', host: '127.0.0.1', port: 0 } : undefined,
      username: undefined,
      password: undefined,
      tls: {},
      ...path,
    },
    () => registry,
    { info: write, warn: write, error: write },
  )
  let strays = 0
  transport.listen(
    (reply) => unasked.push(reply),
    () => (strays += 1),
  )
  cleanUp.add(() => transport.close())
  return { transport, log, unasked, strays: () => strays }
}

export function messageOf(id: string, more: Partial<AlarmMessage> = {}): AlarmMessage {
  return {
    id,
    alarmId: `alarm-of-${id}`,
    incidentId: `incident-of-${id}`,
    sequence: 1,
    type: 'alarm.raised',
    priority: 'critical',
    category: 'care',
    cause: 'fall',
    residentRef: 'r-204',
    deviceId: 'radar-204',
    placement: 'bathroom',
    occurredAt: '2026-11-21T03:40:18.123Z',
    sentAt: '2026-11-21T03:40:18.200Z',
    data: {},
    ...more,
  }
}

export function heartbeatOf(id: string): HeartbeatMessage {
  const data = { openAlarms: 0, waiting: 0, status: 'ok' } as const
  return { id, type: 'heartbeat', sentAt: '2026-11-21T03:40:18.200Z', data }
}
