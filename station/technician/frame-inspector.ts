/** The frame inspector: the same code as `decode` on the command line, and the frame field by field. */
import type { z } from 'zod'
import type { DecodedField } from '../../device-drivers/protocol-driver.ts'
import type { DecodeOutput } from '../../shared/api/technician.ts'
import type { KnownProtocol } from './technician-view.ts'

/** Longer than any capture a person pastes; a parser's work grows with it. */
const MOST_HEX = 16_384

export function inspect(
  protocol: Pick<KnownProtocol, 'decodeLine' | 'explainFrame'>,
  line: Readonly<Record<string, unknown>>,
): z.infer<typeof DecodeOutput> {
  const hex = typeof line['hex'] === 'string' ? line['hex'].replace(/\s+/g, '') : undefined
  if (hex !== undefined && hex.length > MOST_HEX) {
    return { result: { error: 'usage', message: 'the capture is too long' }, fields: [] }
  }
  const result = protocol.decodeLine(hex === undefined ? line : { ...line, hex })
  return { result: { ...result }, fields: hex === undefined ? [] : [...fieldsOf(protocol, hex, line)] }
}

function fieldsOf(
  protocol: Pick<KnownProtocol, 'explainFrame'>,
  hex: string,
  line: Readonly<Record<string, unknown>>,
): readonly DecodedField[] {
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) return []
  const readAs = [line['variant'], line['eep']].find((name) => typeof name === 'string')
  return protocol.explainFrame(Buffer.from(hex, 'hex'), typeof readAs === 'string' ? readAs : null)
}
