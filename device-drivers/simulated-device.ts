/** Simulated devices speak the real bytes, answer like the device and misbehave on request. */
import type { MonotonicMs } from '../shared/domain/time.ts'
import type { SerialProtocol } from './protocol-driver.ts'

/**
 * Bytes and time in, bytes out; opens nothing and reads no clock. Each inner array is one write to the line.
 */
export interface SimulatedDevice {
  /** Power on: the script's times count from here. */
  start(now: MonotonicMs): readonly Uint8Array[]
  receive(bytes: Uint8Array, now: MonotonicMs): readonly Uint8Array[]
  due(now: MonotonicMs): readonly Uint8Array[]
  /** When `due` wants to be called next; undefined when it only answers from now on. */
  nextDueAt(): MonotonicMs | undefined
  /** Makes the device do something now, in the words of its script; throws `SimulationScriptError`. */
  act(part: string, now: MonotonicMs): readonly Uint8Array[]
}

export interface SimulationOptions {
  readonly variant: string | null
  /** What happens when; empty for a device that only answers. */
  readonly script: string
  /** Of the noise, so that a run can be repeated. */
  readonly seed: number
}

/** A protocol that brings a simulated device. */
export interface SimulatedProtocol extends SerialProtocol {
  /** Throws `SimulationScriptError` where the script or the variant is wrong. */
  createSimulator(options: SimulationOptions): SimulatedDevice
}

/** The script names something that cannot be done; the message names the part at fault. */
export class SimulationScriptError extends Error {
  readonly code = 'simulation-script'
}
