/** By resident: what the devices that are theirs now have ever said, and when first. */
import type { Instant } from '../../../shared/domain/time.ts'
import type { Registry } from '../../devices/registry.ts'
import type { RowSource } from '../../store/row-source.ts'
import { readHeardKinds } from '../../store/rule-rows.ts'
import { KINDS_OF_FACTS } from './facts.ts'
import type { HeardKind } from './rule-sources.ts'

export interface HeardFrom extends HeardKind {
  readonly firstAt: Instant
}

export async function heardByResident(
  reader: RowSource,
  registry: Registry,
): Promise<ReadonlyMap<string, readonly HeardFrom[]>> {
  const heard = new Map<string, HeardFrom[]>()
  const ids = [...registry.devices()].map(({ id }) => id)
  for (const { deviceId, kind, firstAt } of await readHeardKinds(reader, ids, KINDS_OF_FACTS)) {
    const device = registry.device(deviceId)
    if (device === undefined || device.resident_id === null) continue
    const own = heard.get(device.resident_id) ?? []
    own.push({ kind, placement: device.placement, firstAt })
    heard.set(device.resident_id, own)
  }
  return heard
}
