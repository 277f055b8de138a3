/** What the screens ask of a station. The real one speaks tRPC; tests and pictures use one in memory. */
import type { z } from 'zod'
import type {
  AcknowledgeInput,
  Chain,
  HandOverInput,
  NoteInput,
  OnSiteInput,
  OnTheWayInput,
  ReleaseInput,
  ReopenInput,
  ResolveInput,
  ShelveInput,
  UnshelveInput,
} from '../shared/api/alarm-calls.ts'
import type { AlarmCard, BoardMessage, ClientSound } from '../shared/api/board.ts'
import type { Diagnostics, TrainingActInput, TrainingOutput } from '../shared/api/diagnostics.ts'
import type { ApiErrorCode } from '../shared/api/errors.ts'
import type { HouseClient } from './house/house-client.ts'
import type { NightClient } from './night/night-client.ts'
import type { PeopleClient } from './people/people-client.ts'
import type { ResidentsClient } from './residents/residents-client.ts'
import type { TechnicianClient } from './technician/technician-client.ts'

/** One call about one alarm, named after what the caregiver does. */
export type StepCall =
  | { readonly step: 'acknowledge'; readonly input: z.infer<typeof AcknowledgeInput> }
  | { readonly step: 'release'; readonly input: z.infer<typeof ReleaseInput> }
  | { readonly step: 'on-the-way'; readonly input: z.infer<typeof OnTheWayInput> }
  | { readonly step: 'on-site'; readonly input: z.infer<typeof OnSiteInput> }
  | { readonly step: 'resolve'; readonly input: z.infer<typeof ResolveInput> }
  | { readonly step: 'note'; readonly input: z.infer<typeof NoteInput> }
  | { readonly step: 'hand-over'; readonly input: z.infer<typeof HandOverInput> }
  | { readonly step: 'reopen'; readonly input: z.infer<typeof ReopenInput> }
  | { readonly step: 'shelve'; readonly input: z.infer<typeof ShelveInput> }
  | { readonly step: 'unshelve'; readonly input: z.infer<typeof UnshelveInput> }

export type TrainingDevice = z.infer<typeof TrainingOutput>['devices'][number]
export type TrainingAct = z.infer<typeof TrainingActInput>['act']

export interface FeedListener<Message> {
  /** A message that passed the schema. */
  readonly onMessage: (message: Message) => void
  /** Something that did not, or a feed that ended: what follows cannot be trusted, ask again. */
  readonly onBroken: () => void
  /** The socket is gone; the client is already trying to get it back. */
  readonly onClosed: () => void
}
export interface BoardListener extends FeedListener<BoardMessage> {
  /** The station speaks another version of the API; nothing that follows would be understood. */
  readonly onOtherVersion: (station: number) => void
  /** The station is there and does not take this screen's key: it has a new one since it was started anew. */
  readonly onKeyRefused: () => void
}

export interface StationClient {
  readonly technician: TechnicianClient
  readonly people: PeopleClient
  readonly residents: ResidentsClient
  readonly night: NightClient
  readonly house: HouseClient
  /** Starts with a snapshot. Returns the function that ends it. */
  watchBoard(listener: BoardListener): () => void
  /** Says that this client is there to be heard, and how it sounds. Returns the function that ends it. */
  attend(sound: ClientSound): () => void
  /** Somebody paused the sound of this screen so long ago; `by` null: nobody has said who. */
  soundPaused(by: string | null, seconds: number, agoMs: number): Promise<void>
  /** This screen has just sounded these alarms for the first time. */
  sounded(alarmIds: readonly string[]): Promise<void>
  take(call: StepCall): Promise<AlarmCard>
  chain(alarmId: string): Promise<Chain>
  /** The latest end that a shelf may have now, by the station's clock. */
  shelfLimit(): Promise<number>
  diagnostics(): Promise<Diagnostics>
  trainingDevices(): Promise<readonly TrainingDevice[]>
  trainingAct(deviceId: string, act: TrainingAct): Promise<void>
  close(): void
}

/** `no-contact`: the station did not answer; nobody knows whether the step was taken. */
export type CallErrorCode = ApiErrorCode | 'no-contact'

/** A refused or failed call, with the code that the screen explains. */
export class StationCallError extends Error {
  readonly code: CallErrorCode
  readonly ownerId: string | null
  /** The number that belongs to the code: tries or seconds left. */
  readonly figure: number | null

  constructor(
    code: CallErrorCode,
    ownerId: string | null,
    options?: ErrorOptions & { readonly figure?: number | undefined },
  ) {
    super(code, options)
    this.name = 'StationCallError'
    this.code = code
    this.ownerId = ownerId
    this.figure = options?.figure ?? null
  }
}
