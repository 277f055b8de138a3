/** A whole dialogue, step by step, through the real driver (contract: "decode", kind `transaction`). */
import { z } from 'zod'
import { fromHex, toHex } from '../bytes.ts'
import type { DeviceLookup, DriverEffect } from '../protocol-driver.ts'
import { isCall, judgeBlock, recordOf } from './block.ts'
import type { EspaBlock } from './block.ts'
import { callOf } from './call-record.ts'
import { createEspaDriver } from './driver.ts'
import type { EspaDriver } from './driver.ts'
import type { EspaSettings } from './line-settings.ts'

type Shown = Readonly<Record<string, unknown>>

const HexSchema = z.string().refine((text) => fromHex(text) !== undefined)
/**
 * `rx` arrives, or nothing does for `dropMs`, or (with neither) the station speaks first. `tx` as a recording
 * has it is not compared; a status block in it says what the station had to report.
 */
const StepSchema = z.looseObject({
  rx: HexSchema.optional(),
  tx: HexSchema.optional(),
  dropMs: z.number().min(0).max(600_000).optional(),
})
const TransactionSchema = z.looseObject({
  role: z.enum(['slave', 'control']).default('slave'),
  ownAddress: z
    .string()
    .regex(/^[0-9]$/)
    .optional(),
  steps: z.array(StepSchema).max(10_000),
})
type Step = z.infer<typeof StepSchema>

const WANTED =
  '"role" is slave or control, "ownAddress" one digit, "steps" a list of {"rx":hex} and {"dropMs":milliseconds}'

export function decodeTransaction(input: Shown, line: EspaSettings, deviceAt: DeviceLookup): Shown {
  const read = TransactionSchema.safeParse(input)
  if (!read.success) return { error: 'usage', message: WANTED }
  const { role, ownAddress, steps } = read.data
  const settings = { ...line, role, ...(ownAddress === undefined ? {} : { ownAddress }) }
  const driver = createEspaDriver({ settings, deviceAt })
  for (const { tx } of steps) prepareReport(driver, tx, line)
  return new Dialogue(driver, line).run(steps)
}

/** What the recording shows as sent must have been there to send. */
function prepareReport(driver: EspaDriver, tx: string | undefined, { charset }: EspaSettings): void {
  const bytes = fromHex(tx ?? '')
  const judged = bytes === undefined ? undefined : judgeBlock(bytes, charset)
  if (judged?.type !== 'good' || judged.block.header !== '2') return
  const address = recordOf(judged.block, '1')
  const status = recordOf(judged.block, '7')
  if (address !== null && status !== null) driver.report(address, () => status)
}

class Dialogue {
  private readonly tx: string[] = []
  private readonly calls: Shown[] = []
  private readonly sent: Shown[] = []
  private readonly events: Shown[] = []
  private duplicates = 0
  private now = 0
  private said = ''
  private lastRaw: Uint8Array | null = null

  constructor(
    private readonly driver: EspaDriver,
    private readonly line: EspaSettings,
  ) {}

  run(steps: readonly Step[]): Shown {
    const opened = this.driver.onOpen(this.moment())
    this.take(opened)
    for (const step of steps) {
      this.perform(step)
      this.tx.push(this.said)
      this.said = ''
    }
    const { tx, calls, sent, events, duplicates } = this
    return {
      tx,
      calls,
      ...(sent.length === 0 ? {} : { sent }),
      ...(duplicates === 0 ? {} : { duplicates }),
      events,
    }
  }

  private perform({ rx, dropMs }: Step): void {
    if (rx !== undefined) {
      this.take(this.driver.onBytes(fromHex(rx) ?? new Uint8Array(), this.moment()))
      this.pass(this.line.replyDelayMs)
    } else if (dropMs !== undefined) {
      this.pass(dropMs)
    } else if (this.said === '') {
      this.pass(Math.max(0, (this.driver.nextDueAt() ?? this.now) - this.now))
    }
  }

  /** Lets time go by, with everything that becomes due in it. */
  private pass(ms: number): void {
    const until = this.now + ms
    for (
      let due = this.driver.nextDueAt();
      due !== undefined && due <= until;
      due = this.driver.nextDueAt()
    ) {
      this.now = Math.max(this.now, due)
      this.take(this.driver.onDue(this.moment()))
    }
    this.now = until
  }

  private take(effects: readonly DriverEffect[]): void {
    for (const effect of effects) {
      if (effect.type === 'write') this.write(effect.bytes)
      if (effect.type === 'notice' && effect.code === 'call-repeated') this.duplicates += 1
      if (effect.type === 'event') this.store(effect)
    }
  }

  private write(bytes: Uint8Array): void {
    this.said += toHex(bytes)
    const block = this.blockIn(bytes)
    if (block === undefined) return
    const callStatus = recordOf(block, '7')
    this.sent.push({ header: block.header, ...(callStatus === null ? {} : { callStatus }) })
  }

  /** Every event is stored at once here. */
  private store({ event }: Extract<DriverEffect, { type: 'event' }>): void {
    const block = this.blockIn(event.raw)
    // Two events of one block share its bytes.
    if (block !== undefined && isCall(block) && event.raw !== this.lastRaw)
      this.calls.push({ ...callOf(block) })
    this.lastRaw = event.raw
    this.events.push({ kind: event.kind, value: event.value })
    this.take(this.driver.onDurable(event.ref, this.moment()))
  }

  private blockIn(raw: Uint8Array): EspaBlock | undefined {
    const judged = judgeBlock(raw, this.line.charset)
    return judged.type === 'good' ? judged.block : undefined
  }

  private moment(): { wall: number; mono: number } {
    return { wall: this.now, mono: this.now }
  }
}
