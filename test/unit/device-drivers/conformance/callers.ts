/** Which devices of a sample count as somebody's alarm (station: the cause `uncovered`). */
import { expect } from 'vitest'
import type { DeviceLookup, Protocol } from '../../../../device-drivers/protocol-driver.ts'

/** What only a device can tell by which a person calls, or is seen to need help. */
const CALL = / (help-call|fall) true$|^(help-call|fall) true$/

interface Callers {
  readonly devices: ReadonlyMap<string | null, unknown>
  readonly callers: readonly (string | null)[]
  readonly variant?: string | null
}

/** `deviceAt`: after everything was heard; `told` as the sample writes its events. */
export function expectCallers(
  protocol: Protocol,
  { devices, callers, variant = null }: Callers,
  deviceAt: DeviceLookup,
  told: readonly string[],
): void {
  const can = [...devices.keys()].filter((address) => {
    const setup = deviceAt(address)
    if (setup === undefined) throw new Error(`nobody is paired as ${String(address)}`)
    const { eep, settings, memory } = setup
    const answer = protocol.canCallForHelp({ variant, eep, settings, memory })
    expect(answer).not.toBeNull()
    return answer
  })
  expect(can).toEqual(callers)
  for (const event of told.filter((words) => CALL.test(words))) {
    const [address] = event.split(' ')
    expect(callers).toContain(CALL.exec(event)?.[1] === undefined ? null : address)
  }
}
