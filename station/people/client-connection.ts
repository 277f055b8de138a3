import type { Screen } from '../../shared/api/screens.ts'
import type { SessionEnd } from '../../shared/api/people.ts'

/** A session that runs: somebody proved who they are, at one address. */
export interface Session {
  readonly id: string
  readonly personId: string
  readonly address: string
}

/** One client's connection, and who has signed in on it. */
export class ClientConnection {
  #session: Session | null = null
  #ended: SessionEnd | null = null
  #lastPersonId: string | null = null
  readonly #listeners = new Set<() => void>()

  constructor(
    /** Of the client's end, as the socket tells it: `127.0.0.1`. */
    readonly address: string,
    /** As the client names its screen; null: it does not. */
    readonly screen: Screen | null = null,
  ) {}

  get session(): Session | null {
    return this.#session
  }

  /** How the last session here ended; null while one runs and before the first. */
  get ended(): SessionEnd | null {
    return this.#ended
  }

  /** Who is signed in here, or was before it was locked; null: nobody since this client connected. */
  get lastPersonId(): string | null {
    return this.#lastPersonId
  }

  get isOnThisMachine(): boolean {
    return /^(?:::ffff:)?127\.|^::1$/.test(this.address)
  }

  begin(session: Session): void {
    this.#session = session
    this.#lastPersonId = session.personId
    this.#ended = null
    this.tell()
  }

  end(why: SessionEnd): void {
    if (this.#session === null) return
    this.#session = null
    this.#ended = why
    this.tell()
  }

  /** What listens hears of a changed session, and of house rules that changed for everybody. */
  tell(): void {
    for (const listener of this.#listeners) listener()
  }

  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
