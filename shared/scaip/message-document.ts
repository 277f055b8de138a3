/**
 * What a station tells an alarm receiving centre, as documents (scaip.md §9 rules 8–10, §10): one document for one
 * message. No name, address or identity number goes in; the centre looks the person up by `cid`.
 */
import type { Cause } from '../domain/alarm.ts'
import type { AlarmMessage, HeartbeatMessage } from '../wire/centre-messages.ts'
import type { DocumentType, ScaipRequest } from './document.ts'
import { heartbeatIdentityOf, identityOf } from './own-identity.ts'
import { locationOf } from './placements.ts'

/** What the message does not say, and the station knows. */
export interface DocumentSource {
  /** Of `referenceOf(message.id, …)`. */
  readonly ref: string
  /** The resident's own, else the path's. */
  readonly cid: string
  /** Of the device, 1–8 letters or digits; none for what no device told. */
  readonly did?: string | undefined
  /** What the device is, of `deviceTypeOf`; used where the cause alone does not tell it. */
  readonly deviceType?: number | undefined
}

const UNKNOWN_DEVICE = 0
const HOME_UNIT = 2
const PERSONAL_TRIGGER = 3
const FIXED_TRIGGER = 4
const FALL_DETECTOR = 5
const SYSTEM_MONITOR = 31
const COMMUNICATION_MONITOR = 32

const AUTOMATIC_ALARM = 9
const TEST = 102

interface Codes {
  /** `device`: what the device itself is. */
  readonly dty: number | 'device'
  readonly stc: number
}

/** `dty` and `stc` of an alarm that is raised (scaip.md §10; where that has no row the nearest codes of §6). */
const CODES_OF_CAUSE: Readonly<Record<Cause, Codes>> = {
  fall: { dty: FALL_DETECTOR, stc: AUTOMATIC_ALARM },
  'help-call': { dty: 'device', stc: 10 },
  assistance: { dty: 6, stc: 110 },
  smoke: { dty: 23, stc: AUTOMATIC_ALARM },
  gas: { dty: 26, stc: AUTOMATIC_ALARM },
  epilepsy: { dty: 17, stc: AUTOMATIC_ALARM },
  bed: { dty: 12, stc: AUTOMATIC_ALARM },
  door: { dty: 14, stc: AUTOMATIC_ALARM },
  inactivity: { dty: 10, stc: AUTOMATIC_ALARM },
  bathroom: { dty: 18, stc: AUTOMATIC_ALARM },
  water: { dty: 33, stc: AUTOMATIC_ALARM },
  temperature: { dty: 20, stc: AUTOMATIC_ALARM },
  medicine: { dty: 11, stc: 81 },
  'device-silent': { dty: 'device', stc: 123 },
  'port-lost': { dty: COMMUNICATION_MONITOR, stc: 63 },
  'adapter-lost': { dty: 50, stc: 63 },
  'centre-lost': { dty: COMMUNICATION_MONITOR, stc: 26 },
  database: { dty: SYSTEM_MONITOR, stc: 42 },
  disk: { dty: SYSTEM_MONITOR, stc: 68 },
  clock: { dty: SYSTEM_MONITOR, stc: 105 },
  mains: { dty: 41, stc: 85 },
  'no-duty': { dty: SYSTEM_MONITOR, stc: 3 },
  'no-sound': { dty: SYSTEM_MONITOR, stc: 67 },
  uncovered: { dty: SYSTEM_MONITOR, stc: 78 },
  fault: { dty: 'device', stc: 67 },
  battery: { dty: 'device', stc: 16 },
  tamper: { dty: 'device', stc: 125 },
  reminder: { dty: SYSTEM_MONITOR, stc: 65 },
}

/** Steps of an alarm's life that do not ring at the centre: further information (scaip.md §9.9, nearest codes of §6.8). */
const STEP_CODES: Readonly<Record<string, number>> = {
  'alarm.acknowledged': 5,
  'alarm.released': 80,
  'alarm.handed-over': 13,
  'alarm.on-the-way': 47,
  'alarm.on-site': 88,
  'alarm.escalated': 11,
  'alarm.priority-changed': 46,
  'alarm.shelved': 18,
  'alarm.unshelved': 108,
  'alarm.note': 62,
  'alarm.resolved': 111,
  'alarm.reopened': 91,
}
const LOG_ENTRY = 62

/** The document of one message; the same for every repetition, but for nothing. */
export function requestOf(message: AlarmMessage, source: DocumentSource): ScaipRequest {
  const codes = CODES_OF_CAUSE[message.cause as Cause] as Codes | undefined
  const device = source.deviceType ?? UNKNOWN_DEVICE
  const dty = codes === undefined || codes.dty === 'device' ? device : codes.dty
  const { mty, stc } = stepOf(message, codes?.stc ?? AUTOMATIC_ALARM)
  const { lco, lte } = locationOf(message.placement)
  const ite = identityOf(message)
  return {
    ref: source.ref,
    ver: '01.00',
    mty,
    cid: source.cid,
    dty,
    ...(source.did === undefined ? {} : { did: source.did }),
    crd: ['no-voice:'],
    stc,
    pri: 0,
    ...(lco === undefined ? {} : { lco }),
    ...(lte === undefined ? {} : { lte }),
    ...(ite === undefined ? {} : { ite }),
  }
}

/** `mty` PI: the station is there (scaip.md §7). */
export function heartbeatRequestOf(
  heartbeat: HeartbeatMessage,
  source: Pick<DocumentSource, 'ref' | 'cid'>,
): ScaipRequest {
  const ite = heartbeatIdentityOf(heartbeat.data)
  return { ref: source.ref, mty: 'PI', cid: source.cid, dty: HOME_UNIT, stc: TEST, ite }
}

/** After `snu` 1: without what may be left out (scaip.md §6.11). */
export function shortened({ ite: _ite, dte: _dte, lte: _lte, lge, ...request }: ScaipRequest): ScaipRequest {
  const { gga: _gga, ...position } = lge ?? {}
  return Object.keys(position).length === 0 ? request : { ...request, lge: position }
}

/** What a device is to SCAIP, by the protocol it speaks; for causes that any device may have. */
export function deviceTypeOf(protocol: string): number {
  switch (protocol) {
    case 'mr60fda':
      return FALL_DETECTOR
    case 'espa-444':
      return FIXED_TRIGGER
    case 'ble-gatt-pendant':
    case 'bthome-v2':
    case 'enocean-esp3':
      return PERSONAL_TRIGGER
    default:
      return UNKNOWN_DEVICE
  }
}

function stepOf({ type, category }: AlarmMessage, raised: number): { mty: DocumentType; stc: number } {
  switch (type) {
    case 'alarm.raised':
    case 'alarm.repeated':
      // A test must not ring (scaip.md §12).
      return { mty: 'ME', stc: category === 'test' ? TEST : raised }
    case 'alarm.restored':
      return { mty: 'RE', stc: 92 }
    case 'alarm.cancelled':
      return { mty: 'RE', stc: 93 }
    default:
      return { mty: 'IN', stc: STEP_CODES[type] ?? LOG_ENTRY }
  }
}
