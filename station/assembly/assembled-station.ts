/** What a station is put together from, and what its API serves of it. */
import type { OpenAdapter } from '../../device-drivers/bluetooth/adapter-link.ts'
import type { OpenConnections } from '../../device-drivers/bluetooth/gatt.ts'
import type { OpenLink } from '../../device-drivers/serial/byte-link.ts'
import type { PortLister } from '../../device-drivers/serial/list-ports.ts'
import type { SerialClock } from '../../device-drivers/serial/serial-clock.ts'
import type { BoardView } from '../alarms/board-view.ts'
import type { Desk } from '../alarms/desk.ts'
import type { RuleDesk } from '../alarms/time-rules/rule-desk.ts'
import type { BoardFeed } from '../api/board-feed.ts'
import type { DeviceHub } from '../devices/device-hub.ts'
import type { HouseDesk } from '../house/house-desk.ts'
import type { MetricsPage } from '../metrics.ts'
import type { NightRoom } from '../night/night-room.ts'
import type { PeopleRoom } from '../people/people-room.ts'
import type { ResidentsRoom } from '../residents/residents-room.ts'
import type { ReceiversInUse } from '../self-check/machine-facts.ts'
import type { Log } from '../services.ts'
import type { OpenedStore } from '../store/open-store.ts'
import type { Attendance } from '../supervision/attendance.ts'
import type { TechnicianRoom } from '../technician/technician-room.ts'
import type { Vitals } from '../vitals.ts'
import type { Run } from './run.ts'
import type { StateSources } from './stored-state.ts'

export interface StationParts extends StateSources {
  readonly serialClock: SerialClock
  readonly openLink: OpenLink
  readonly lister: PortLister
  readonly openAdapter: OpenAdapter
  readonly openConnections?: OpenConnections
  /** Whose disk is watched. */
  readonly dataFolder: string
  readonly training: boolean
}

/** A station put together: what its API serves, and how it is started and stopped. */
export interface AssembledStation extends Run {
  readonly run: string
  readonly identity: { id: string; name: string; locale: string; training: boolean }
  readonly desk: Desk
  readonly view: BoardView
  readonly vitals: Vitals
  readonly feed: BoardFeed
  readonly metrics: MetricsPage
  readonly log: Log
  readonly hub: DeviceHub
  readonly receivers: ReceiversInUse
  readonly store: OpenedStore
  readonly technician: TechnicianRoom
  readonly rules: RuleDesk
  readonly residents: ResidentsRoom
  readonly night: NightRoom
  readonly house: HouseDesk
  readonly people: PeopleRoom
  /** Clients that are there to be heard. */
  readonly attendance: Attendance
}
