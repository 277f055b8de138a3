import type { SerialClock } from '../serial/serial-clock.ts'

/** `code` is BlueZ's error name (`org.bluez.Error.Failed`), or `timeout`, `not-found`, `not-offered`, `connection-lost`. */
export class GattError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = 'GattError'
  }

  /** Whatever the library threw. */
  static of(error: unknown): GattError {
    if (error instanceof GattError) return error
    if (!(error instanceof Error)) return new GattError('failed', String(error))
    const type = 'type' in error && typeof error.type === 'string' ? error.type : undefined
    const isMissing = / not (?:found|available)$/.test(error.message)
    return new GattError(type ?? (isMissing ? 'not-found' : 'failed'), error.message)
  }
}

/** Rejects with `GattError` `timeout` where `work` takes longer; what it then still does is nobody's any more. */
export function limited<T>(clock: SerialClock, work: Promise<T>, limitMs: number, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancelLimit = clock.after(limitMs, () =>
      reject(new GattError('timeout', `${what}: no answer within ${limitMs} ms`)),
    )
    work.then(
      (value) => {
        cancelLimit()
        resolve(value)
      },
      (error: unknown) => {
        cancelLimit()
        reject(GattError.of(error))
      },
    )
  })
}
