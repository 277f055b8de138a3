/**
 * A service in BlueZ's shape on a private bus (ble-gatt-pendant.md, section 4): adapters, discovery and devices
 * that a test moves. The station's own code path is the real one, down to the socket.
 */
import { Message, MessageFlag, sessionBus, type MessageBus } from 'dbus-next'
import type { CleanUp } from '../clean-up.ts'
import { allowNumberKeys, busInterface, type BusInterface } from './bus-interface.ts'
import { FakeAdapter } from './fake-adapter.ts'

const OBJECT_MANAGER = 'org.freedesktop.DBus.ObjectManager'

export class FakeBluez {
  readonly #objects = new Map<string, readonly BusInterface[]>()
  readonly #adapters = new Map<string, FakeAdapter>()
  #caller = ''

  private constructor(private readonly bus: MessageBus) {}

  /** Resolves when clients find `org.bluez` on the bus. */
  static async start(cleanUp: CleanUp, address: string): Promise<FakeBluez> {
    allowNumberKeys()
    const bus = sessionBus({ busAddress: address })
    // The tests end buses under it; that is no failure of the fake.
    bus.on('error', () => undefined)
    const send = bus.send.bind(bus)
    bus.send = (message) => {
      try {
        send(message)
      } catch {
        // Nobody is left to be told.
      }
    }
    const bluez = new FakeBluez(bus)
    cleanUp.add(() => bluez.stop())
    await bluez.#begin()
    return bluez
  }

  async #begin(): Promise<void> {
    const manager = busInterface(
      OBJECT_MANAGER,
      {},
      { GetManagedObjects: { out: 'a{oa{sa{sv}}}', run: () => this.#managed() } },
    )
    this.bus.addMethodHandler((message: Message) => {
      this.#caller = message.sender
      return false
    })
    this.bus.export('/', manager.served)
    const agents = { in: 'os', run: () => undefined }
    const manage = { RegisterAgent: agents, UnregisterAgent: { in: 'o', run: () => undefined } }
    this.exportObject('/org/bluez', [busInterface('org.bluez.AgentManager1', {}, manage)])
    this.bus.on('message', (message: Message) => {
      const [name, , owner] = message.body as [unknown, unknown, unknown]
      if (message.member !== 'NameOwnerChanged' || owner !== '' || typeof name !== 'string') return
      for (const adapter of this.#adapters.values()) adapter.clientGone(name)
    })
    await this.bus.call(
      new Message({
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        member: 'AddMatch',
        signature: 's',
        body: ["type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'"],
      }),
    )
    await this.bus.requestName('org.bluez', 0)
  }

  /** Whose call is being answered: the bus's name of the client. */
  get caller(): string {
    return this.#caller
  }

  /** Somebody calls a client that offers nothing: `count` times, and does not wait for an answer. */
  pester(client: string, count: number): void {
    for (let n = 0; n < count; n += 1) {
      const call = { destination: client, path: '/', interface: 'org.example.Nosy', member: 'Ask' }
      this.bus.send(new Message({ ...call, flags: MessageFlag.NO_REPLY_EXPECTED }))
    }
  }

  /** How many connections the bus has. */
  async clients(): Promise<number> {
    const names = await this.bus.call(
      new Message({
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        member: 'ListNames',
      }),
    )
    return (names?.body as [readonly string[]])[0].filter((name) => name.startsWith(':')).length
  }

  addAdapter(
    name: string,
    state: { readonly powered?: boolean; readonly blocked?: boolean } = {},
  ): FakeAdapter {
    const adapter = new FakeAdapter(this, name, state.powered ?? true, state.blocked ?? false)
    this.#adapters.set(name, adapter)
    this.exportObject(adapter.path, [adapter.face])
    return adapter
  }

  adapter(name: string): FakeAdapter {
    const adapter = this.#adapters.get(name)
    if (adapter === undefined) throw new Error(`no adapter ${name}`)
    return adapter
  }

  /** The stick is pulled, and every device behind it goes. */
  removeAdapter(name: string): void {
    const adapter = this.#adapters.get(name)
    if (adapter === undefined) return
    this.#adapters.delete(name)
    for (const path of [...this.#objects.keys()]) if (path.startsWith(`${adapter.path}/`)) this.unexport(path)
    this.unexport(adapter.path)
  }

  exportObject(path: string, faces: readonly BusInterface[]): void {
    this.#objects.set(path, faces)
    for (const { served } of faces) this.bus.export(path, served)
    this.#signal('InterfacesAdded', 'oa{sa{sv}}', [path, variantsOf(faces)])
  }

  unexport(path: string): void {
    const faces = this.#objects.get(path) ?? []
    this.#objects.delete(path)
    for (const { served } of faces) this.bus.unexport(path, served)
    this.#signal('InterfacesRemoved', 'oas', [path, faces.map(({ name }) => name)])
  }

  /** The daemon ends; its name leaves the bus. */
  stop(): void {
    this.bus.disconnect()
  }

  #managed(): unknown {
    return Object.fromEntries([...this.#objects].map(([path, faces]) => [path, variantsOf(faces)]))
  }

  #signal(member: string, signature: string, body: unknown[]): void {
    this.bus.send(Message.newSignal('/', OBJECT_MANAGER, member, signature, body))
  }
}

function variantsOf(faces: readonly BusInterface[]): unknown {
  return Object.fromEntries(faces.map((face) => [face.name, face.variants()]))
}
