import type { DeviceEvent } from '../../shared/domain/device-event.ts'

/** An event with where its device hangs; `placement` goes on the card and to the centre. */
export interface PlacedEvent extends DeviceEvent {
  readonly placement: string | null
  /** What the card of its alarm says where device and resident say nothing. */
  readonly subject?: string
  /** The open alarm that explains this event: it is kept with that one and raises none of its own. */
  readonly inhibitedBy?: string
  readonly standing?: DeviceStanding
}

/** `test`: a guided test runs; `suspended`: in maintenance, so that it raises nothing. */
export type DeviceStanding = 'test' | 'suspended'
