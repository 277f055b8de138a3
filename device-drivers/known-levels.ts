import type { DriverEvent, KnownLevels } from './protocol-driver.ts'

/** Nothing is remembered: a new device, or the frame inspector. */
export const NO_KNOWN_LEVELS: KnownLevels = { fall: null, presence: null, inactivity: null, motion: null }

/**
 * The levels after these events of a port that is itself the device, so that a connection made anew starts
 * from what the one before it had already told.
 */
export function levelsAfter(known: KnownLevels, events: readonly DriverEvent[]): KnownLevels {
  let levels = known
  for (const { address, kind, value } of events) {
    if (address !== null) continue
    if (kind === 'fall') levels = { ...levels, fall: true }
    else if (kind === 'inactivity') levels = { ...levels, inactivity: true }
    else if (kind === 'restored' && value === 'fall') levels = { ...levels, fall: false }
    else if (kind === 'restored' && value === 'inactivity') levels = { ...levels, inactivity: false }
    else if (kind === 'presence' && typeof value === 'boolean') levels = { ...levels, presence: value }
    else if (kind === 'motion' && typeof value === 'string') levels = { ...levels, motion: value }
  }
  return levels
}
