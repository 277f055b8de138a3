/**
 * Who may speak on the line, and what is said when (espa-444.md, sections 3, 6 and 7): tokens and time in, what
 * to do out. Knows nothing of alarms: a block that arrives for us is handed out, and `answer` says what becomes
 * of it. Serves as slave and, with a poller, as control station; the simulated devices speak through it too.
 */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { concatBytes } from '../bytes.ts'
import { ACK, EOT, NAK, enquiry } from './characters.ts'
import type {
  BlockAnswer,
  DialogueAction,
  DialogueState,
  OutgoingBlock,
  SendOutcome,
} from './dialogue-words.ts'
import type { PeerPoller } from './peer-poller.ts'
import type { EspaToken } from './token-parser.ts'

/** Silence within a turn, after which the control station takes the line back. */
const TURN_SILENCE_MS = 10_000
/** A station that the control station polls or selects answers within this. */
const CONTROL_WAIT_MS = 2500
/** After a refusal the control station lets the others have the line before it tries again. */
const RETRY_MS = 1000
/** Silence before a control station speaks: a station may say EOT and then select all the same. */
const LINE_PAUSE_MS = 50
/** A block that was refused with `1` NAK or not answered is repeated this often. */
const REPEATS = 2

export class EspaDialogue {
  /** Who spoke last, and so is answered. */
  master: string
  private state: DialogueState = { at: 'idle' }
  private actions: DialogueAction[] = []
  /** Of the last byte heard or said. */
  private activeAt: MonotonicMs = -Infinity
  private readonly outbox: OutgoingBlock[] = []
  /** Turns in which the first block of the outbox failed. */
  private failures = 0
  private sendNotBefore: MonotonicMs = -Infinity

  constructor(
    private readonly own: string,
    private readonly poller: PeerPoller | null,
  ) {
    this.master = own === '1' ? '2' : '1'
  }

  /** Blocks that wait for our turn. */
  get waiting(): number {
    return this.outbox.length
  }

  /** The block of ours that waits for its answer. */
  get sending(): Uint8Array | null {
    return this.state.at === 'await-block-ack' ? this.state.block.bytes() : null
  }

  send(block: OutgoingBlock): void {
    this.outbox.push(block)
  }

  /** Bytes came in, whatever they are. */
  heard(now: MonotonicMs): void {
    if (this.state.at !== 'await-select-ack' && this.state.at !== 'await-block-ack') this.activeAt = now
  }

  take(token: EspaToken, now: MonotonicMs): readonly DialogueAction[] {
    this.heard(now)
    if (this.state.at === 'await-poll-answer') this.online(this.state.peer)
    switch (token.type) {
      case 'eot':
        this.endOfTurn()
        break
      case 'enq':
        this.enquiry(token.address, now)
        break
      case 'ack':
        this.accepted(now)
        break
      case 'nak':
        this.refused(token.prefix, now)
        break
      case 'block':
        if (this.mayReceive) {
          this.state = { at: 'receiving' }
          this.actions.push({ type: 'block', bytes: token.bytes })
        }
        break
      default:
        assertNever(token)
    }
    return this.takeActions()
  }

  /** The answer to the last block; only while its turn lasts. */
  answer(answer: BlockAnswer, now: MonotonicMs): readonly DialogueAction[] {
    if (this.state.at !== 'receiving') return []
    this.say(answer === 'ack' ? Uint8Array.of(ACK) : Uint8Array.of(answer.charCodeAt(0), NAK), now)
    return this.takeActions()
  }

  due(now: MonotonicMs): readonly DialogueAction[] {
    if (now >= this.deadline()) this.timeOut(now)
    const { poller } = this
    const [block] = this.outbox
    if (poller !== null && this.mayBegin && now >= this.activeAt + LINE_PAUSE_MS) {
      if (block !== undefined && now >= this.sendNotBefore) {
        this.say(concatBytes([enquiry(this.own), enquiry(block.to)]), now)
        this.state = { at: 'await-select-ack', block }
      } else if (now >= poller.nextDueAt()) {
        const peer = poller.poll(now)
        this.say(concatBytes([Uint8Array.of(EOT), enquiry(peer)]), now)
        this.state = { at: 'await-poll-answer', peer }
      }
    }
    return this.takeActions()
  }

  /** `Infinity` when only the partner can go on. */
  nextDueAt(): MonotonicMs {
    const { poller } = this
    if (poller === null || !this.mayBegin) return this.deadline()
    const sendAt = this.outbox.length > 0 ? this.sendNotBefore : Infinity
    const beginAt = Math.max(Math.min(poller.nextDueAt(), sendAt), this.activeAt + LINE_PAUSE_MS)
    return Math.min(this.deadline(), beginAt)
  }

  /** Nobody has a turn: the control station may begin one. */
  private get mayBegin(): boolean {
    return this.state.at === 'idle' || this.state.at === 'idle-after-eot'
  }

  /**
   * A block outside of a turn is a call too: some stations send it right after the poll, and after our restart
   * the sender is in the middle of its turn.
   */
  private get mayReceive(): boolean {
    const { at } = this.state
    return at === 'receiving' || at === 'idle' || at === 'idle-after-eot' || at === 'await-poll-answer'
  }

  private endOfTurn(): void {
    const { state } = this
    if (state.at === 'receiving') this.actions.push({ type: 'turn-ended' })
    if (state.at === 'await-select-ack' || state.at === 'await-block-ack') {
      // Some stations refuse with EOT; the block is kept for later.
      this.failed(state.block, 'busy')
    }
    this.state = { at: 'idle-after-eot' }
  }

  private enquiry(address: string | null, now: MonotonicMs): void {
    const { at } = this.state
    if (at === 'await-select-ack' || at === 'await-block-ack') return
    if (address === null) {
      if (at !== 'other-master' && at !== 'not-ours') this.receive(now)
    } else if (address !== this.own) {
      if (at === 'receiving') this.actions.push({ type: 'turn-ended' })
      if (at !== 'other-master') this.master = address
      this.state = { at: at === 'other-master' ? 'not-ours' : 'other-master' }
    } else if (at === 'idle-after-eot' && this.poller === null) {
      this.polled(now)
    } else if (at !== 'not-ours') {
      this.receive(now)
    }
  }

  private receive(now: MonotonicMs): void {
    this.state = { at: 'receiving' }
    this.say(Uint8Array.of(ACK), now)
  }

  private polled(now: MonotonicMs): void {
    const [block] = this.outbox
    this.say(block === undefined ? Uint8Array.of(EOT) : enquiry(block.to), now)
    this.state = block === undefined ? { at: 'idle' } : { at: 'await-select-ack', block }
  }

  private accepted(now: MonotonicMs): void {
    const { state } = this
    if (state.at === 'await-select-ack') {
      this.sayBlock(state.block, 0, now)
    } else if (state.at === 'await-block-ack') {
      this.leave(state.block, 'accepted')
      const [next] = this.outbox
      if (next?.to === state.block.to) this.sayBlock(next, 0, now)
      else this.endOwnTurn(now)
    }
  }

  private refused(prefix: string | null, now: MonotonicMs): void {
    const { state } = this
    if (state.at === 'await-select-ack') this.giveUp(state.block, 'busy', now)
    else if (state.at !== 'await-block-ack') return
    else if (prefix === '2') this.giveUp(state.block, 'busy', now)
    else if (prefix === '3') this.giveUp(state.block, 'not-understood', now)
    else this.repeat(state.block, state.repeats, 'damaged', now)
  }

  private repeat(block: OutgoingBlock, repeats: number, outcome: SendOutcome, now: MonotonicMs): void {
    if (repeats < REPEATS) this.sayBlock(block, repeats + 1, now)
    else this.giveUp(block, outcome, now)
  }

  private giveUp(block: OutgoingBlock, outcome: SendOutcome, now: MonotonicMs): void {
    this.failed(block, outcome)
    this.sendNotBefore = now + RETRY_MS
    this.endOwnTurn(now)
  }

  /** Stays first in the queue, unless it was tried often enough or would be as little understood again. */
  private failed(block: OutgoingBlock, outcome: SendOutcome): void {
    this.failures += 1
    if (outcome === 'not-understood' || this.failures >= block.tries) this.leave(block, outcome)
  }

  private leave(block: OutgoingBlock, outcome: SendOutcome): void {
    this.outbox.shift()
    this.failures = 0
    this.actions.push({ type: 'sent', block, outcome })
  }

  private timeOut(now: MonotonicMs): void {
    const { state } = this
    switch (state.at) {
      case 'await-poll-answer':
        if (this.poller?.unanswered(state.peer) === true) {
          this.station(state.peer, false)
        }
        this.state = { at: 'idle' }
        break
      case 'await-select-ack':
        this.actions.push({ type: 'timed-out', waitingFor: 'select' })
        this.giveUp(state.block, 'unanswered', now)
        break
      case 'await-block-ack':
        if (state.repeats === REPEATS) this.actions.push({ type: 'timed-out', waitingFor: 'block' })
        this.repeat(state.block, state.repeats, 'unanswered', now)
        break
      case 'receiving':
        this.actions.push({ type: 'turn-ended' }, { type: 'timed-out', waitingFor: 'turn' })
        if (this.poller === null) this.state = { at: 'idle' }
        else this.endOwnTurn(now)
        break
      case 'idle-after-eot':
      case 'other-master':
      case 'not-ours':
        this.state = { at: 'idle' }
        break
      case 'idle':
        break
      default:
        assertNever(state)
    }
  }

  private deadline(): MonotonicMs {
    const { at } = this.state
    if (at === 'idle') return Infinity
    const isShort = at === 'await-poll-answer' || (at === 'await-select-ack' && this.poller !== null)
    return this.activeAt + (isShort ? CONTROL_WAIT_MS : TURN_SILENCE_MS)
  }

  private online(peer: string): void {
    this.master = peer
    if (this.poller?.answered(peer) === true) this.station(peer, true)
  }

  private station(address: string, online: boolean): void {
    this.actions.push({ type: 'station', address, online, someSilent: this.poller?.partlyOffline ?? false })
  }

  private sayBlock(block: OutgoingBlock, repeats: number, now: MonotonicMs): void {
    this.say(block.bytes(), now)
    this.state = { at: 'await-block-ack', block, repeats }
  }

  private endOwnTurn(now: MonotonicMs): void {
    this.say(Uint8Array.of(EOT), now)
    this.state = { at: 'idle' }
  }

  private say(bytes: Uint8Array, now: MonotonicMs): void {
    this.activeAt = now
    this.actions.push({ type: 'say', bytes })
  }

  private takeActions(): readonly DialogueAction[] {
    const actions = this.actions
    this.actions = []
    return actions
  }
}
