import type { Actor } from '../../shared/domain/alarm.ts'
import type { DeviceEvent } from '../../shared/domain/device-event.ts'
import type { Watched } from '../../shared/domain/rule-profiles.ts'

/** An event with where its device hangs; `placement` goes on the card and to the centre. */
export interface PlacedEvent extends DeviceEvent {
  readonly placement: string | null
  /** What the card of its alarm says where device and resident say nothing. */
  readonly subject?: string
  /** The open alarm that explains this event: it is kept with that one and raises none of its own. */
  readonly inhibitedBy?: string
  readonly standing?: DeviceStanding
}

/** What an alarm is raised about: an event, a rule that came due with or without one, or a person's word. */
export interface Occasion extends Omit<PlacedEvent, 'id' | 'deviceId'> {
  readonly id: string | null
  readonly deviceId: string | null
  /** Absent: nobody, a rule raised it. */
  readonly reportedBy?: Actor
  /** Of a rule over time: by which profile and numbers it came due. */
  readonly watched?: Watched
  readonly reportedAs?: 'reported-by-hand' | 'asked-for-help' | 'asked-for-help-locked'
}

/** `test`: a guided test runs; `suspended`: in maintenance, so that it raises nothing. */
export type DeviceStanding = 'test' | 'suspended'
