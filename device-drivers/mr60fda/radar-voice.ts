/** What a simulated radar knows of its room, and what each wire format must be able to say of it. */

export interface SimulatedRoom {
  fallen: boolean
  present: boolean
  motion: 'none' | 'stationary' | 'moving'
  inactive: boolean
}

export type RoomFact = 'fall' | 'presence' | 'motion' | 'inactivity'

/** One wire format as spoken by the sensor. */
export interface RadarVoice {
  /** The frame that tells a fact unasked; null where this radar has none for it. */
  tell(fact: RoomFact, room: Readonly<SimulatedRoom>): Uint8Array | null
  heartbeat(room: Readonly<SimulatedRoom>): Uint8Array
  /** Well formed and in no table. */
  unknown(): Uint8Array
  /** A fall frame, whatever the room is like. */
  fall(fallen: boolean): Uint8Array
  /** What the sensor answers to bytes of the host, and for how long it is deaf and mute afterwards. */
  answer(bytes: Uint8Array, room: Readonly<SimulatedRoom>): RadarAnswer
  /** What it sends all the time, and how often; null for one that reports changes. */
  readonly stream: { readonly everyMs: number; next(room: Readonly<SimulatedRoom>): Uint8Array } | null
}

export interface RadarAnswer {
  readonly frames: readonly Uint8Array[]
  readonly quietMs: number
}
