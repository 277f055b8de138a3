/** A simulated stick with sensors around it: answers its commands, hands over telegrams as the script says. */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { concatBytes, fromHex } from '../bytes.ts'
import { SimulationScriptError } from '../simulated-device.ts'
import type { SimulatedDevice, SimulationOptions } from '../simulated-device.ts'
import { ScriptRun, parseAct, parseScript, seededBytes } from '../simulation-script.ts'
import { buildPacket, createEsp3Parser, splitPacket } from './packet-parser.ts'
import { isTelegramAct, simulatedTelegram } from './simulated-telegrams.ts'
import { STICK_SCRIPT } from './simulation-acts.ts'
import type { StickPart } from './simulation-acts.ts'
import { COMMAND, EVENT, PACKET, RETURN_CODE } from './stick-messages.ts'
import { RADIO_ERP1, RORG, buildTelegram } from './telegram.ts'

/** Of the shared vectors: a gateway with base id FF87CA00. */
const VERSION = '020000000205000001994f49454f0103474154455741594354524c0000000000'
const BASE_ID = 'ff87ca00'
const POWER_ON = 0x00
/** Cords of a burst have addresses of their own, from here on. */
const FIRST_CORD = 0x00300000

/** Throws `SimulationScriptError` where the script or the variant is wrong. */
export function createEnoceanSimulator({ variant, script, seed }: SimulationOptions): SimulatedDevice {
  if (variant !== null) throw new SimulationScriptError(`variant "${variant}": EnOcean has none`)
  return new SimulatedStick(parseScript(script, STICK_SCRIPT), seed)
}

class SimulatedStick implements SimulatedDevice {
  private readonly run: ScriptRun<StickPart>
  private readonly random: () => number
  private readonly parser = createEsp3Parser()
  private silent = false
  private dutyCycleExceeded = false

  constructor(script: readonly StickPart[], seed: number) {
    this.run = new ScriptRun(script)
    this.random = seededBytes(seed)
  }

  start(now: MonotonicMs): readonly Uint8Array[] {
    this.run.start(now)
    return [buildEvent(EVENT.ready, POWER_ON), ...this.due(now)]
  }

  receive(bytes: Uint8Array): readonly Uint8Array[] {
    const answers = this.parser.push(bytes).flatMap((output) => {
      if (output.type !== 'frame') return []
      const { type, data } = splitPacket(output.bytes)
      if (type === RADIO_ERP1) {
        return buildResponse(this.dutyCycleExceeded ? RETURN_CODE.dutyCycleLock : RETURN_CODE.done)
      }
      return type === PACKET.commonCommand ? answersTo(data[0] ?? 0) : []
    })
    return this.silent ? [] : answers
  }

  due(now: MonotonicMs): readonly Uint8Array[] {
    const writes: Uint8Array[] = []
    for (let part = this.run.takeDue(now); part !== undefined; part = this.run.takeDue(now)) {
      writes.push(...this.perform(part))
    }
    return writes
  }

  nextDueAt(): MonotonicMs | undefined {
    const dueAt = this.run.nextDueAt()
    return dueAt === Infinity ? undefined : dueAt
  }

  act(part: string): readonly Uint8Array[] {
    return this.perform(parseAct(part, STICK_SCRIPT))
  }

  private perform(part: StickPart): readonly Uint8Array[] {
    if (part.act === 'silence') this.silent = true
    if (part.act === 'recover') this.silent = false
    const writes = this.wordsOf(part)
    return this.silent ? [] : writes
  }

  private wordsOf({ act, argument: { address, detail, count } }: StickPart): readonly Uint8Array[] {
    if (isTelegramAct(act)) return [buildTelegram(simulatedTelegram(act, address, detail))]
    const press = simulatedTelegram('press', address, null)
    switch (act) {
      case 'repeated':
        return [0, 1, 2].map((repeats) => buildTelegram({ ...press, status: 0x30 | repeats }))
      case 'secured':
        return [buildTelegram({ ...press, rorg: RORG.secured[0], payload: Uint8Array.of(1, 2, 3, 4, 5, 6) })]
      case 'burst':
        return [concatBytes(Array.from({ length: count }, (_, n) => pressOfCord(n)))]
      case 'noise':
        return [Uint8Array.from({ length: count }, this.random)]
      case 'cut-frame':
        return [buildTelegram(press).slice(0, 12)]
      case 'wrong-checksum':
        return [buildTelegram(press).map((byte, at, { length }) => (at === length - 1 ? byte ^ 0xff : byte))]
      case 'unknown':
        return [buildPacket({ type: 0x0f, data: Uint8Array.of(1, 2, 3), optional: new Uint8Array(0) })]
      case 'restart':
        return [buildEvent(EVENT.ready, POWER_ON)]
      case 'duty-cycle':
        this.dutyCycleExceeded = true
        return [buildEvent(EVENT.dutyCycleLimit, 1)]
      case 'silence':
      case 'recover':
        return []
      default:
        return assertNever(act)
    }
  }
}

function answersTo(command: number): Uint8Array[] {
  switch (command) {
    case COMMAND.readVersion:
      return [buildResponse(RETURN_CODE.done, fromHex(VERSION))]
    case COMMAND.readBaseId:
      return [buildResponse(RETURN_CODE.done, fromHex(BASE_ID))]
    case COMMAND.reset:
      return [buildResponse(RETURN_CODE.done), buildEvent(EVENT.ready, POWER_ON)]
    default:
      return [buildResponse(RETURN_CODE.notSupported)]
  }
}

function pressOfCord(n: number): Uint8Array {
  const address = (FIRST_CORD + n).toString(16).padStart(8, '0')
  return buildTelegram(simulatedTelegram('press', address, null))
}

function buildResponse(returnCode: number, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const content = concatBytes([Uint8Array.of(returnCode), data])
  return buildPacket({ type: PACKET.response, data: content, optional: new Uint8Array(0) })
}

function buildEvent(code: number, cause: number): Uint8Array {
  return buildPacket({ type: PACKET.event, data: Uint8Array.of(code, cause), optional: new Uint8Array(0) })
}
