import { useEffect, useEffectEvent } from 'react'
import type { SpokenWords } from '../ui/toasts.tsx'
import type { OutputView } from './output-keeper.ts'

/** Says it when the chosen output is gone and the alarms sound through the machine's default one. */
export function useVanishedWords({ choice }: OutputView, show: (words: SpokenWords) => void): void {
  const vanished = choice.kind === 'vanished' ? choice.wanted.name : null
  const say = useEffectEvent((name: string) => {
    show((t) => t('sound.vanished', { name }))
  })
  useEffect(() => {
    if (vanished !== null) say(vanished)
  }, [vanished])
}
