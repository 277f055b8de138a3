import type { RowSource } from '../store/row-source.ts'
import { NO_KNOWN_LEVELS } from '../../device-drivers/known-levels.ts'
import type { KnownLevels } from '../../device-drivers/protocol-driver.ts'
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import { lastLevels } from '../store/chain-rows.ts'
import type { Registry } from './registry.ts'

export type Levels = ReadonlyMap<EventKind, EventValue>

/** What the store remembers of every device. */
export async function readLevels(
  registry: Registry,
  reader: RowSource,
): Promise<ReadonlyMap<string, Levels>> {
  const kinds = ['fall', 'presence', 'inactivity', 'motion', 'silent'] as const
  const levels = new Map<string, Levels>()
  for (const { id } of registry.devices()) levels.set(id, await lastLevels(reader, id, kinds))
  return levels
}

/** The same as a driver wants it at connecting, so that a level it finds unchanged is no news. */
export function knownLevels(levels: Levels | undefined): KnownLevels {
  if (levels === undefined) return NO_KNOWN_LEVELS
  const flag = (kind: 'fall' | 'presence' | 'inactivity'): boolean | null => {
    const value = levels.get(kind)
    return typeof value === 'boolean' ? value : null
  }
  const motion = levels.get('motion')
  return {
    fall: flag('fall'),
    presence: flag('presence'),
    inactivity: flag('inactivity'),
    motion: typeof motion === 'string' ? motion : null,
  }
}
