/** Why a connection did not stand, when the other side says so only after the handshake (TLS 1.3). */
import type { SendResult } from '../../station/sync/transport.ts'
import { waitUntil } from './wait-until.ts'

/**
 * What a try is told that is more than "hung up": on a busy machine the end of the connection can overtake the alert
 * that names why, and the next try, as stations make it, is told.
 */
export function namedAtLast(tell: () => Promise<SendResult>): Promise<SendResult> {
  return waitUntil(async () => {
    const result = await tell()
    return !result.ok && result.code === 'hung-up' ? undefined : result
  }, 'it is hung up on, try after try')
}
