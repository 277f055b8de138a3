/** What the station last told the technician's room, as a store for React. */
import type { Discovery, DeviceLine, Receiver, TechnicianMessage } from '../../shared/api/technician.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { FeedStore } from '../feed-store.ts'
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

export function technicianFeed(client: TechnicianClient): FeedStore<TechnicianState, TechnicianMessage> {
  return new FeedStore({
    initial: NOTHING,
    watch: (listener) => client.watch(listener),
    fold: foldMessage,
  })
}
