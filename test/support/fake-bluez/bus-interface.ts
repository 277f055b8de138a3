/** An interface of an object on the bus, with its properties and methods in one table. */
import { createRequire } from 'node:module'
import { interface as exported, Variant } from 'dbus-next'

export interface BusProperty {
  /** D-Bus type: `n`, `a{sv}`, … */
  readonly signature: string
  readonly value: unknown
  /** Called before a client's write; throws a `DBusError` to refuse it. Without it properties are read only. */
  readonly onSet?: (value: unknown) => void
}

export interface BusMethod {
  readonly in?: string
  readonly out?: string
  readonly run: (...args: unknown[]) => unknown
}

export class BusInterface {
  readonly #values = new Map<string, unknown>()
  readonly #signatures = new Map<string, string>()

  constructor(
    readonly name: string,
    /** What dbus-next puts on the bus. */
    readonly served: exported.Interface,
    properties: Readonly<Record<string, BusProperty>>,
  ) {
    for (const [key, { signature, value }] of Object.entries(properties)) {
      this.#signatures.set(key, signature)
      this.#values.set(key, value)
    }
  }

  get(property: string): unknown {
    return this.#values.get(property)
  }

  /** Changes properties and says so on the bus in one signal. */
  update(change: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(change)) this.#values.set(key, value)
    exported.Interface.emitPropertiesChanged(this.served, { ...change }, [])
  }

  /** As in GetManagedObjects; what has no value yet is left out, as BlueZ does. */
  variants(): Record<string, Variant> {
    const set = [...this.#values].filter(([, value]) => value !== undefined)
    return Object.fromEntries(
      set.map(([key, value]) => [key, new Variant(this.#signatures.get(key) ?? 'v', value)]),
    )
  }
}

/** Makes an interface; its methods are called with what the client sent. */
export function busInterface(
  name: string,
  properties: Readonly<Record<string, BusProperty>>,
  methods: Readonly<Record<string, BusMethod>>,
): BusInterface {
  class Served extends exported.Interface {}
  const served = new Served(name)
  const made = new BusInterface(name, served, properties)
  for (const [key, { onSet, value }] of Object.entries(properties)) {
    Object.defineProperty(Served.prototype, key, {
      // The library refuses to answer for a property without a value.
      get: () => made.get(key) ?? (typeof value === 'object' ? {} : 0),
      set: (next: unknown) => {
        onSet?.(next)
        made.update({ [key]: next })
      },
    })
  }
  for (const [key, { run }] of Object.entries(methods))
    Object.defineProperty(Served.prototype, key, { value: run })
  Served.configureMembers({
    properties: mapValues(properties, ({ signature, onSet }) => ({
      signature,
      access: onSet === undefined ? 'read' : 'readwrite',
    })),
    methods: mapValues(methods, (method) => ({
      inSignature: method.in ?? '',
      outSignature: method.out ?? '',
    })),
    signals: {},
  })
  return made
}

function mapValues<From, To>(
  from: Readonly<Record<string, From>>,
  to: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, to(value)]))
}

interface Marshallers {
  MakeSimpleMarshaller: (signature: string) => { marshall: (stream: unknown, data: unknown) => unknown }
}

/** dbus-next cannot send `a{qv}` (ManufacturerData): the keys of an object are text. Once for each process. */
export function allowNumberKeys(): void {
  const marshallers = createRequire(import.meta.url)('dbus-next/lib/marshallers') as Marshallers & {
    numberKeys?: true
  }
  if (marshallers.numberKeys === true) return
  marshallers.numberKeys = true
  const make = marshallers.MakeSimpleMarshaller
  marshallers.MakeSimpleMarshaller = (signature) => {
    const made = make(signature)
    if (signature !== 'q') return made
    const marshall = made.marshall.bind(made)
    made.marshall = (stream, data) => marshall(stream, typeof data === 'string' ? Number(data) : data)
    return made
  }
}
