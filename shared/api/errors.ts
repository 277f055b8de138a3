/** Errors cross the API as data: a code that the screen can explain, and whether trying again can help. */
import { z } from 'zod'

export const API_ERROR_CODES = [
  // refusals of the alarm lifecycle
  'already-taken',
  'changed-since-seen',
  'not-in-this-state',
  'not-owner',
  'outcome-required',
  'false-cause-required',
  'words-required',
  'never-cancelled',
  'never-shelved',
  'shelf-too-long',
  'deadline-past',
  'not-of-this-incident',
  'own-call',
  'reopen-not-yours',
  'reopen-too-late',
  'rule-contradicts-itself',
  'rule-out-of-range',
  'rule-watches-never',
  'rule-longer-than-hours',
  'rule-hours-contradict',
  // the call itself
  'unknown-alarm',
  'unknown-person',
  'unknown-device',
  'bad-input',
  'not-allowed',
  'other-version',
  'cannot-store',
  'not-training',
  // residents
  'already-left',
  'record-changed',
  'not-away',
  'absence-too-long',
  'no-reason-for-keys',
  'no-reason-for-card',
  'no-reason-for-number',
  // pairing and devices
  'address-taken',
  'number-taken',
  'belongs-to-another-resident',
  'address-invalid',
  'key-invalid',
  'profile-invalid',
  'unknown-protocol',
  'unknown-resident',
  'unknown-receiver',
  'port-in-use',
  'devices-behind',
  'device-retired',
  'not-proven',
  'not-connected',
  'not-confirmed',
  'setting-invalid',
  // people
  'sign-in-required',
  'wrong-pin',
  'locked-out',
  'no-code',
  'pin-change-required',
  'pin-too-simple',
  'pin-unchanged',
  'too-busy',
  'help-asked-often',
  'last-administrator',
  'administrator-code-first',
  'administrator-known',
  'not-on-this-machine',
  'already-on-duty',
  'not-on-duty',
  // the screens
  'unknown-screen',
  'screen-name-taken',
  // the station itself
  'station-id-busy',
  'ladder-not-whole',
  'ladder-too-slow',
  'turn-without-days',
  'centre-address-invalid',
  'centre-sip-address-invalid',
  'centre-field-invalid',
  'centre-path-twice',
  'centre-path-unknown',
  'centre-token-missing',
  'centre-file-unusable',
  'internal',
] as const
export type ApiErrorCode = (typeof API_ERROR_CODES)[number]

export const ApiErrorSchema = z.object({
  code: z.enum(API_ERROR_CODES),
  /** For logs and developers; screens translate the code. */
  message: z.string(),
  /** True when the same call may succeed later without anyone changing anything. */
  retry: z.boolean(),
  /** Who was faster, where somebody was. */
  ownerId: z.string().nullable(),
  /**
   * The number that belongs to the code: tries left of `wrong-pin`, seconds left of `locked-out` and
   * `help-asked-often`, the station's version of `other-version`.
   */
  figure: z.number().int().nonnegative().exactOptional(),
})
export type ApiError = z.infer<typeof ApiErrorSchema>
