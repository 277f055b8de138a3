/** What a broker's or a centre's refusal means for the ladder. */
import { RefusalSchema } from '../../../shared/wire/mqtt-topics.ts'
import type { SendFailure } from '../transport.ts'
import { connectionFailureOf } from './connection-failure.ts'

/** MQTT 5 §2.4 Reason Code; 4 and 5 are what brokers say that know MQTT 3.1.1 alone. */
const FAILURE_OF_REASON: Readonly<Record<number, SendFailure>> = {
  4: 'unauthorised',
  5: 'unauthorised',
  // A PUBACK that says: nobody listens on this topic, so no centre will answer.
  16: 'unreachable',
  133: 'refused',
  134: 'unauthorised',
  135: 'unauthorised',
  137: 'overloaded',
  138: 'unauthorised',
  140: 'unauthorised',
  144: 'unauthorised',
  149: 'too-large',
  151: 'overloaded',
  159: 'overloaded',
}

const FAILURE_OF_REFUSAL: Readonly<Record<string, SendFailure>> = {
  'bad-body': 'refused',
  'too-large': 'too-large',
  overloaded: 'overloaded',
  'cannot-store': 'cannot-store',
  'unknown-station': 'unauthorised',
  'not-allowed': 'unauthorised',
}

export function failureOfReason(reasonCode: number): SendFailure {
  return FAILURE_OF_REASON[reasonCode] ?? 'unreachable'
}

/** An error of the client: the broker's reason code, or why its connection did not stand. */
export function brokerFailureOf(error: unknown): SendFailure {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  if (typeof code === 'number') return failureOfReason(code)
  if (error instanceof Error && error.message === 'connack timeout') return 'timeout'
  return connectionFailureOf(error)
}

/** The centre's words for a body it did not take; undefined when they are none. */
export function refusalOf(answer: unknown): SendFailure | undefined {
  const refusal = RefusalSchema.safeParse(answer)
  return refusal.success ? (FAILURE_OF_REFUSAL[refusal.data.code] ?? 'bad-answer') : undefined
}
