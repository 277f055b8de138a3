import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import type { AlarmCard } from '../../shared/api/board.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { whereWords, whoWords } from '../alarm-board/card-words.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import { Window } from '../ui/window.tsx'
import { LeaveRow } from '../ui/window-rows.tsx'
import type { NightClient } from './night-client.ts'

/** The key held for so long has asked: nobody leans on it that long by mistake. */
export const HELD_MS = 1_000
export const HELP_KEY = 's'

/** Calls that fail because of who asks: the screen was locked meanwhile. Help does not wait for a sign-in. */
const NOBODY_HERE: readonly CallErrorCode[] = ['sign-in-required', 'unknown-person', 'no-code']

/** Which screen this is, and who was the last one here. */
export type ThisScreen = Parameters<NightClient['askForHelpLocked']>[0]

interface HelpWindowProps {
  readonly client: NightClient
  /** Null: nobody is signed in. */
  readonly personId: string | null
  readonly screen: ThisScreen
  /** The alarm that this carer is on; help is asked for where it is. */
  readonly at: AlarmCard | null
  readonly onAsked: () => void
  readonly onClose: () => void
}

/** "I need help": the key held on, or one press of a big button. */
export function HelpWindow({ client, personId, screen, at, onAsked, onClose }: HelpWindowProps) {
  const { t } = useWords()
  const [problem, setProblem] = useState<StationCallError | null>(null)
  const [openedAt] = useState(() => performance.now())
  const isSent = useRef(false)
  const send = () => {
    if (isSent.current) return
    isSent.current = true
    ask(client, personId, screen, at).then(onAsked, (error: unknown) => {
      isSent.current = false
      setProblem(error instanceof StationCallError ? error : new StationCallError('internal', null))
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
      <p>{personId === null ? t('night.help.locked') : foundWords(at, t)}</p>
      <p className="hint" role="alert">
        {problem !== null && errorWords(problem.code, null, t, problem.figure)}
      </p>
      <Button className="button help-send" data-priority="critical" autoFocus onPress={send}>
        {t('night.help.send')}
      </Button>
      <p className="muted keys-only">{t('night.help.held')}</p>
      <LeaveRow words={t('resolve.cancel')} onClose={onClose} />
    </Window>
  )
}

/** Whoever is threatened is not asked who they are. */
async function ask(
  client: NightClient,
  personId: string | null,
  screen: ThisScreen,
  at: AlarmCard | null,
): Promise<void> {
  if (personId === null) {
    await client.askForHelpLocked(screen)
    return
  }
  try {
    await client.askForHelp({ by: personId, alarmId: at?.alarmId ?? null })
  } catch (error) {
    if (!(error instanceof StationCallError) || !NOBODY_HERE.includes(error.code)) throw error
    await client.askForHelpLocked({ ...screen, lastPersonId: personId })
  }
}

function foundWords(at: AlarmCard | null, t: Words): string {
  if (at === null) return t('night.help.nowhere')
  return t('night.help.where', { who: whoWords(at, t), where: whereWords(at, t) })
}
