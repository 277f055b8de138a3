/**
 * The system bus, as far as BlueZ needs it: calls with a time limit, signals, and the end of the connection.
 * The only file that loads `dbus-next`. Its proxy objects are not used: they keep listeners for ever and ask
 * for introspection data that the station does not need.
 */
import { DBusError, Message, MessageType, Variant, systemBus } from 'dbus-next'
import type { MessageBus } from 'dbus-next'
import type { SerialClock } from '../serial/serial-clock.ts'
import { guardBus } from './bus-guard.ts'

export interface BusCall {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature?: string
  readonly body?: readonly unknown[]
}

export interface BusSignal {
  readonly sender: string
  readonly path: string
  readonly interface: string
  readonly member: string
  /** Variants are unwrapped, dictionaries are objects, byte arrays are `Uint8Array`. */
  readonly body: readonly unknown[]
}

export interface SystemBus {
  /** The answer's values, unwrapped; rejects with `BusError`, at the latest after the limit. */
  call(call: BusCall): Promise<readonly unknown[]>
  onSignal(listener: (signal: BusSignal) => void): void
  /** The connection is gone without `close` having been called; comes at most once. */
  onClose(listener: (reason: string) => void): void
  close(): void
}

/** `code` is the bus's or BlueZ's error name (`org.bluez.Error.NotReady`), or `timeout`, or `no-bus`. */
export class BusError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = 'BusError'
  }
}

/** Without the daemon a call would wait for ever (style pitfall 16). */
const CALL_LIMIT_MS = 3000

/** A value with its D-Bus type, for dictionaries of variants in a call's body. */
export function typed(signature: string, value: unknown): Variant {
  return new Variant(signature, value)
}

/** Rejects with `BusError` `no-bus` where there is no system bus. */
export async function openSystemBus(clock: SerialClock): Promise<SystemBus> {
  const bus = connect()
  const opened = new OpenedBus(bus, clock)
  try {
    await opened.connected()
    return opened
  } catch (error) {
    opened.close()
    throw error
  }
}

function connect(): MessageBus {
  try {
    return systemBus()
  } catch (error) {
    // An address that cannot be read throws at once.
    throw new BusError('no-bus', words(error))
  }
}

class OpenedBus implements SystemBus {
  private signalListener: (signal: BusSignal) => void = () => undefined
  private closeListener: (reason: string) => void = () => undefined
  private over = false
  private readonly waiting = new Set<(error: BusError) => void>()

  constructor(
    private readonly bus: MessageBus,
    private readonly clock: SerialClock,
  ) {
    bus.on('error', (error: unknown) => this.lost(words(error)))
    bus.on('message', (message) => this.take(message))
    guardBus(bus)
  }

  connected(): Promise<void> {
    return this.limited(new Promise((resolve) => this.bus.once('connect', () => resolve())), 'connect')
  }

  async call(call: BusCall): Promise<readonly unknown[]> {
    if (this.over) throw new BusError('no-bus', 'the bus is closed')
    const { destination, path, interface: face, member, signature, body } = call
    const message = new Message({
      type: MessageType.METHOD_CALL,
      destination,
      path,
      interface: face,
      member,
      ...(signature === undefined ? {} : { signature, body: [...(body ?? [])] }),
    })
    const answer = await this.limited(this.bus.call(message), member)
    return (answer?.body ?? []).map(plain)
  }

  onSignal(listener: (signal: BusSignal) => void): void {
    this.signalListener = listener
  }

  onClose(listener: (reason: string) => void): void {
    this.closeListener = listener
  }

  close(): void {
    if (!this.over) this.end('closed')
  }

  private take(message: Message): void {
    if (this.over || message.type !== MessageType.SIGNAL) return
    const { sender, path, interface: face, member } = message
    const body = message.body.map(plain)
    // The library swallows what a listener throws and answers the signal with it.
    queueMicrotask(() => this.signalListener({ sender, path, interface: face, member, body }))
  }

  /** What fails, hangs or is cut off by the end of the bus rejects with a `BusError`. */
  private limited<T>(work: Promise<T>, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (step: () => void): void => {
        cancelLimit()
        this.waiting.delete(fail)
        step()
      }
      const fail = (error: BusError): void => settle(() => reject(error))
      const cancelLimit = this.clock.after(CALL_LIMIT_MS, () =>
        fail(new BusError('timeout', `${what}: no answer within ${CALL_LIMIT_MS} ms`)),
      )
      this.waiting.add(fail)
      work.then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => fail(busError(error)),
      )
    })
  }

  private lost(reason: string): void {
    if (this.over) return
    this.end(reason)
    this.closeListener(reason)
  }

  /** The listener for errors stays: one that comes late must not end the process. */
  private end(reason: string): void {
    this.over = true
    this.bus.disconnect()
    for (const fail of [...this.waiting]) fail(new BusError('no-bus', reason))
  }
}

function busError(error: unknown): BusError {
  return error instanceof DBusError
    ? new BusError(error.type, error.text)
    : new BusError('no-bus', words(error))
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function plain(value: unknown): unknown {
  if (value instanceof Variant) return plain(value.value)
  if (value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, plain(held)]))
}
