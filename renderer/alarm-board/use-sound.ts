import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { createAlarmSound, type AlarmSound, type OutputState } from '../sound/alarm-sound.ts'
import { decideBurst, SILENT, toggleMute, type Sounding, type SoundState } from '../sound/sound-rules.ts'

/** A burst starts at most this late by the timer; a new ring starts its burst at once. */
const LOOK_EVERY_MS = 100

/** Sounds what rings, and pauses it for a while. Times are readings of the steady clock. */
export function useSound(rings: readonly Sounding[]) {
  const sound = useRef<AlarmSound | null>(null)
  const state = useRef<SoundState>(SILENT)
  const [output, setOutput] = useState<OutputState>('blocked')
  const [muteLeftMs, setMuteLeftMs] = useState<number | null>(null)

  const look = useEffectEvent(() => {
    const now = performance.now()
    const decision = decideBurst(state.current, rings, now)
    state.current = decision.state
    if (decision.burst !== null) sound.current?.play(decision.burst)
    const { mute } = decision.state
    setMuteLeftMs(mute === null ? null : Math.ceil((mute.until - now) / 1000) * 1000)
  })

  useEffect(() => {
    const made = createAlarmSound()
    sound.current = made
    const tellOutput = () => {
      setOutput(made.output())
    }
    tellOutput()
    const forget = made.onOutput(tellOutput)
    const timer = setInterval(() => {
      look()
    }, LOOK_EVERY_MS)
    return () => {
      clearInterval(timer)
      forget()
      made.close()
      sound.current = null
    }
  }, [])

  useEffect(() => {
    look()
  }, [rings])

  const mute = useCallback(() => {
    state.current = toggleMute(state.current, rings, performance.now())
    setMuteLeftMs(
      state.current.mute === null ? null : Math.ceil(state.current.mute.until - performance.now()),
    )
  }, [rings])
  const unlock = useCallback(() => {
    void sound.current?.unlock()
  }, [])
  /** One burst of a critical alarm, for somebody who listens whether it is heard. */
  const test = useCallback(() => {
    void sound.current?.unlock().then(() => sound.current?.play('critical'))
  }, [])
  return { output, muteLeftMs, mute, unlock, test }
}
