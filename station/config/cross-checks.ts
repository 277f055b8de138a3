/** What fields must say together: unique ids, names that lead somewhere, protocols and their variants. */
import type { z } from 'zod'
import type { AddressForm } from '../../device-drivers/protocol-driver.ts'
import type { ReadableConfiguration, ReadableDevice, ReadablePort } from './readable-part.ts'

/** What the checks must know of a protocol that this program runs. */
export interface KnownProtocol {
  readonly id: string
  /** Of serial protocols alone. */
  readonly variants?: readonly string[]
  readonly portIsDevice?: boolean
  /** Schema of the driver's own `settings`; without it a driver has none. */
  readonly settings?: z.ZodType
  readonly address?: AddressForm
  /** The profiles that can be read, where devices have one. */
  readonly profiles?: readonly string[]
}

export interface Finding {
  readonly path: readonly (string | number)[]
  readonly problem: string
  /** Point at the key instead of its value: the field should not be there at all. */
  readonly atKey?: boolean
}

/** What can't be read is no reason for a finding: its own mistake is told, and may be the whole of it. */
export function checkTogether(
  configuration: ReadableConfiguration,
  known: readonly KnownProtocol[],
): Finding[] {
  return [
    ...duplicates(
      configuration.residents.map((resident) => resident.id),
      'residents',
      'id',
    ),
    ...duplicates(
      configuration.devices.map((device) => device.id),
      'devices',
      'id',
    ),
    ...duplicates(
      configuration.devices.map((device) => device.did),
      'devices',
      'did',
    ),
    ...duplicates(
      configuration.people.map((person) => person.id),
      'people',
      'id',
    ),
    ...duplicates(
      configuration.ports.map((port) => port.path),
      'ports',
      'path',
    ),
    ...checkPorts(configuration, known),
    ...checkAdapters(configuration, known),
    ...checkDevices(configuration, known),
  ]
}

function* duplicates(
  values: readonly (string | undefined)[],
  list: string,
  field: string,
): Generator<Finding> {
  const first = new Map<string, number>()
  for (const [index, value] of values.entries()) {
    if (value === undefined) continue
    const earlier = first.get(value)
    if (earlier === undefined) first.set(value, index)
    else
      yield {
        path: [list, index, field],
        problem: `"${value}" is already ${list}[${earlier}].${field}; give it its own`,
      }
  }
}

function* checkPorts(
  configuration: ReadableConfiguration,
  known: readonly KnownProtocol[],
): Generator<Finding> {
  const devices = new Map(configuration.devices.map((device) => [device.id, device]))
  const taken = new Map<string, number>()
  for (const [index, port] of configuration.ports.entries()) {
    const at = (field: string): (string | number)[] => ['ports', index, field]
    const protocol = known.find((candidate) => candidate.id === port.protocol)
    if (protocol !== undefined) {
      yield* checkVariant(port.variant, protocol, at('variant'))
      yield* checkSettings(port.settings, protocol, at('settings'))
      if (protocol.portIsDevice === true && !mayBeNamed(port, configuration.devices)) {
        yield { path: ['ports', index], problem: `"device" is missing: say which device speaks on this port` }
      }
    }
    if (port.device === undefined) continue
    const device = devices.get(port.device)
    const earlier = taken.get(port.device)
    if (device === undefined) {
      if (devices.has(undefined)) continue
      yield { path: at('device'), problem: `there is no device "${port.device}"; add it under devices` }
    } else if (differ(device.protocol, port.protocol)) {
      yield {
        path: at('device'),
        problem: `"${port.device}" speaks ${String(device.protocol)}, this port ${String(port.protocol)}`,
      }
    } else if (earlier !== undefined) {
      yield { path: at('device'), problem: `"${port.device}" is already on ports[${earlier}]` }
    }
    taken.set(port.device, index)
  }
}

/** A port or a device that can't be read may name the other. */
function mayBeNamed(port: ReadablePort, devices: readonly ReadableDevice[]): boolean {
  if ('device' in port || port.path === undefined) return true
  return devices.some(
    (device) =>
      device.port === port.path || !('id' in device) || ('port' in device && device.port === undefined),
  )
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other
}

function* checkAdapters(
  { bluetooth }: ReadableConfiguration,
  known: readonly KnownProtocol[],
): Generator<Finding> {
  const first = new Map<string, number>()
  for (const [index, { adapter, protocol: id, settings }] of bluetooth.entries()) {
    const protocol = known.find((candidate) => candidate.id === id)
    if (protocol !== undefined) yield* checkSettings(settings, protocol, ['bluetooth', index, 'settings'])
    if (adapter === undefined || id === undefined) continue
    const earlier = first.get(`${adapter} ${id}`)
    if (earlier === undefined) first.set(`${adapter} ${id}`, index)
    else
      yield {
        path: ['bluetooth', index, 'protocol'],
        problem: `bluetooth[${earlier}] is ${id} on ${adapter} already; remove one of the two`,
      }
  }
}

function* checkVariant(
  variant: string | undefined,
  protocol: KnownProtocol,
  path: (string | number)[],
): Generator<Finding> {
  const { variants = [] } = protocol
  if (variant === undefined || variants.includes(variant)) return
  const choices = variants.length === 0 ? 'has no variants' : `has ${variants.join(', ')}`
  yield { path, problem: `unknown variant "${variant}"; ${protocol.id} ${choices}` }
}

function* checkSettings(
  settings: Record<string, unknown> | undefined,
  protocol: KnownProtocol,
  path: (string | number)[],
): Generator<Finding> {
  if (settings === undefined) return
  if (protocol.settings === undefined) {
    for (const key of Object.keys(settings)) {
      yield { path: [...path, key], problem: `${protocol.id} has no such setting; remove it`, atKey: true }
    }
    return
  }
  const result = protocol.settings.safeParse(settings)
  for (const issue of result.error?.issues ?? []) {
    yield { path: [...path, ...issue.path.map(segment)], problem: issue.message }
  }
}

function* checkDevices(
  configuration: ReadableConfiguration,
  known: readonly KnownProtocol[],
): Generator<Finding> {
  const residents = new Set(configuration.residents.map((resident) => resident.id))
  const ports = new Map(configuration.ports.map((port) => [port.path, port]))
  const addresses = new Map<string, number>()
  for (const [index, device] of configuration.devices.entries()) {
    const at = (field: string): (string | number)[] => ['devices', index, field]
    if (device.resident !== undefined && !residents.has(device.resident) && !residents.has(undefined)) {
      yield {
        path: at('resident'),
        problem: `there is no resident "${device.resident}"; add them under residents`,
      }
    }
    if (device.protocol === undefined) continue
    const port = ports.get(device.port)
    const isElsewhere = port === undefined ? !ports.has(undefined) : differ(port.protocol, device.protocol)
    if (device.port !== undefined && isElsewhere) {
      yield {
        path: at('port'),
        problem: `no port "${device.port}" with protocol ${device.protocol} is configured`,
      }
    }
    const protocol = known.find(({ id }) => id === device.protocol)
    if (protocol !== undefined) yield* checkIdentity(device, protocol, at)
    if (device.address === undefined || ('port' in device && device.port === undefined)) continue
    const key = JSON.stringify([device.protocol, device.port ?? null, device.address.toLowerCase()])
    const earlier = addresses.get(key)
    if (earlier === undefined) addresses.set(key, index)
    else
      yield {
        path: at('address'),
        problem: `devices[${earlier}] has the same address; tell them apart with "port"`,
      }
  }
}

/** A device is known by its address and its profile: with either written wrong nobody would understand its calls. */
function* checkIdentity(
  { address, eep }: ReadableDevice,
  { id, address: form, profiles }: KnownProtocol,
  at: (field: string) => (string | number)[],
): Generator<Finding> {
  if (address !== undefined && form?.pattern.test(address) === false) {
    yield { path: at('address'), problem: `${id} has addresses such as ${form.example}` }
  }
  if (eep !== undefined && profiles?.includes(eep.toUpperCase()) === false) {
    yield { path: at('eep'), problem: `"${eep}" cannot be read; ${id} has ${profiles.join(', ')}` }
  }
}

/** Zod paths may hold symbols, JSON has none. */
export function segment(part: PropertyKey): string | number {
  return typeof part === 'symbol' ? String(part) : part
}
