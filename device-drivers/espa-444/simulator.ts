/**
 * A simulated nurse call: the control station of the line, which polls us and selects us for its calls, or
 * (variant `panel`) a panel that only answers when it is polled. The script is in `simulation-script.ts`.
 */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { SimulationScriptError } from '../simulated-device.ts'
import type { SimulatedDevice, SimulationOptions } from '../simulated-device.ts'
import { ScriptRun, parseAct, parseScript, seededBytes } from '../simulation-script.ts'
import { buildBlock, judgeBlock } from './block.ts'
import type { EspaRecord } from './block.ts'
import { EspaDialogue } from './dialogue.ts'
import type { DialogueAction } from './dialogue-words.ts'
import { PeerPoller } from './peer-poller.ts'
import { ESPA_SCRIPT } from './simulation-script.ts'
import type { EspaAct, EspaPart } from './simulation-script.ts'
import { EspaTokenParser } from './token-parser.ts'

const VARIANTS = ['control', 'panel']
const POLL_INTERVAL_MS = 1000
const CHARSET = 'latin-1'
const PRIORITY: Partial<Record<EspaAct, string>> = { alarm: '1', high: '2', call: '3' }

/** Throws `SimulationScriptError` where the script or the variant is wrong. */
export function createEspaSimulator({ variant, script, seed }: SimulationOptions): SimulatedDevice {
  if (variant !== null && !VARIANTS.includes(variant)) {
    throw new SimulationScriptError(`variant "${variant}": known are ${VARIANTS.join(', ')}`)
  }
  return new SimulatedNurseCall(variant === 'panel', parseScript(script, ESPA_SCRIPT), seed)
}

class SimulatedNurseCall implements SimulatedDevice {
  private readonly parser = new EspaTokenParser()
  private readonly dialogue: EspaDialogue
  private readonly script: ScriptRun<EspaPart>
  private readonly random: () => number
  private silent = false
  private damageNext = false
  private loseAck = false

  constructor(isPanel: boolean, script: readonly EspaPart[], seed: number) {
    this.dialogue = isPanel
      ? new EspaDialogue('2', null)
      : new EspaDialogue('1', new PeerPoller(['2'], POLL_INTERVAL_MS))
    this.script = new ScriptRun(script)
    this.random = seededBytes(seed)
  }

  start(now: MonotonicMs): readonly Uint8Array[] {
    this.script.start(now)
    return this.due(now)
  }

  receive(bytes: Uint8Array, now: MonotonicMs): readonly Uint8Array[] {
    if (this.silent) return []
    this.dialogue.heard(now)
    return this.parser.push(bytes).flatMap((output): readonly Uint8Array[] => {
      if (output.type === 'discard') return []
      if (output.type === 'ack' && this.loseAck && this.dialogue.sending !== null) {
        this.loseAck = false
        return [this.dialogue.sending]
      }
      return this.perform(this.dialogue.take(output, now), now)
    })
  }

  due(now: MonotonicMs): readonly Uint8Array[] {
    const writes: Uint8Array[] = []
    for (let part = this.script.takeDue(now); part !== undefined; part = this.script.takeDue(now)) {
      writes.push(...this.play(part))
    }
    if (!this.silent) writes.push(...this.perform(this.dialogue.due(now), now))
    return writes
  }

  nextDueAt(): MonotonicMs | undefined {
    const dueAt = Math.min(this.script.nextDueAt(), this.silent ? Infinity : this.dialogue.nextDueAt())
    return dueAt === Infinity ? undefined : dueAt
  }

  act(part: string, now: MonotonicMs): readonly Uint8Array[] {
    return [...this.play(parseAct(part, ESPA_SCRIPT)), ...this.due(now)]
  }

  private perform(actions: readonly DialogueAction[], now: MonotonicMs): readonly Uint8Array[] {
    return actions.flatMap((action): readonly Uint8Array[] => {
      if (action.type === 'say') return [this.onTheLine(action.bytes)]
      if (action.type !== 'block') return []
      const { type } = judgeBlock(action.bytes, CHARSET)
      const answer = type === 'good' ? 'ack' : type === 'bad-bcc' ? '1' : '3'
      return this.perform(this.dialogue.answer(answer, now), now)
    })
  }

  /** Only a block is long enough to be damaged in its text. */
  private onTheLine(bytes: Uint8Array): Uint8Array {
    if (!this.damageNext || this.dialogue.sending === null) return bytes
    this.damageNext = false
    return bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 0x20 : byte))
  }

  /** What the script's act puts on the line at once; calls wait for their turn. */
  private play({ act, argument }: EspaPart): readonly Uint8Array[] {
    const { address, text, count } = argument
    switch (act) {
      case 'call':
      case 'high':
      case 'alarm':
        return this.queue('1', [...named(address, text), { id: '6', data: PRIORITY[act] ?? '' }])
      case 'cancel':
        return this.queue('1', [...named(address, text), { id: '4', data: '1' }])
      case 'ask':
        return this.queue('3', named(address, text))
      case 'transmitter-failure':
        return this.queue('2', [{ id: '8', data: '1' }])
      case 'transmitter-works':
        return this.queue('2', [{ id: '8', data: '0' }])
      case 'unknown':
        return this.queue('7', named('204', 'Rom 204'))
      case 'burst':
        for (let n = 1; n <= count; n += 1) this.queue('1', named(String(n), `Rom ${n}`))
        return []
      case 'cut-block': {
        const whole = buildBlock({ header: '1', records: named('204', 'Rom 204') }, CHARSET)
        return this.silent ? [] : [whole.slice(0, whole.length >> 1)]
      }
      case 'noise':
        return this.silent ? [] : [Uint8Array.from({ length: count }, this.random)]
      case 'wrong-bcc':
        this.damageNext = true
        return []
      case 'lost-ack':
        this.loseAck = true
        return []
      case 'silence':
      case 'recover':
        this.silent = act === 'silence'
        return []
      default:
        return assertNever(act)
    }
  }

  private queue(header: string, records: readonly EspaRecord[]): readonly Uint8Array[] {
    this.dialogue.send({
      to: this.dialogue.master,
      tries: Infinity,
      bytes: () => buildBlock({ header, records }, CHARSET),
    })
    return []
  }
}

function named(address: string | null, text: string | null): readonly EspaRecord[] {
  return [
    { id: '1', data: address ?? '' },
    { id: '2', data: text ?? '' },
  ]
}
