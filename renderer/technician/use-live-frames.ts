import { useEffect, useEffectEvent, useState } from 'react'
import { useDesk } from './desk.ts'
import type { FramesMessage, LiveFrame } from './technician-client.ts'

/** A frame with the number it came as, so that lines keep their place. */
export interface NumberedFrame extends LiveFrame {
  readonly number: number
}

interface Seen {
  readonly frames: readonly NumberedFrame[]
  readonly count: number
  readonly skipped: number
}

/** Enough to look back over ten seconds of a busy line. */
const KEPT = 200
/** After a broken feed. */
const ASK_AGAIN_MS = 1_000
const NOTHING: Seen = { frames: [], count: 0, skipped: 0 }

/** The last frames, newest first. */
export function foldFrames(seen: Seen, message: FramesMessage): Seen {
  const numbered = message.frames.map((frame, index) => ({ ...frame, number: seen.count + index }))
  return {
    frames: [...numbered.reverse(), ...seen.frames].slice(0, KEPT),
    count: seen.count + message.frames.length,
    skipped: seen.skipped + message.skipped,
  }
}

/** Frames of a receiver as they come; while paused what is shown stays, and what comes is counted. */
export function useLiveFrames(receiver: string) {
  const { client } = useDesk()
  const [seen, setSeen] = useState(NOTHING)
  const [paused, setPausedAt] = useState<Seen | null>(null)
  const [attempt, setAttempt] = useState(0)
  const again = useEffectEvent(() => {
    setAttempt(attempt + 1)
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const end = client.watchFrames(receiver, {
      onMessage: (message) => {
        setSeen((before) => foldFrames(before, message))
      },
      onBroken: () => {
        timer ??= setTimeout(() => {
          again()
        }, ASK_AGAIN_MS)
      },
      // The board says over everything that the station is lost; the feed comes back with it.
      onClosed: () => undefined,
    })
    return () => {
      end()
      if (timer !== null) clearTimeout(timer)
    }
  }, [client, receiver, attempt])
  const shown = paused ?? seen
  return {
    frames: shown.frames,
    skipped: seen.skipped,
    waiting: seen.count - shown.count,
    isPaused: paused !== null,
    setPaused: (isPaused: boolean) => {
      setPausedAt(isPaused ? seen : null)
    },
  }
}
