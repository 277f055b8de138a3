/** What the station last told the technician's room, as a store for React. */
import type { Discovery, DeviceLine, Receiver, TechnicianMessage } from '../../shared/api/technician.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { TechnicianClient } from './technician-client.ts'

export interface TechnicianState {
  readonly receivers: readonly Receiver[]
  readonly discoveries: readonly Discovery[]
  readonly devices: readonly DeviceLine[]
  readonly pairingUntil: Instant | null
  /** Null until the first message. */
  readonly heardAt: Instant | null
}

const NOTHING: TechnicianState = {
  receivers: [],
  discoveries: [],
  devices: [],
  pairingUntil: null,
  heardAt: null,
}
/** After a broken feed: not at once for ever, should a station send nothing but nonsense. */
const ASK_AGAIN_MS = 1_000

/** Parts that are missing in a message have not changed. */
export function foldMessage(state: TechnicianState, message: TechnicianMessage): TechnicianState {
  const { at, receivers, discoveries, devices, pairingUntil } = message
  return {
    receivers: receivers ?? state.receivers,
    discoveries: discoveries ?? state.discoveries,
    devices: devices ?? state.devices,
    pairingUntil: pairingUntil === undefined ? state.pairingUntil : pairingUntil,
    heardAt: at,
  }
}

export class TechnicianFeed {
  readonly #client: TechnicianClient
  readonly #listeners = new Set<() => void>()
  #state = NOTHING
  #endFeed: (() => void) | null = null
  #askAgain: ReturnType<typeof setTimeout> | null = null

  constructor(client: TechnicianClient) {
    this.#client = client
  }

  readonly getState = (): TechnicianState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Starts listening; returns the function that ends it. */
  start(): () => void {
    this.#watch()
    return () => {
      this.#stop()
    }
  }

  #watch(): void {
    this.#stop()
    this.#endFeed = this.#client.watch({
      onMessage: (message) => {
        this.#state = foldMessage(this.#state, message)
        for (const listener of this.#listeners) listener()
      },
      onBroken: () => {
        this.#askAgain ??= setTimeout(() => {
          this.#watch()
        }, ASK_AGAIN_MS)
      },
      // The board says over everything that the station is lost, and the client asks again by itself.
      onClosed: () => undefined,
    })
  }

  #stop(): void {
    this.#endFeed?.()
    this.#endFeed = null
    if (this.#askAgain !== null) clearTimeout(this.#askAgain)
    this.#askAgain = null
  }
}
