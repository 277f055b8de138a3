import type { Alarm } from '../../shared/domain/alarm.ts'

/** What an open alarm must share with an event to take it in. */
export type Source = Pick<Alarm, 'deviceId' | 'residentId' | 'cause' | 'category' | 'subject' | 'code'>

/**
 * A device that was moved to another resident while its alarm is open: the new person's fall is no repeat of
 * the old one's, nothing folds across people (design, promise 3). A fault of the device is the device's own.
 */
export function sourceKey({ deviceId, residentId, cause, category, subject, code }: Source): string {
  const isOfDevice = category === 'technical' && deviceId !== null
  const whose = isOfDevice ? '' : (residentId ?? '')
  // The subject of a device's alarm is only what it is called.
  // A real fall must never be a repeat of a test that somebody left open.
  const isTest = category === 'test' ? 'test' : ''
  // A door that stands open and nobody back through it are two things; what is wrong with equipment comes and goes.
  const which = category === 'care' ? (code ?? '') : ''
  return `${deviceId ?? ''} ${cause} ${which} ${whose} ${deviceId === null ? (subject ?? '') : ''} ${isTest}`
}
