/**
 * The driver of an ESPA 4.4.4 line: bytes and time in, effects out. The dialogue (`dialogue.ts`) says who may
 * speak; here a block becomes an event, and its ACK leaves only when the event is durable, so that a sender
 * never believes a call that a crash could still take (espa-444.md, sections 6 to 9).
 */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { LineDoubt } from '../line-doubt.ts'
import type { DriverEffect, Moment, ProtocolDriver, SerialDriverOptions } from '../protocol-driver.ts'
import { isCall, judgeBlock, recordOf } from './block.ts'
import type { EspaBlock, JudgedBlock } from './block.ts'
import { CallBook } from './call-book.ts'
import { callOf } from './call-record.ts'
import { EspaDialogue } from './dialogue.ts'
import type { BlockAnswer, DialogueAction } from './dialogue-words.ts'
import { espaSettings, ownAddressOf } from './line-settings.ts'
import type { EspaSettings } from './line-settings.ts'
import { ManufacturerNotice } from './manufacturer-notice.ts'
import { PeerPoller } from './peer-poller.ts'
import { ReplyPacer } from './reply-pacer.ts'
import { statusReport } from './status-report.ts'
import { SystemStatus } from './system-status.ts'
import { EspaTokenParser } from './token-parser.ts'
import type { EspaOutput, EspaToken } from './token-parser.ts'

/** The store must take a call within this, else the sender is told to come again (section 6). */
const STORE_LIMIT_MS = 1000
/** Half a block is dropped, and the technician told, after this silence (section 7). */
const BLOCK_SILENCE_MS = 10_000
/** Status reports that wait for our turn. */
const MAX_REPORTS = 16

export function createEspaDriver(options: Pick<SerialDriverOptions, 'settings' | 'deviceAt'>): EspaDriver {
  return new EspaDriver(espaSettings(options.settings), options.deviceAt)
}

export class EspaDriver implements ProtocolDriver {
  /** What the store does not take is refused with `2` NAK, and what waits for it is bounded. */
  readonly refusesOnTheLine = true
  private readonly parser = new EspaTokenParser()
  private readonly dialogue: EspaDialogue
  private readonly calls: CallBook
  private readonly pacer: ReplyPacer
  private readonly doubt = new LineDoubt()
  private readonly system: SystemStatus
  private readonly manufacturers = new ManufacturerNotice()
  private effects: DriverEffect[] = []
  private lastByteAt: MonotonicMs = 0
  /** The call whose sender waits for its ACK. */
  private awaited: { readonly ref: number; readonly until: MonotonicMs } | null = null

  constructor(
    private readonly settings: EspaSettings,
    deviceAt: SerialDriverOptions['deviceAt'],
  ) {
    const { role, peers, pollIntervalMs, replyDelayMs } = settings
    const poller = role === 'control' ? new PeerPoller(peers, pollIntervalMs) : null
    this.dialogue = new EspaDialogue(ownAddressOf(settings), poller)
    this.calls = new CallBook(settings, deviceAt)
    this.pacer = new ReplyPacer(replyDelayMs)
    this.system = new SystemStatus(deviceAt)
  }

  onOpen(now: Moment): readonly DriverEffect[] {
    this.perform(this.dialogue.due(now.mono))
    return this.takeEffects(now)
  }

  onBytes(chunk: Uint8Array, now: Moment): readonly DriverEffect[] {
    this.lastByteAt = now.mono
    this.pacer.heard(now.mono)
    this.dialogue.heard(now.mono)
    for (const output of this.parser.push(chunk)) this.takeOutput(output, now)
    return this.takeEffects(now)
  }

  onDue(now: Moment): readonly DriverEffect[] {
    if (this.parser.pendingBytes > 0 && now.mono >= this.lastByteAt + BLOCK_SILENCE_MS) {
      this.giveUp(now)
    }
    if (this.awaited !== null && now.mono >= this.awaited.until) {
      this.calls.refuse(this.awaited.ref)
      this.awaited = null
      this.notice(null, 'call-not-stored-in-time', {})
      this.answer('2', now)
    }
    this.perform(this.dialogue.due(now.mono))
    return this.takeEffects(now)
  }

  onDurable(ref: number, now: Moment): readonly DriverEffect[] {
    this.calls.durable(ref)
    if (this.awaited?.ref === ref) {
      this.awaited = null
      this.answer('ack', now)
    }
    return this.takeEffects(now)
  }

  /** Tells the partner in our next turn what became of its call (record 7). */
  report(callAddress: string, status: () => string): void {
    if (this.dialogue.waiting >= MAX_REPORTS) return
    this.dialogue.send(statusReport(this.dialogue.master, callAddress, status, this.settings.charset))
  }

  onCommand(): readonly DriverEffect[] {
    return []
  }

  onLost(now: Moment): readonly DriverEffect[] {
    this.giveUp(now)
    return this.takeEffects(now)
  }

  nextDueAt(): MonotonicMs | undefined {
    const blockAt = this.parser.pendingBytes > 0 ? this.lastByteAt + BLOCK_SILENCE_MS : Infinity
    const storeAt = this.awaited?.until ?? Infinity
    const dueAt = Math.min(blockAt, storeAt, this.dialogue.nextDueAt(), this.pacer.nextDueAt())
    return dueAt === Infinity ? undefined : dueAt
  }

  private giveUp(now: Moment): void {
    for (const output of this.parser.giveUp()) this.takeOutput(output, now)
  }

  private takeOutput(output: EspaOutput, now: Moment): void {
    if (output.type === 'discard') {
      this.discard(output.bytes, output.reason, now)
      return
    }
    if (output.type === 'block') {
      this.takeBlock(output, now)
      return
    }
    this.heard(output.bytes, null)
    if (output.type === 'eot') this.pacer.drop()
    this.perform(this.dialogue.take(output, now.mono))
  }

  /** Every block on the line is judged, so that the counters are right; only ours are answered. */
  private takeBlock(token: Extract<EspaToken, { type: 'block' }>, now: Moment): void {
    const judged = judgeBlock(token.bytes, this.settings.charset)
    if (judged.type === 'bad-bcc') this.discard(token.bytes, 'badBcc', now)
    else this.heard(token.bytes, judged)
    const actions = this.dialogue.take(token, now.mono)
    this.perform(actions)
    if (!actions.some(({ type }) => type === 'block')) return
    switch (judged.type) {
      case 'bad-bcc':
        this.answer('1', now)
        break
      case 'not-understood':
        this.refuse(judged.block?.header ?? null, token.bytes, now)
        break
      case 'good':
        if (isCall(judged.block)) this.takeCall(judged.block, token.bytes, now)
        else this.takeOther(judged.block, token.bytes, now)
        break
      default:
        assertNever(judged)
    }
  }

  private refuse(header: string | null, raw: Uint8Array, now: Moment): void {
    this.unknown(raw, header)
    if (this.manufacturers.isNews(header, now.mono)) this.notice(null, 'manufacturer-block', { header })
    this.answer('3', now)
  }

  private takeCall(block: EspaBlock, raw: Uint8Array, now: Moment): void {
    const call = callOf(block)
    const taken = this.calls.take(call, raw, now.wall)
    switch (taken.type) {
      case 'busy':
        this.notice(this.calls.senderOf(call), 'call-refused-busy', {})
        this.answer('2', now)
        break
      case 'repeated':
        this.notice(this.calls.senderOf(call), 'call-repeated', {})
        if (taken.ref === null) this.answer('ack', now)
        else this.await(taken.ref, now)
        break
      case 'new':
        for (const event of taken.events) this.effects.push({ type: 'event', event })
        this.await(taken.ref, now)
        break
      default:
        assertNever(taken)
    }
  }

  private takeOther(block: EspaBlock, raw: Uint8Array, now: Moment): void {
    if (block.header === '3') this.queueReport(block, now)
    else this.unknown(raw, block.header)
    const fault = this.system.take(block, raw, () => this.calls.nextEventRef())
    if (fault !== undefined) this.effects.push(fault)
    if (fault?.type === 'event') this.await(fault.event.ref, now)
    else this.answer('ack', now)
  }

  private queueReport(request: EspaBlock, now: Moment): void {
    if (recordOf(request, '1') === null) return
    const call = callOf(request)
    this.report(call.address, () => this.calls.statusOf(call, now.wall))
  }

  private act(action: DialogueAction): void {
    switch (action.type) {
      case 'say':
        this.pacer.say(action.bytes)
        break
      case 'block':
        // Answered by who handed the token in.
        break
      case 'turn-ended':
        this.awaited = null
        this.pacer.drop()
        this.calls.endTurn()
        break
      case 'sent':
        if (action.outcome !== 'accepted') this.notice(null, 'status-not-taken', { outcome: action.outcome })
        break
      case 'timed-out':
        this.notice(null, 'turn-timed-out', { waitingFor: action.waitingFor })
        break
      case 'station':
        this.notice(null, action.online ? 'station-answers' : 'station-silent', { station: action.address })
        this.effects.push({ type: 'port-fault', code: 'station-silent', active: action.someSilent })
        break
      default:
        assertNever(action)
    }
  }

  private perform(actions: readonly DialogueAction[]): void {
    for (const action of actions) this.act(action)
  }

  private await(ref: number, now: Moment): void {
    this.awaited = { ref, until: now.mono + STORE_LIMIT_MS }
  }

  private answer(answer: BlockAnswer, now: Moment): void {
    this.perform(this.dialogue.answer(answer, now.mono))
  }

  /** A lone control character may be garbage as well; two bytes that fit may hardly. */
  private heard(bytes: Uint8Array, judged: JudgedBlock | null): void {
    const caller = judged?.type === 'good' && isCall(judged.block) ? callOf(judged.block) : null
    this.effects.push({
      type: 'heard',
      address: caller === null ? null : this.calls.senderOf(caller),
      bytes: bytes.length,
      ...(caller === null ? {} : { about: { callAddress: caller.address, text: caller.message ?? '' } }),
    })
    if (bytes.length > 1) this.effects.push(...this.doubt.good(bytes.length))
  }

  private discard(bytes: Uint8Array, reason: string, now: Moment): void {
    this.effects.push({ type: 'discarded', bytes, reason }, ...this.doubt.bad(bytes.length, now.mono))
  }

  private unknown(raw: Uint8Array, header: string | null): void {
    this.effects.push({ type: 'unknown-message', raw, description: `ESPA header ${header ?? 'missing'}` })
  }

  private notice(address: string | null, code: string, data: Readonly<Record<string, string>>): void {
    this.effects.push({ type: 'notice', address, code, data })
  }

  private takeEffects(now: Moment): readonly DriverEffect[] {
    for (const bytes of this.pacer.takeDue(now.mono)) this.effects.push({ type: 'write', bytes })
    const effects = this.effects
    this.effects = []
    return effects
  }
}
