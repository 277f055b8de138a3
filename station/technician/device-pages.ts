/** The page of one device: its curves, its events with their frames, and who had it when. */
import type { z } from 'zod'
import type { DeviceEventLineSchema, DevicePage, FormerDevice } from '../../shared/api/technician.ts'
import type { Protocol } from '../../device-drivers/protocol-driver.ts'
import {
  findFormerDevice,
  readAssignments,
  readBattery,
  readDeviceEvents,
  readSignal,
  type DeviceEventRow,
} from '../store/device-page-rows.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import type { SettingsDesk } from './settings-desk.ts'
import type { TechnicianView } from './technician-view.ts'
import { thinCurve } from './thin-curve.ts'

export interface DevicePagesParts {
  readonly reader: RowSource
  readonly view: TechnicianView
  readonly settings: SettingsDesk
  readonly findProtocol: (id: string) => Pick<Protocol, 'explainFrame' | 'canBeFound'> | undefined
}

type EventLine = z.infer<typeof DeviceEventLineSchema>

export class DevicePages {
  constructor(private readonly parts: DevicePagesParts) {}

  async page(device: AssignedDevice): Promise<DevicePage> {
    const { reader, view, settings, findProtocol } = this.parts
    return {
      device: view.line(device),
      battery: thinCurve(await readBattery(reader, device.id)),
      signal: thinCurve(await readSignal(reader, device.id)),
      ...(await this.events(device, null)),
      settings: settings.settingsOf(device),
      canBeFound: findProtocol(device.protocol)?.canBeFound ?? false,
      assignments: [...(await readAssignments(reader, device.id))],
    }
  }

  /** The device out of use with this id or address. */
  former(words: string): Promise<FormerDevice | undefined> {
    return findFormerDevice(this.parts.reader, words.trim())
  }

  /** `before`: what the page before gave as `nextEvents`. */
  async events(
    device: AssignedDevice,
    before: string | null,
  ): Promise<Pick<DevicePage, 'events' | 'nextEvents'>> {
    const { events, next } = await readDeviceEvents(
      this.parts.reader,
      device.id,
      before === null ? null : Number(before),
    )
    return {
      events: events.map((event) => this.#line(device, event)),
      nextEvents: next === null ? null : String(next),
    }
  }

  #line(device: AssignedDevice, row: DeviceEventRow): EventLine {
    const { id, kind, value, received_at, resident_id, alarm_id, raw } = row
    const protocol = raw === null ? undefined : this.parts.findProtocol(device.protocol)
    const readAs = device.variant ?? device.eep
    return {
      id,
      kind,
      value,
      receivedAt: received_at,
      residentId: resident_id,
      alarmId: alarm_id,
      raw,
      fields: raw === null ? [] : [...(protocol?.explainFrame(Buffer.from(raw, 'hex'), readAs) ?? [])],
    }
  }
}
