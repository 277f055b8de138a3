/**
 * The seams inside the station: what the API, the health page and the composition root see of the parts
 * that store, decide and send. Implementations live in their rooms (`alarms/`, `store/`, `sync/`, `devices/`).
 */
import type { AlarmInput, RefusalCode } from '../shared/domain/alarm-input.ts'
import type { Chain } from '../shared/api/alarm-calls.ts'
import type { AlarmCard, CalmProof, PersonTile } from '../shared/api/board.ts'
import type { Actor, Alarm } from '../shared/domain/alarm.ts'
import type { Priority } from '../shared/domain/priority.ts'
import type { Reopener, ReopenRefusal } from '../shared/domain/reopening.ts'
import type { Instant, MonotonicMs } from '../shared/domain/time.ts'

/** What one key does to a whole incident. */
export type TogetherInput = Extract<
  AlarmInput,
  {
    type: 'acknowledged' | 'released' | 'handed-over' | 'on-the-way' | 'on-site' | 'resolved'
  }
>

/** An alarm input of a person; `seenRevision` is checked by the lifecycle where it matters. */
export type DeskInput = TogetherInput | Extract<AlarmInput, { type: 'note' }>

/** How long a shelf may last is the desk's to say, by its clock. */
export type ShelveInput = Omit<Extract<AlarmInput, { type: 'shelved' }>, 'latest'>

export type DeskResult =
  | { readonly ok: true; readonly alarm: Alarm }
  | { readonly ok: false; readonly code: DeskRefusalCode; readonly ownerId: string | null }

export type DeskRefusalCode = RefusalCode | ReopenRefusal | 'unknown-alarm' | 'not-of-this-incident'

/** Another alarm of the same incident, as it was seen beside the one that is answered. */
export interface Alongside {
  readonly alarmId: string
  readonly seenRevision: number
}

/** What people (and the centre) do to alarms: one transaction each, published after commit. */
export interface AlarmDesk {
  take(alarmId: string, input: DeskInput): Promise<DeskResult>
  /**
   * One key for one incident: what applies to the alarms beside it is done in the same transaction, each by its own
   * step. It is closed whole or not at all.
   */
  takeTogether(alarmId: string, input: TogetherInput, alongside: readonly Alongside[]): Promise<DeskResult>
  /** Where it is not too late and theirs; of an incident, as much as is. */
  reopen(alarmId: string, by: Reopener, alongside: readonly Alongside[]): Promise<DeskResult>
  shelve(alarmId: string, input: ShelveInput): Promise<DeskResult>
  /** By hand. What was over while it lay there ends with it, as with a shelf that comes to its end. */
  unshelve(alarmId: string, actor: Actor): Promise<DeskResult>
  latestShelfEnd(): Instant
}

/** Reads for screens; each sees committed rows only. */
export interface BoardReader {
  /** Open alarms as cards, most urgent first, then oldest. */
  openCards(): Promise<readonly AlarmCard[]>
  cards(alarmIds: readonly string[]): Promise<readonly AlarmCard[]>
  people(): Promise<readonly PersonTile[]>
  chain(alarmId: string): Promise<Chain | undefined>
}

/** The proof behind a calm board, computed from memory; cheap enough for once a second. */
export interface ProofSource {
  proof(): CalmProof
}

/** Where a board change came from, for the histogram `tryggvakt_board_seconds`. */
export interface ChangeOrigin {
  /** Monotonic time of the frame's last byte. */
  readonly receivedAt: MonotonicMs
  readonly priority: Priority | 'none'
  /** The event that caused it, to find its message when the centre answers. */
  readonly eventId: string
}

/** Called after commit, never before. */
export interface BoardPublisher {
  publishCards(cards: readonly AlarmCard[], origins: readonly ChangeOrigin[]): void
  publishProof(proof: CalmProof): void
}

/** The histograms of the contract; seconds, labelled by priority (`none` where no alarm came of it). */
export interface StationMetrics {
  observeIntake(seconds: number, priority: Priority | 'none'): void
  observeBoard(seconds: number, priority: Priority | 'none'): void
  observeCentre(seconds: number, priority: Priority): void
}

/** Structured log without personal data: ids, codes, counts, durations (style: "Logs"). */
export interface Log {
  info(fields: Readonly<Record<string, string | number | boolean | null>>, message: string): void
  warn(fields: Readonly<Record<string, string | number | boolean | null>>, message: string): void
  error(fields: Readonly<Record<string, string | number | boolean | null>>, message: string): void
}
