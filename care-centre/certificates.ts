/** What a PEM file holds, looked at whole. */
import { X509Certificate } from 'node:crypto'

const BEGIN = '-----BEGIN CERTIFICATE-----'

/**
 * Throws where one of them is none: an authority that cannot be read would be passed over without a word, and with it
 * everybody whom it knows.
 */
export function assertAuthorities(pem: string): void {
  const blocks = pem.split(BEGIN).slice(1)
  if (blocks.length === 0) throw new Error('no certificate stands in it')
  for (const block of blocks) new X509Certificate(BEGIN + block)
}
