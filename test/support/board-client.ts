/** A client as the desktop is one: the token of `station.json`, the API's socket, the board's feed. */
import type { AlarmCard, BoardMessage, CalmProof } from '../../shared/api/board.ts'
import { apiClient } from '../fakes/api-client.ts'
import type { CleanUp } from './clean-up.ts'
import type { StationProcess } from './station-process.ts'

export class BoardClient {
  /** Every card that came, as it was last seen. */
  readonly cards = new Map<string, AlarmCard>()
  proof: CalmProof | undefined
  readonly #waiting = new Set<() => void>()

  private constructor(private readonly connection: ReturnType<typeof apiClient>) {}

  static async connected(cleanUp: CleanUp, station: Pick<StationProcess, 'address'>): Promise<BoardClient> {
    const { url, token } = await station.address()
    const client = new BoardClient(apiClient(url, token))
    cleanUp.add(() => client.close())
    client.#follow()
    return client
  }

  get api() {
    return this.connection.api
  }

  close(): unknown {
    return this.connection.close()
  }

  /** The first card that is as wanted, when it comes. */
  card(isWanted: (card: AlarmCard) => boolean, otherwise: string, limitMs = 60_000): Promise<AlarmCard> {
    return this.#until(() => [...this.cards.values()].find(isWanted), otherwise, limitMs)
  }

  /** The proof of the calm board when it is as wanted. */
  proven(isWanted: (proof: CalmProof) => boolean, otherwise: string, limitMs = 60_000): Promise<CalmProof> {
    const look = () => (this.proof !== undefined && isWanted(this.proof) ? this.proof : undefined)
    return this.#until(look, otherwise, limitMs)
  }

  #until<T>(look: () => T | undefined, otherwise: string, limitMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(tryAgain)
        reject(new Error(otherwise))
      }, limitMs)
      const tryAgain = (): void => {
        const found = look()
        if (found === undefined) return
        clearTimeout(timer)
        this.#waiting.delete(tryAgain)
        resolve(found)
      }
      this.#waiting.add(tryAgain)
      tryAgain()
    })
  }

  #follow(): void {
    this.api.board.changes.subscribe(undefined, {
      onData: (message: BoardMessage) => {
        if (message.type === 'tick') return
        const isSnapshot = message.type === 'snapshot'
        for (const card of isSnapshot ? message.board.alarms : message.alarms)
          this.cards.set(card.alarmId, card)
        this.proof = isSnapshot ? message.board.proof : (message.proof ?? this.proof)
        for (const tryAgain of [...this.#waiting]) tryAgain()
      },
    })
  }
}
