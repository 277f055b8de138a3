import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react'
import { createAlarmSound, type AlarmSound, type OutputState } from './alarm-sound.ts'
import { OutputKeeper, type OutputView } from './output-keeper.ts'
import type { OutputDevice } from './output-rules.ts'

interface AlarmOutput {
  readonly sound: RefObject<AlarmSound | null>
  readonly output: OutputState
  /** Null until the machine's outputs are known. */
  readonly view: OutputView | null
}

/** The sound of this window, on the wished output for as long as that is there. `mayLook`: as in selectOutputs. */
export function useAlarmOutput(wanted: OutputDevice | null, mayLook: boolean): AlarmOutput {
  const sound = useRef<AlarmSound | null>(null)
  const keeper = useRef<OutputKeeper | null>(null)
  const [output, setOutput] = useState<OutputState>('blocked')
  const [view, setView] = useState<OutputView | null>(null)
  const wantedNow = useEffectEvent(() => wanted)

  useEffect(() => {
    const made = createAlarmSound()
    sound.current = made
    let isNone = false
    const tellOutput = () => {
      setOutput(isNone ? 'missing' : made.output())
    }
    const kept = new OutputKeeper(
      {
        sound: made,
        media: 'mediaDevices' in navigator ? navigator.mediaDevices : undefined,
        mayLook,
        onView: (next) => {
          isNone = next.outputs.isNone
          setView(next)
          tellOutput()
        },
      },
      wantedNow(),
    )
    keeper.current = kept
    const forget = made.onOutput(tellOutput)
    const end = kept.start()
    return () => {
      end()
      forget()
      made.close()
      sound.current = null
      keeper.current = null
    }
  }, [mayLook])

  useEffect(() => {
    keeper.current?.want(wanted)
  }, [wanted])
  return { sound, output, view }
}
