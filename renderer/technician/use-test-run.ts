import { useEffect, useRef, useState } from 'react'
import type { TestRun } from '../../shared/api/technician.ts'
import type { CallErrorCode } from '../station-client.ts'
import { useDesk } from './desk.ts'

/** The guided test of one device, live. Leaving the page ends it: what the device says then is real again. */
export function useTestRun(deviceId: string) {
  const { act, client, show } = useDesk()
  const [test, setTest] = useState<TestRun | null>(null)
  const running = useRef<{ readonly testId: string; readonly by: string } | null>(null)
  const testId = test?.testId ?? null

  useEffect(() => {
    if (testId === null) return undefined
    return client.watchTest(testId, {
      onMessage: (run) => {
        if (run.state !== 'running') running.current = null
        setTest(run)
      },
      onBroken: () => {
        // The station ends the feed of a test that is over.
        if (running.current !== null) show((t) => t('technician.test.notSeen'))
      },
      // The board says over everything that the station is lost; the feed comes back with it.
      onClosed: () => undefined,
    })
  }, [client, testId, show])

  useEffect(
    () => () => {
      const left = running.current
      running.current = null
      if (left === null) return
      client.take({ act: 'stop-test', input: left }).catch(() => {
        // Nobody is there to be told; the station ends it after ten minutes.
      })
    },
    [client],
  )

  const start = (failed: (code: CallErrorCode) => void) => {
    act(
      async (by) => ({ by, run: await client.startTest({ by, deviceId }) }),
      ({ by, run }) => {
        running.current = { testId: run.testId, by }
        setTest(run)
      },
      failed,
    )
  }
  const stop = () => {
    if (testId === null) return
    act(
      (by) => client.take({ act: 'stop-test', input: { by, testId } }),
      () => undefined,
    )
  }
  return { test, start, stop }
}
