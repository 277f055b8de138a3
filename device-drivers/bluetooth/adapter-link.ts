/**
 * An adapter that is on and listening. A link lives once: when it is closed, or lost, a new one is opened, and
 * no listener survives.
 */
import type { PortOpenError } from '../serial/byte-link.ts'
import type { Moment } from '../protocol-driver.ts'
import type { Advertisement } from './advertisement.ts'

export interface AdapterLink {
  /** One listener, set before anything else. `at` is when BlueZ's signal came, never a property's age. */
  onAdvertisement(listener: (advertisement: Advertisement, at: Moment) => void): void
  /** The adapter, the daemon or the bus is gone without `close` having been called; comes at most once. */
  onClose(listener: (why: PortOpenError) => void): void
  /** Ends the discovery; never rejects, may be called twice. */
  close(): Promise<void>
}

/** `adapter` is BlueZ's name: `hci0`. Rejects with `PortOpenError`. */
export type OpenAdapter = (adapter: string) => Promise<AdapterLink>
