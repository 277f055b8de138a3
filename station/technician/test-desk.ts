/** Guided tests from their start to the commissioning they allow, each step stored before it counts. */
import { v7 as newId } from 'uuid'
import type { Actor } from '../../shared/domain/alarm.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { AlarmBook } from '../alarms/alarm-book.ts'
import type { Desk } from '../alarms/desk.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import { updateDevice } from '../store/device-changes.ts'
import type { RowSource } from '../store/row-source.ts'
import { findTest, writeTest } from '../store/test-rows.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'
import type { DeviceActivity } from './device-activity.ts'
import type { Changed, DeviceDesk } from './device-desk.ts'
import { newTest, testAfter, type GuidedTest } from './guided-test.ts'
import type { GuidedTests } from './guided-tests.ts'
import { refused, type Outcome } from './outcome.ts'

export interface TestDeskParts {
  readonly tests: GuidedTests
  readonly devices: DeviceDesk
  readonly activity: DeviceActivity
  readonly desk: Desk
  readonly book: AlarmBook
  readonly writeQueue: WriteQueue
  readonly audit: AuditLog
  readonly reader: RowSource
  readonly clock: Clock
  readonly log: Log
}

export type Tested = Outcome<{ readonly test: GuidedTest }>

export class TestDesk {
  constructor(private readonly parts: TestDeskParts) {}

  /** A test that runs already goes on: two screens see the same one. */
  async start(by: string, deviceId: string): Promise<Tested> {
    const { tests, devices, audit } = this.parts
    const outcome = await devices.change(deviceId, async (transaction, { lifecycle }, now) => {
      if (lifecycle === 'discovered') return refused('not-in-this-state', `${deviceId} is not paired`)
      if (tests.isRunning(deviceId)) return { ok: true, deviceId, warnings: [] }
      const test = newTest(newId(), deviceId, by, now)
      await writeTest(transaction, test)
      const entry = { at: now, actor: person(by), action: 'test.started', subject: deviceId, data: {} }
      await audit.append(transaction, [entry])
      transaction.afterCommit(() => {
        tests.apply(test)
      })
      return { ok: true, deviceId, warnings: [] }
    })
    if (!outcome.ok) return outcome
    const test = tests.ofDevice(deviceId)
    return test === undefined ? refused('not-proven', 'the test is over already') : { ok: true, test }
  }

  async find(testId: string): Promise<Tested> {
    const test = this.parts.tests.find(testId) ?? (await findTest(this.parts.reader, testId))
    return test === undefined ? refused('bad-input', `there is no test ${testId}`) : { ok: true, test }
  }

  /** Somebody was there and looked, so the alarms of the test are closed as what they were. */
  async stop(by: string, testId: string): Promise<Tested> {
    const found = await this.find(testId)
    if (!found.ok || found.test.endedAt !== null) return found
    const outcome = await this.parts.devices.change(
      found.test.deviceId,
      async (transaction, _device, now) => {
        await this.#end(transaction, by, found.test.deviceId, now)
        return { ok: true, deviceId: found.test.deviceId, warnings: [] }
      },
    )
    return outcome.ok ? this.find(testId) : outcome
  }

  /**
   * The device is taken out of use: its test ends, and so do the alarms about the device itself, which nothing
   * could end any more. What a person called or fell for stays: somebody has to answer it.
   */
  async retire(transaction: Transaction, by: string, deviceId: string, now: Instant): Promise<void> {
    const { desk, book } = this.parts
    await this.#end(transaction, by, deviceId, now)
    const cancelled = { type: 'cancelled', actor: person(by), reason: 'condition-ended' } as const
    for (const alarm of [...book.open()]) {
      if (alarm.deviceId !== deviceId || alarm.category !== 'technical') continue
      await desk.takeWithin(transaction, alarm.id, cancelled)
    }
  }

  /** Only what was seen end to end counts. */
  async commission(by: string, deviceId: string, testId: string): Promise<Changed> {
    const { devices, audit, activity } = this.parts
    const outcome = await devices.change(deviceId, async (transaction, { lifecycle }, now) => {
      // The row and not the memory: replacing the device has taken the proof from it.
      const test = await findTest(transaction.manager, testId)
      if (test?.deviceId !== deviceId || test.state !== 'proven') {
        return refused('not-proven', 'the test has not been seen end to end')
      }
      if (lifecycle !== 'paired' && lifecycle !== 'commissioned') {
        return refused('not-in-this-state', `${deviceId} is ${lifecycle}`)
      }
      await this.#end(transaction, by, deviceId, now)
      await updateDevice(transaction, deviceId, { lifecycle: 'commissioned' })
      const entry = { at: now, actor: person(by), action: 'device.commissioned', subject: deviceId }
      await audit.append(transaction, [{ ...entry, data: { test: testId } }])
      transaction.afterCommit(() => {
        if (test.heardAt !== null) activity.tested(deviceId, test.heardAt)
      })
      return { ok: true, deviceId, warnings: [] }
    })
    return outcome
  }

  /**
   * Tests that nobody ended. Their alarms stay open, marked as tests: somebody may have fallen while the device
   * was thought to be tested, and nothing closes unseen.
   */
  async look(now: Instant): Promise<void> {
    for (const test of this.parts.tests.expired(now)) await this.#keep(test, true)
  }

  /** What was seen of a running test, for after a restart. */
  async keep(test: GuidedTest): Promise<void> {
    if (test.endedAt === null) await this.#keep(test, false)
  }

  /**
   * The device was replaced: what its predecessor proved is not its own. Or it is somebody else's: their call
   * must ring and not pass for the test that was begun for another.
   */
  forget(deviceId: string): void {
    const test = this.parts.tests.ofDevice(deviceId)
    if (test !== undefined)
      void this.#keep({ ...test, endedAt: this.parts.clock.wall(), state: 'stopped' }, true)
  }

  async #end(transaction: Transaction, by: string, deviceId: string, now: Instant): Promise<void> {
    const { tests, desk, book, audit } = this.parts
    const running = tests.ofDevice(deviceId)
    if (running !== undefined) {
      const ended = testAfter(running, { type: 'ended', at: now })
      await writeTest(transaction, ended)
      const entry = { at: now, actor: person(by), action: 'test.ended', subject: deviceId }
      await audit.append(transaction, [{ ...entry, data: { state: ended.state } }])
      transaction.afterCommit(() => {
        tests.apply(ended)
      })
    }
    const open = [...book.open()].filter((alarm) => alarm.category === 'test' && alarm.deviceId === deviceId)
    for (const { id, revision } of open) {
      const outcome = { kind: 'test', words: null } as const
      const input = { type: 'resolved', actor: person(by), seenRevision: revision, outcome } as const
      await desk.takeWithin(transaction, id, input)
    }
  }

  async #keep(test: GuidedTest, isEnd: boolean): Promise<void> {
    const { tests, writeQueue, log } = this.parts
    try {
      await writeQueue.run('routine', async (transaction) => {
        await writeTest(transaction, test)
        if (!isEnd) return
        transaction.afterCommit(() => {
          tests.apply(test)
        })
      })
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown'
      log.warn({ device: test.deviceId, reason }, 'what a test has seen could not be stored')
    }
  }
}

function person(id: string): Actor {
  return { kind: 'person', id }
}
