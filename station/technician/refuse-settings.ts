import type { z } from 'zod'
import { refusedFields } from '../../device-drivers/setup-fields.ts'
import { refused } from './outcome.ts'
import type { Refusal } from './pairing.ts'

/** Why the driver of a port or an adapter would not take its settings, field by field; undefined where it would. */
export function refuseSettings(
  protocol: { readonly id: string; readonly settings?: z.ZodType } | undefined,
  settings: Readonly<Record<string, unknown>>,
): Refusal | undefined {
  if (protocol === undefined) return refused('unknown-protocol', 'no such protocol')
  const fields = refusedFields(protocol.settings, settings)
  if (fields.length === 0) return undefined
  return { ...refused('setting-invalid', `${protocol.id} does not take these settings`), fields }
}
