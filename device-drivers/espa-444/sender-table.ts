/** Which device a call comes from: by call address, by text, or both (espa-444.md, section 8). */
import type { EspaCall } from './call-record.ts'
import type { EspaSettings } from './line-settings.ts'

/** A device's address is no longer than a configuration allows. */
const MAX_ADDRESS = 64
/** A call with an empty address is a call all the same, and its device needs a name. */
const NO_ADDRESS = '?'

/** The address of the device that the line's table names, else the call address itself. */
export function senderOf(call: EspaCall, senders: EspaSettings['senders']): string {
  const named = senders.find(
    ({ callAddress, text }) =>
      (callAddress === undefined || callAddress === call.address) &&
      (text === undefined || fits(text, call.message ?? '')),
  )
  if (named !== undefined) return named.device
  return call.address === '' ? NO_ADDRESS : call.address.slice(0, MAX_ADDRESS)
}

/** The pieces between the stars stand in the message in this order; the first and last at its ends. */
function fits(pattern: string, message: string): boolean {
  const text = message.trim().toLowerCase()
  const pieces = pattern.trim().toLowerCase().split('*')
  const [first = '', ...rest] = pieces
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false
  let at = first.length
  for (const piece of rest) {
    const found = text.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return at <= text.length - last.length
}
