/** What the technician's room shows, computed from memory; cheap enough for once a second. */
import type { Protocol, SerialLine } from '../../device-drivers/protocol-driver.ts'
import type { ListedPort, PortIdentity } from '../../device-drivers/serial/port-identity.ts'
import type { PortStatus } from '../../shared/api/board.ts'
import type { AdaptersOutput, SerialPortsOutput } from '../../shared/api/receiver-setup.ts'
import type { DeviceLine, Discovery, Receiver, UsbIdentity } from '../../shared/api/technician.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Discoveries } from '../devices/discoveries.ts'
import type { PortIdentities } from '../devices/port-identities.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import type { ReceiverWatch } from '../supervision/receiver-watch.ts'
import { deviceLine, receiverLines, type DeviceLineSources } from './device-lines.ts'
import type { PairableProtocol } from './pairing.ts'
import { protocolInfo } from './protocol-info.ts'
import type { PairingWindow } from './pairing-window.ts'
import type { ReceiverRates } from './receiver-rates.ts'
import type { ReceiverTap } from './receiver-tap.ts'

export interface TechnicianParts {
  readonly receivers: Receiver[]
  readonly discoveries: Discovery[]
  readonly devices: DeviceLine[]
  readonly pairingUntil: Instant | null
}

export type KnownProtocol = PairableProtocol &
  Pick<
    Protocol,
    'decodeLine' | 'explainFrame' | 'canBeFound' | 'deviceSettings' | 'inspectorFacts' | 'fittingProfiles'
  > & {
    readonly settings?: z.ZodType
    /** Of serial protocols alone. */
    readonly line?: SerialLine
    readonly defaultVariant?: string | null
  }

export interface TechnicianViewParts extends DeviceLineSources {
  readonly protocols: readonly KnownProtocol[]
  readonly statuses: () => readonly PortStatus[]
  readonly receivers: ReceiverWatch
  readonly discoveries: Discoveries
  readonly rates: ReceiverRates
  readonly tap: ReceiverTap
  readonly pairing: PairingWindow
  /** Every serial port of the machine, used or not. */
  readonly listPorts: () => Promise<readonly ListedPort[]>
  /** Every Bluetooth adapter of the machine, used or not. */
  readonly listAdapters: () => Promise<readonly string[]>
  /** Which model a port is read as. */
  readonly variantOf: (path: string) => string | null
  /** The line of a port; null for an adapter. */
  readonly lineOf: (path: string) => SerialLine | null
  readonly identities: Pick<PortIdentities, 'identityOf' | 'candidatesOf'>
  readonly clock: Clock
}

export class TechnicianView {
  constructor(private readonly parts: TechnicianViewParts) {}

  read(): TechnicianParts {
    const { statuses, receivers, discoveries, rates, tap, pairing, registry, identities, clock } = this.parts
    const sources = {
      rates,
      facts: receivers.facts(),
      noticesOf: (receiver: string) => tap.noticesOf(receiver),
      identityOf: (receiver: string) => {
        const identity = identities.identityOf(receiver)
        return identity === undefined ? null : shownIdentity(identity)
      },
      candidatesOf: (receiver: string) => [...identities.candidatesOf(receiver)],
      variantOf: this.parts.variantOf,
      lineOf: this.parts.lineOf,
    }
    return {
      receivers: receiverLines(statuses(), sources, clock.mono()),
      discoveries: discoveries.list().map((discovery) => this.#withProfiles(discovery)),
      devices: [...registry.devices()].map((device) => this.line(device)),
      pairingUntil: pairing.until,
    }
  }

  line(device: AssignedDevice): DeviceLine {
    return deviceLine(device, this.parts, this.parts.clock.wall())
  }

  residents(): { id: string; name: string; unit: string | null }[] {
    return [...this.parts.registry.residents()]
      .filter(({ left_at: leftAt }) => leftAt === null)
      .map(({ id, name, unit }) => ({ id, name, unit }))
  }

  async serialPorts(): Promise<z.infer<typeof SerialPortsOutput>> {
    const { statuses, protocols } = this.parts
    const ports = await this.parts.listPorts()
    const used = new Map(statuses().map(({ path, protocol }) => [path, protocol]))
    return {
      ports: ports.map((port) => ({
        path: port.path,
        usedBy: used.get(port.path) ?? null,
        identity: shownIdentity(port),
      })),
      protocols: protocols.map(protocolInfo),
    }
  }

  async adapters(): Promise<z.infer<typeof AdaptersOutput>> {
    const names = await this.parts.listAdapters()
    const used = this.parts.statuses().filter(({ carrier }) => carrier === 'bluetooth')
    const all = [...new Set([...names, ...used.map(({ path }) => path)])].sort()
    return {
      adapters: all.map((name) => ({
        name,
        protocols: used.filter(({ path }) => path === name).map(({ protocol }) => protocol),
      })),
    }
  }

  #withProfiles(discovery: Discovery): Discovery {
    const found = this.protocol(discovery.protocol)?.fittingProfiles?.(discovery.about)
    if (found === undefined) return discovery
    return { ...discovery, profiles: { fitting: [...found.fitting], likely: found.likely } }
  }

  protocol(id: string): KnownProtocol | undefined {
    return this.parts.protocols.find((protocol) => protocol.id === id)
  }
}

function shownIdentity({ vendorId, productId, serialNumber, byId }: PortIdentity): UsbIdentity {
  // Neither udev's links nor the vendor's number name a maker.
  return { vendorId, productId, serialNumber, byId, manufacturer: null }
}
