/** The guided tests that run, in memory as in their rows, and what is seen of each. */
import type { AlarmCard } from '../../shared/api/board.ts'
import type { DeviceEvent } from '../../shared/domain/device-event.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { testRuleFor } from '../alarms/rules.ts'
import { testAfter, type GuidedTest, type TestInput } from './guided-test.ts'

/** Ended tests that a screen may still look at. */
const MOST_ENDED = 100

export class GuidedTests {
  readonly #running = new Map<string, GuidedTest>()
  readonly #ended = new Map<string, GuidedTest>()
  readonly #followers = new Set<(test: GuidedTest) => void>()

  constructor(running: readonly GuidedTest[]) {
    for (const test of running) this.apply(test)
  }

  isRunning(deviceId: string): boolean {
    return this.#running.has(deviceId)
  }

  ofDevice(deviceId: string): GuidedTest | undefined {
    return this.#running.get(deviceId)
  }

  find(testId: string): GuidedTest | undefined {
    return this.#ended.get(testId) ?? [...this.#running.values()].find((test) => test.testId === testId)
  }

  /** The test as committed. */
  apply(test: GuidedTest): void {
    if (test.endedAt === null) {
      this.#running.set(test.deviceId, test)
    } else {
      if (this.#running.get(test.deviceId)?.testId === test.testId) this.#running.delete(test.deviceId)
      this.#ended.set(test.testId, test)
      const [oldest] = this.#ended.keys()
      if (this.#ended.size > MOST_ENDED && oldest !== undefined) this.#ended.delete(oldest)
    }
    for (const follower of this.#followers) follower(test)
  }

  /** Called with each test that changed, until the function it returns is called. */
  onChanged(follower: (test: GuidedTest) => void): () => void {
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  stored(event: DeviceEvent): void {
    if (testRuleFor(event.kind, event.value) === undefined) return
    this.#take(event.deviceId, { type: 'heard', kind: event.kind, at: event.receivedAt })
  }

  /** Cards as published after a commit, or after an answer of the centre. */
  published(cards: readonly AlarmCard[], at: Instant): void {
    for (const { category, deviceId, alarmId, lastRangAt, delivery } of cards) {
      if (category !== 'test' || deviceId === null) continue
      this.#take(deviceId, { type: 'rang', alarmId, rangAt: lastRangAt })
      const centre = delivery.state === 'rejected' ? 'waiting' : delivery.state
      this.#take(deviceId, { type: 'centre', alarmId, centre, at })
    }
  }

  /** Cards that a client has received. */
  shown(cards: readonly AlarmCard[], at: Instant): void {
    if (this.#running.size === 0) return
    for (const { category, deviceId, alarmId } of cards) {
      if (category === 'test' && deviceId !== null) this.#take(deviceId, { type: 'on-board', alarmId, at })
    }
  }

  /** Tests whose ten minutes are over, as they then are; they still have to be committed. */
  expired(now: Instant): readonly GuidedTest[] {
    return [...this.#running.values()]
      .map((test) => testAfter(test, { type: 'look', at: now }))
      .filter(({ endedAt }) => endedAt !== null)
  }

  #take(deviceId: string, input: TestInput): void {
    const test = this.#running.get(deviceId)
    if (test === undefined) return
    const after = testAfter(test, input)
    if (after !== test) this.apply(after)
  }
}
