/** BTHome frames as a device sends them; sealed with Node's own CCM, which is not the product's. */
import { createCipheriv } from 'node:crypto'
import { concatBytes, fromHex } from '../../device-drivers/bytes.ts'

export const BUTTON_MAC = '54:48:E6:8F:80:A5'
export const BUTTON_KEY = '231d39c1d7cc1ab1aee224cd096db932'

const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array()

/** `objects` in hex, behind the info byte of a plain, trigger-based frame. */
export function plainFrame(objects: string): Uint8Array {
  return bytesOf(`44${objects}`)
}

export function sealedFrame(
  objects: string,
  counter: number,
  { mac = BUTTON_MAC, key = BUTTON_KEY }: { readonly mac?: string; readonly key?: string } = {},
): Uint8Array {
  const info = Uint8Array.of(0x45)
  const count = new Uint8Array(4)
  new DataView(count.buffer).setUint32(0, counter, true)
  const nonce = concatBytes([bytesOf(mac.replaceAll(':', '')), Uint8Array.of(0xd2, 0xfc), info, count])
  const cipher = createCipheriv('aes-128-ccm', bytesOf(key), nonce, { authTagLength: 4 })
  const ciphertext = cipher.update(bytesOf(objects))
  cipher.final()
  return concatBytes([info, ciphertext, count, cipher.getAuthTag()])
}
