/** What BlueZ and the bus say when an adapter does not open, as the board's words and a command to run. */
import { PortOpenError } from '../serial/byte-link.ts'
import { BusError } from './bluez-bus.ts'

const STATES: Readonly<
  Record<string, { readonly code: PortOpenError['code']; readonly hint: string | null }>
> = {
  'no-bus': { code: 'no-bus', hint: 'systemctl status dbus bluetooth' },
  timeout: { code: 'no-service', hint: 'systemctl status dbus bluetooth' },
  'org.freedesktop.DBus.Error.ServiceUnknown': noService(),
  'org.freedesktop.DBus.Error.NameHasNoOwner': noService(),
  'org.freedesktop.DBus.Error.NoReply': noService(),
  'org.freedesktop.DBus.Error.AccessDenied': {
    code: 'no-permission',
    hint: 'grep -rl org.bluez /etc/dbus-1/system.d /usr/share/dbus-1/system.d',
  },
  'org.bluez.Error.NotAuthorized': { code: 'no-permission', hint: null },
  'org.bluez.Error.NotReady': { code: 'off', hint: 'bluetoothctl power on' },
  'org.bluez.Error.Blocked': { code: 'off', hint: 'rfkill unblock bluetooth' },
  'org.bluez.Error.InProgress': { code: 'busy', hint: 'bluetoothctl show' },
  'org.bluez.Error.Busy': { code: 'busy', hint: 'bluetoothctl show' },
}

function noService(): { readonly code: 'no-service'; readonly hint: string } {
  return { code: 'no-service', hint: 'sudo systemctl enable --now bluetooth' }
}

export function adapterOpenError(error: unknown): PortOpenError {
  if (error instanceof PortOpenError) return error
  if (!(error instanceof BusError)) return new PortOpenError('failed', null, String(error))
  const known = Object.hasOwn(STATES, error.code) ? STATES[error.code] : undefined
  return new PortOpenError(known?.code ?? 'failed', known?.hint ?? null, `${error.code}: ${error.message}`)
}
