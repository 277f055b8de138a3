import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import type { AlarmCard } from '../../shared/api/board.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { whereWords, whoWords } from '../alarm-board/card-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import { Window } from '../ui/window.tsx'
import type { NightClient } from './night-client.ts'

/** The key held for so long has asked: nobody leans on it that long by mistake. */
export const HELD_MS = 1_000
export const HELP_KEY = 's'

interface HelpWindowProps {
  readonly client: NightClient
  readonly personId: string
  /** The alarm that this carer is on; help is asked for where it is. */
  readonly at: AlarmCard | null
  readonly onAsked: () => void
  readonly onClose: () => void
}

/** "I need help": the key held on, or one press of a big button. */
export function HelpWindow({ client, personId, at, onAsked, onClose }: HelpWindowProps) {
  const { t } = useWords()
  const [problem, setProblem] = useState<CallErrorCode | null>(null)
  const [openedAt] = useState(() => performance.now())
  const isSent = useRef(false)
  const send = () => {
    if (isSent.current) return
    isSent.current = true
    client.askForHelp({ by: personId, alarmId: at?.alarmId ?? null }).then(onAsked, (error: unknown) => {
      isSent.current = false
      setProblem(error instanceof StationCallError ? error.code : 'internal')
    })
  }
  const held = useEffectEvent((event: KeyboardEvent) => {
    const isHelpKey = event.key.toLowerCase() === HELP_KEY
    if (isHelpKey && event.repeat && performance.now() - openedAt >= HELD_MS) send()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      held(event)
    }
    window.addEventListener('keydown', listener, true)
    return () => {
      window.removeEventListener('keydown', listener, true)
    }
  }, [])
  return (
    <Window title={t('night.help.title')} onClose={onClose}>
      <p>{t('night.help.words')}</p>
      <p>
        {at === null
          ? t('night.help.nowhere')
          : t('night.help.where', { who: whoWords(at, t), where: whereWords(at, t) })}
      </p>
      <p className="hint" role="alert">
        {problem !== null && errorWords(problem, null, t)}
      </p>
      <Button className="button help-send" data-priority="critical" autoFocus onPress={send}>
        {t('night.help.send')}
      </Button>
      <p className="muted keys-only">{t('night.help.held')}</p>
      <div className="window-buttons">
        <Button className="button step" onPress={onClose}>
          {t('resolve.cancel')}
        </Button>
      </div>
    </Window>
  )
}
