import type { AlarmReader } from './alarm-reader.ts'
import type { Changes, Reading, Writes } from './transaction.ts'

/** The care centre's database, whichever it is. */
export interface Store {
  readonly writes: Writes
  readonly reading: Reading
  readonly reads: AlarmReader
  readonly changes: Changes
  /** Other nodes may write to it as well. */
  readonly isShared: boolean
  /** Waits for the writes under way, then closes. */
  close(): Promise<void>
}
