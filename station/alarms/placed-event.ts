import type { Actor, Alarm } from '../../shared/domain/alarm.ts'
import type { DeviceEvent } from '../../shared/domain/device-event.ts'
import type { Watched } from '../../shared/domain/rule-profiles.ts'
import type { AlarmRule } from './rules.ts'

/** An event with where its device hangs; `placement` goes on the card and to the centre. */
export interface PlacedEvent extends DeviceEvent {
  readonly placement: string | null
  /** What the card of its alarm says where device and resident say nothing. */
  readonly subject?: string
  /** The open alarm that explains this event: it is kept with that one and raises none of its own. */
  readonly inhibitedBy?: string
  readonly standing?: DeviceStanding
}

/**
 * What an alarm is raised about: an event, a rule that came due with or without one, a person's word, or a fault that
 * supervision found.
 */
export interface Occasion extends Omit<PlacedEvent, 'id' | 'deviceId'> {
  readonly id: string | null
  readonly deviceId: string | null
  /** The rule that came due, or that the fault or the word is for; of an event the stages find theirs. */
  readonly due?: AlarmRule
  /** Of what supervision found. */
  readonly fault?: FaultFound
  /** Absent: nobody, a rule raised it. */
  readonly reportedBy?: Actor
  /** Of a rule over time: by which profile and numbers it came due. */
  readonly watched?: Watched
  readonly reportedAs?: 'reported-by-hand' | 'asked-for-help' | 'asked-for-help-locked'
}

/** A condition of the house's own equipment that has lasted (kind `fault`) or is over (kind `restored`). */
export interface FaultFound {
  /** What is wrong, from the closed list of its cause, and the number that belongs to it. */
  readonly code?: string
  readonly figure?: number
  /** The open alarm of the same incident, so that both are one card. */
  readonly incidentOf?: Alarm
}

/** `test`: a guided test runs; `suspended`: in maintenance, so that it raises nothing. */
export type DeviceStanding = 'test' | 'suspended'
