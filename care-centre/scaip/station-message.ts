/** The message that a station of ours put into a document: the same one as over the other paths, as far as it fits. */
import { CAUSES, type Cause } from '../../shared/domain/alarm.ts'
import type { Category } from '../../shared/domain/priority.ts'
import { isoInstant, type Instant } from '../../shared/domain/time.ts'
import type { ScaipRequest } from '../../shared/scaip/document.ts'
import type { OwnIdentity } from '../../shared/scaip/own-identity.ts'
import { placementOf } from '../../shared/scaip/placements.ts'
import type { AlarmMessage } from '../../shared/wire/centre-messages.ts'

type OwnAlarm = OwnIdentity & { kind: 'alarm' }

const CARE: ReadonlySet<Cause> = new Set<Cause>([
  'fall',
  'help-call',
  'assistance',
  'smoke',
  'gas',
  'epilepsy',
  'bed',
  'door',
  'inactivity',
  'bathroom',
  'water',
  'temperature',
  'medicine',
])

const TESTS: ReadonlySet<number> = new Set([102, 103])

/** A station's clock may be some way ahead; what is further in the future is no time at all. */
const CLOCK_AHEAD_MS = 24 * 3_600_000

/**
 * Resident and device stay unknown until a message of the alarm comes by another path; the incident is taken to be
 * the alarm itself until then.
 */
export function stationMessageOf(own: OwnAlarm, request: ScaipRequest, now: Instant): AlarmMessage {
  return {
    id: own.messageId,
    alarmId: own.alarmId,
    incidentId: own.alarmId,
    sequence: own.sequence,
    type: own.type,
    priority: own.priority,
    category: categoryOf(own, request),
    cause: own.cause,
    residentRef: null,
    deviceId: null,
    placement: placementOf(request)?.slice(0, 64) ?? null,
    occurredAt: isoInstant(instantOf(own.messageId, now) ?? now),
    sentAt: isoInstant(now),
    data: {
      path: 'scaip',
      cid: request.cid,
      ...(request.did === undefined ? {} : { did: request.did }),
    },
  }
}

function categoryOf({ cause }: OwnAlarm, { stc }: ScaipRequest): Category {
  if (TESTS.has(stc)) return 'test'
  const known = CAUSES.find((word) => word === cause)
  return known === undefined || CARE.has(known) ? 'care' : 'technical'
}

/** When a message was made, out of its id (RFC 9562, version 7): a document has no field for it. */
function instantOf(id: string, now: Instant): Instant | undefined {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.exec(id)
  if (match === null) return undefined
  const at = Number.parseInt(`${match[1] ?? ''}${match[2] ?? ''}`, 16)
  return at <= now + CLOCK_AHEAD_MS ? at : undefined
}
