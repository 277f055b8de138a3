/** Longest device id of SCAIP's `did` (contract: 1–8 letters or digits). */
const DID_LENGTH = 8

/** A free `did` for a device that was given none: its own id as far as it fits, else `D0000001` and on. */
export function assignDid(deviceId: string, taken: ReadonlySet<string>): string {
  const own = deviceId
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, DID_LENGTH)
    .toUpperCase()
  if (own !== '' && !taken.has(own)) return own
  for (let number = 1; ; number += 1) {
    const candidate = `D${String(number).padStart(DID_LENGTH - 1, '0')}`
    if (!taken.has(candidate)) return candidate
  }
}
