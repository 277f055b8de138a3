import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { hourInNorway } from '../i18n/format.ts'
import { gainFactor } from '../sound/loudness.ts'
import { NO_OUTPUTS } from '../sound/output-keeper.ts'
import { toldSound } from '../sound/output-rules.ts'
import { readSoundSettings, writeSoundSettings, type SoundSettings } from '../sound/sound-settings.ts'
import {
  decideBurst,
  mayNotice,
  SILENT,
  toggleMute,
  type Rings,
  type SoundState,
} from '../sound/sound-rules.ts'
import { useAlarmOutput } from '../sound/use-alarm-output.ts'

/** A burst starts at most this late by the timer; a new ring starts its burst at once. */
const LOOK_EVERY_MS = 100

/**
 * Sounds what rings, and pauses it for a while. Times are readings of the steady clock. `mayLook`: this window is
 * told of the machine's outputs (the desktop client). `onBegun`: told of alarms that sound for the first time.
 */
export function useSound(rings: Rings, mayLook: boolean, onBegun: (alarmIds: readonly string[]) => void) {
  const state = useRef<SoundState>(SILENT)
  const isNoticeDue = useRef(false)
  const [settings, setSettings] = useState(() => readSoundSettings(localStorage))
  const [muteLeftMs, setMuteLeftMs] = useState<number | null>(null)
  const [wasUnheard, setUnheard] = useState(false)
  const { sound, output, view } = useAlarmOutput(settings.output, mayLook)

  const look = useEffectEvent(() => {
    const now = performance.now()
    const isReady = output === 'ready'
    const decision = decideBurst(state.current, rings, now, isReady)
    state.current = decision.state
    const { burst, begun, state: next } = decision
    if (burst !== null) sound.current?.play(burst, gainFactor(settings, burst, hourInNorway(Date.now())))
    if (isNoticeDue.current && isReady && mayNotice(next, now)) {
      isNoticeDue.current = false
      sound.current?.notice(gainFactor(settings, 'low', hourInNorway(Date.now())))
    }
    if (begun.length > 0) onBegun(begun)
    const leftMs = next.mute === null ? null : Math.ceil((next.mute.until - now) / 1000) * 1000
    // Said again, the same would have the whole board run once more.
    if (leftMs !== muteLeftMs) setMuteLeftMs(leftMs)
  })

  useEffect(() => {
    const timer = setInterval(() => {
      look()
    }, LOOK_EVERY_MS)
    return () => {
      clearInterval(timer)
    }
  }, [])

  useEffect(() => {
    look()
  }, [rings])

  /** Gives how long it is paused now; null where a pause was ended. */
  const mute = useCallback(() => {
    const now = performance.now()
    state.current = toggleMute(state.current, rings, now)
    const leftMs = state.current.mute === null ? null : Math.ceil(state.current.mute.until - now)
    setMuteLeftMs(leftMs)
    return leftMs
  }, [rings])
  const notice = useCallback(() => {
    isNoticeDue.current = true
  }, [])
  const unlock = useCallback(() => {
    void sound.current?.unlock()
  }, [sound])
  /** One burst of a critical alarm, for somebody who listens whether it is heard; `as`: as with these settings. */
  const test = (as: SoundSettings = settings) => {
    const factor = gainFactor(as, 'critical', hourInNorway(Date.now()))
    void sound.current?.unlock().then(() => sound.current?.play('critical', factor))
  }
  const change = (next: Partial<SoundSettings>) => {
    const changed = { ...settings, ...next }
    writeSoundSettings(localStorage, changed)
    setSettings(changed)
  }
  return {
    output,
    /** What the station is told of it; null until the machine's outputs are known. */
    told: view === null ? null : toldSound(output, view.choice, wasUnheard),
    view: view ?? NO_OUTPUTS,
    settings,
    muteLeftMs,
    mute,
    notice,
    unlock,
    test,
    change,
    /** What a person said after the sound check. */
    checked: (wasHeard: boolean) => {
      setUnheard(!wasHeard)
    },
  }
}

export type BoardSound = ReturnType<typeof useSound>
