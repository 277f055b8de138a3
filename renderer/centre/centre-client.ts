/** What the operator page asks of the care centre. The real one speaks HTTP; tests and pictures use one in memory. */
import type { z } from 'zod'
import type { AlarmStory, AlarmView, NewCommand } from '../../shared/api/centre/alarms.ts'
import type { DocumentsPage, DocumentsQuerySchema } from '../../shared/api/centre/documents.ts'
import type { HistoryPage, HistoryQuerySchema } from '../../shared/api/centre/history.ts'
import type { CentreProblemCode } from '../../shared/api/centre/problem.ts'
import type {
  CentreSession,
  Municipalities,
  Operators,
  SignInSchema,
} from '../../shared/api/centre/session.ts'
import type { StationLine } from '../../shared/api/centre/stations.ts'
import type { CommandChangeSchema, StreamEndSchema } from '../../shared/api/centre/stream.ts'
import type { Instant } from '../../shared/domain/time.ts'

/** Ids of alarms are a station's own: both together name one. */
export type AlarmName = Pick<AlarmView, 'id' | 'station'>
export type HistoryQuery = z.input<typeof HistoryQuerySchema>
export type DocumentsQuery = z.input<typeof DocumentsQuerySchema>
export type SessionEnd = z.infer<typeof StreamEndSchema>['reason']
export type CommandChange = z.infer<typeof CommandChangeSchema>

/** The stream of changes. */
export interface CentreListener {
  /** The stream has begun: whatever was known before may be old. */
  readonly onOpen: () => void
  /** The centre's clock, every second. */
  readonly onBeat: (at: Instant) => void
  readonly onAlarm: (alarm: AlarmView) => void
  readonly onStation: (station: StationLine) => void
  readonly onCommand: (change: CommandChange) => void
  readonly onEnded: (reason: SessionEnd) => void
  /** The stream is over, or said something that is none of ours: begin anew. */
  readonly onBroken: () => void
}

export interface CentreClient {
  municipalities(): Promise<Municipalities['municipalities']>
  operators(municipality: string): Promise<Operators['operators']>
  /** Null: nobody has signed in here, or not any more. */
  session(): Promise<CentreSession | null>
  /** A hand is at this page: it is not locked for a while. */
  touch(): Promise<void>
  /** The sound of this page was paused for at most so long, so long ago: for the audit log. */
  soundPaused(seconds: number, agoMs: number): Promise<void>
  signIn(wish: z.infer<typeof SignInSchema>): Promise<void>
  signOut(): Promise<void>
  changePin(old: string, next: string): Promise<void>
  /** All of them, the most urgent first. */
  openAlarms(): Promise<readonly AlarmView[]>
  stations(): Promise<readonly StationLine[]>
  story(alarm: AlarmName): Promise<AlarmStory>
  take(alarm: AlarmName): Promise<AlarmView>
  release(alarm: AlarmName): Promise<AlarmView>
  command(alarm: AlarmName, command: NewCommand): Promise<void>
  history(query: HistoryQuery): Promise<HistoryPage>
  /** What devices said over SCAIP; every look stands in the audit log. */
  documents(query: DocumentsQuery): Promise<DocumentsPage>
  /** Returns the function that ends it. */
  watch(listener: CentreListener): () => void
}

/** `no-contact`: the centre did not answer; nobody knows whether the step was taken. */
export type CentreErrorCode = CentreProblemCode | 'no-contact'

/** A refused or failed call, with the code that the page explains. */
export class CentreCallError extends Error {
  readonly code: CentreErrorCode
  /** Tries or seconds left. */
  readonly figure: number | null
  /** Who was faster, by name. */
  readonly takenBy: string | null

  constructor(
    code: CentreErrorCode,
    options: ErrorOptions & {
      readonly figure?: number | undefined
      readonly takenBy?: string | undefined
    } = {},
  ) {
    super(code, options)
    this.name = 'CentreCallError'
    this.code = code
    this.figure = options.figure ?? null
    this.takenBy = options.takenBy ?? null
  }
}

/** Whatever a call threw, as a code that the page can explain. */
export function centreErrorOf(error: unknown): CentreCallError {
  return error instanceof CentreCallError ? error : new CentreCallError('internal', { cause: error })
}
