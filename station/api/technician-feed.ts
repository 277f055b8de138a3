/** The technician's room as it changes: whole at first, then only the parts that are different, once a second. */
import { setTimeout as pause } from 'node:timers/promises'
import type { TechnicianMessage, TestRun } from '../../shared/api/technician.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { GuidedTest } from '../technician/guided-test.ts'
import type { GuidedTests } from '../technician/guided-tests.ts'
import type { FramesMessage, LiveFrames } from '../technician/live-frames.ts'
import type { TechnicianParts } from '../technician/technician-view.ts'

const PAUSE_MS = 1_000
/** A device that is heard every second is news for a screen every five. */
const HEARD_STEP_MS = 5_000

export interface Listening {
  readonly signal: AbortSignal
  /** True while the client's socket holds so much unsent data that more would only pile up in memory. */
  readonly isCongested: () => boolean
}

export async function* technicianMessages(
  read: () => TechnicianParts,
  now: () => Instant,
  { signal, isCongested }: Listening,
): AsyncGenerator<TechnicianMessage, void, void> {
  let sent: Readonly<Record<string, string>> = {}
  while (!signal.aborted) {
    if (!isCongested()) {
      const parts = read()
      const texts = textsOf(parts)
      const changed = Object.entries(parts).filter(([name]) => texts[name] !== sent[name])
      sent = texts
      if (changed.length > 0) yield { at: now(), ...Object.fromEntries(changed) }
    }
    await rest(signal)
  }
}

/** What is compared to know whether a part has changed. */
function textsOf({ receivers, discoveries, devices, pairingUntil }: TechnicianParts): Record<string, string> {
  const coarse = devices.map(({ lastHeardAt, signal, ...device }) => [
    device,
    lastHeardAt === null ? null : Math.floor(lastHeardAt / HEARD_STEP_MS),
    signal?.dbm ?? null,
  ])
  return {
    receivers: JSON.stringify(receivers),
    discoveries: JSON.stringify(discoveries),
    devices: JSON.stringify(coarse),
    pairingUntil: JSON.stringify(pairingUntil),
  }
}

/** The test as it is, then each time something of it was seen, until it is over. */
export async function* testMessages(
  first: GuidedTest,
  tests: GuidedTests,
  signal: AbortSignal,
): AsyncGenerator<TestRun, void, void> {
  // What happened between the reading and the listening.
  const box = { test: tests.find(first.testId) ?? first, ring: (): void => undefined }
  const ring = (): void => {
    box.ring()
  }
  const forget = tests.onChanged((test) => {
    if (test.testId !== first.testId) return
    box.test = test
    ring()
  })
  signal.addEventListener('abort', ring)
  try {
    while (!signal.aborted) {
      const shown = box.test
      yield testRunOf(shown)
      if (shown.endedAt !== null) return
      await new Promise<void>((resolve) => {
        box.ring = resolve
        if (box.test !== shown || signal.aborted) resolve()
      })
    }
  } finally {
    forget()
    signal.removeEventListener('abort', ring)
  }
}

export function testRunOf({ startedBy: _by, endedAt: _endedAt, ...run }: GuidedTest): TestRun {
  return run
}

/** Frames of a receiver while somebody looks. */
export async function* frameMessages(
  frames: LiveFrames,
  receiver: string,
  { signal, isCongested }: Listening,
): AsyncGenerator<FramesMessage, void, void> {
  const watcher = frames.watch(receiver)
  try {
    while (!signal.aborted) {
      const message = isCongested() ? undefined : watcher.take()
      if (message !== undefined) yield message
      await rest(signal)
    }
  } finally {
    watcher.close()
  }
}

/** Ends early when the client leaves. */
async function rest(signal: AbortSignal): Promise<void> {
  await pause(PAUSE_MS, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}
