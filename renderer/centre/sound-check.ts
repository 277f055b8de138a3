import { useEffect, useEffectEvent } from 'react'
import type { CentreSession } from '../../shared/api/centre/session.ts'
import { useNow } from '../ui/now.tsx'
import type { SpokenWords, Toast } from '../ui/toasts.tsx'

/** A page that is loaded anew later in the shift does not ask again. */
const JUST_SIGNED_IN_MS = 60_000

interface SoundCheckProps {
  readonly session: CentreSession
  readonly show: (words: SpokenWords, action: Toast['action']) => void
  readonly onCheck: () => void
}

/** Asks whoever has just signed in to listen whether this screen sounds, as at the start of a shift. */
export function SoundCheck({ session: { startedAt }, show, onCheck }: SoundCheckProps) {
  const now = useNow()
  const ask = useEffectEvent(() => {
    if (now - Date.parse(startedAt) > JUST_SIGNED_IN_MS) return
    show((t) => t('centre.soundCheck.words'), { label: (t) => t('centre.soundCheck.listen'), run: onCheck })
  })
  useEffect(() => {
    ask()
  }, [startedAt])
  return null
}
