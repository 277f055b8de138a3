/** `decode <protocol>`: the technician's frame inspector. Each line is a fresh parser. */
import { findProtocol } from '../../device-drivers/protocols.ts'
import type { DecodeLine } from '../../device-drivers/protocol-driver.ts'
import { BLUETOOTH_PROTOCOL_IDS, SERIAL_PROTOCOL_IDS } from '../config/configuration.ts'
import { StartError } from '../start-error.ts'
import { inputLines } from './input-lines.ts'
import type { CliIo } from './io.ts'
import { JsonLines } from './json-lines.ts'

const CONTRACT_PROTOCOLS: readonly string[] = [...SERIAL_PROTOCOL_IDS, ...BLUETOOTH_PROTOCOL_IDS]

/** Exit code 2 when a line was no usable object, else 0. */
export async function decode(protocolId: string, io: CliIo): Promise<number> {
  const protocol = findProtocol(protocolId)
  if (protocol === undefined) {
    const words = CONTRACT_PROTOCOLS.includes(protocolId)
      ? `decode ${protocolId} is not built yet.`
      : `Unknown protocol "${protocolId}"; one of ${CONTRACT_PROTOCOLS.join(', ')}.`
    throw new StartError('unknown-protocol', words, 2)
  }
  const output = new JsonLines(io.stdout)
  let exitCode = 0
  for await (const line of inputLines(io.stdin, io.stop)) {
    const result = decodeText(line, protocol.decodeLine)
    if (result['error'] === 'usage') exitCode = 2
    if (!(await output.write(result))) break
  }
  return exitCode
}

function decodeText(line: string | undefined, decodeLine: DecodeLine): Readonly<Record<string, unknown>> {
  if (line === undefined) return usage('the line is too long')
  let input: unknown
  try {
    input = JSON.parse(line)
  } catch (error) {
    return usage(`not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return usage('each line is one JSON object, such as {"hex":"5359…","variant":"r60-fda1"}')
  }
  return decodeLine(input as Record<string, unknown>)
}

function usage(message: string): { error: 'usage'; message: string } {
  return { error: 'usage', message }
}
