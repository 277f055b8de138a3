/**
 * The usual message about an alarm, read without the schema: that costs a node a tenth of what a fall takes of it. It
 * decides nothing: whatever is not as plain as a station of ours says it is left to the schema, which also says why it
 * does not fit.
 */
import { CATEGORIES, PRIORITIES } from '../../shared/domain/priority.ts'
import {
  ALARM_TYPE_PATTERN,
  AlarmMessageSchema,
  CAUSE_PATTERN,
  LONGEST_PLACEMENT,
  type AlarmMessage,
} from '../../shared/wire/centre-messages.ts'
import { ID_PATTERN, INSTANT_PATTERN } from '../../shared/wire/ids.ts'

const FIELDS = Object.keys(AlarmMessageSchema.shape).length

/** What the schema would give; `undefined`: ask it. `value` has no field beside those of the schema, `data` is flat. */
export function plainAlarmMessage(value: Readonly<Record<string, unknown>>): AlarmMessage | undefined {
  const { id, alarmId, incidentId, sequence, type, cause, occurredAt, sentAt, data } = value
  if (!isText(id, ID_PATTERN) || !isText(alarmId, ID_PATTERN) || !isText(incidentId, ID_PATTERN)) {
    return undefined
  }
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || sequence <= 0) return undefined
  if (!isText(type, ALARM_TYPE_PATTERN) || !isText(cause, CAUSE_PATTERN)) return undefined
  if (!isText(occurredAt, INSTANT_PATTERN) || !isText(sentAt, INSTANT_PATTERN)) return undefined
  const { residentRef, deviceId, placement } = value
  if (!isIdOrNull(residentRef) || !isIdOrNull(deviceId)) return undefined
  const isPlace = typeof placement === 'string' && placement.length <= LONGEST_PLACEMENT
  if (!isPlace && placement !== null) return undefined
  const priority = PRIORITIES.find((word) => word === value['priority'])
  const category = CATEGORIES.find((word) => word === value['category'])
  if (priority === undefined || category === undefined || !isFlat(data)) return undefined
  if (Object.keys(value).length !== FIELDS) return undefined
  return {
    id,
    alarmId,
    incidentId,
    sequence,
    type,
    priority,
    category,
    cause,
    residentRef,
    deviceId,
    placement,
    occurredAt,
    sentAt,
    data,
  }
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value)
}

function isIdOrNull(value: unknown): value is string | null {
  return value === null || isText(value, ID_PATTERN)
}

/** An object whose values hold nothing themselves. */
function isFlat(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  for (const [key, entry] of Object.entries(value)) {
    // The schema leaves this key out.
    if (key === '__proto__' || (typeof entry === 'object' && entry !== null)) return false
  }
  return true
}
