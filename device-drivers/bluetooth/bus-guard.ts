/** What `dbus-next` throws where nobody can catch it, which would end the station: kept from happening. */
import type { MessageBus } from 'dbus-next'

/** A message's type as D-Bus numbers it; the library's type declarations number it otherwise. */
const ERROR = 3
/** `Hello` is the first call of every connection. */
const HELLO_SERIAL = 1

/** To be called as soon as the connection is made, after its listener for `error` stands. */
export function guardBus(bus: MessageBus): void {
  // Only who offers something sends: the station calls. The library sends refusals of calls, and of signals that
  // a listener could not read, and throws out of the socket's event when the connection is being closed.
  bus.send = () => undefined
  bus.on('message', (message) => {
    const type: number = message.type
    if (type !== ERROR || Number(message.replySerial) !== HELLO_SERIAL) return
    // A bus that is full. The library would tell it and reject a promise that nobody holds as well.
    message.replySerial = ''
    bus.emit('error', new Error(`Hello: ${message.errorName}`))
  })
}
