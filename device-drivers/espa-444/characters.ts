/** The transmission control characters of the line (espa-444.md, section 2). */
export const SOH = 0x01
export const STX = 0x02
export const ETX = 0x03
export const EOT = 0x04
export const ENQ = 0x05
export const ACK = 0x06
export const NAK = 0x15
export const RS = 0x1e
export const US = 0x1f

/** `0` to `9` as they stand before ENQ and NAK; null for any other byte. */
export function digitOf(byte: number | undefined): string | null {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39 ? String.fromCharCode(byte) : null
}

/** `1` ENQ: an address polled or selected. */
export function enquiry(address: string): Uint8Array {
  return Uint8Array.of(address.charCodeAt(0), ENQ)
}
