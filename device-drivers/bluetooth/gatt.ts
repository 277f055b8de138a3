/**
 * Words between a driver that connects and whoever performs it (`GattConnections`). One request at a time for
 * each device; each is answered by exactly one input with the same `id`, also when it took too long.
 */
import type { Moment } from '../protocol-driver.ts'

/** 2A06 occurs in two services with different rights: a characteristic is named by both (both long form). */
export interface GattCharacteristic {
  readonly service: string
  readonly characteristic: string
}

export type GattRequest = { readonly id: number; readonly address: string } & (
  | { readonly type: 'connect' }
  | { readonly type: 'disconnect' }
  | { readonly type: 'read'; readonly of: GattCharacteristic }
  | {
      readonly type: 'write'
      readonly of: GattCharacteristic
      readonly bytes: Uint8Array
      /** `command` is Write Without Response. */
      readonly how: 'request' | 'command'
    }
  /** Notifications, or indications where both are offered. */
  | { readonly type: 'subscribe'; readonly of: GattCharacteristic }
)

export type GattInput = { readonly address: string } &
  /** Connected and the services are known. */
  (
    | {
        readonly type: 'connected'
        readonly id: number
        readonly characteristics: readonly GattCharacteristic[]
      }
    | { readonly type: 'value-read'; readonly id: number; readonly bytes: Uint8Array }
    /** A write, a subscription or a disconnect went through. */
    | { readonly type: 'done'; readonly id: number }
    | { readonly type: 'failed'; readonly id: number; readonly reason: string }
    | { readonly type: 'notified'; readonly of: GattCharacteristic; readonly bytes: Uint8Array }
    /** The connection is gone without having been asked for; also when the adapter is lost. */
    | { readonly type: 'disconnected' }
  )

/** The connections over one adapter, as long as the adapter is open. */
export interface GattConnections {
  request(request: GattRequest): void
  /** Ends every connection; no input comes after it resolved. */
  close(): Promise<void>
}

/** Made anew each time the adapter opens. `adapter` as in the configuration: `hci0`. */
export type OpenConnections = (
  adapter: string,
  onInput: (input: GattInput, at: Moment) => void,
) => GattConnections
