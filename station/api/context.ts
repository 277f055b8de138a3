/** What each API call knows about its client. */
import type { ClientConnection } from '../people/client-connection.ts'
import type { Log } from '../services.ts'

export interface ApiContext {
  /** The client showed the token of this station. Every procedure asks for it. */
  readonly isLocalClient: boolean
  /** What the client named where that is not this station's version of the API: it is told so and nothing else. */
  readonly otherVersion?: string | undefined
  /** Who has signed in on it. */
  readonly connection: ClientConnection
  /** True while the client's socket holds more unsent data than it should. */
  readonly isCongested: () => boolean
}

export interface ApiErrorPolicy {
  /** Tells "the database cannot take it now" from every other failure. */
  readonly isStorageFailure: (cause: unknown) => boolean
  readonly log: Log
}
