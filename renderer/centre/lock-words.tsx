import { useEffect } from 'react'
import { Button } from 'react-aria-components'
import type { CentreSession } from '../../shared/api/centre/session.ts'
import { useWords } from '../i18n/use-words.ts'
import { WARN_MS } from '../people/presence.ts'
import { useNow } from '../ui/now.tsx'
import { useLocked } from './use-locked.ts'

interface LockWordsProps {
  readonly session: CentreSession
  /** Told when it locks and when it is open again. */
  readonly onLocked: (isLocked: boolean) => void
  readonly onUnlock: () => void
}

/** That the page locks soon unless it is touched. */
export function LocksSoon({ session }: Pick<LockWordsProps, 'session'>) {
  const { t } = useWords()
  const isLocked = useLocked(session)
  const left = Date.parse(session.idleEndsAt) - useNow()
  return (
    <div className="lock-warning" role="alert">
      {!isLocked && left <= WARN_MS && <p>{t('signIn.locksSoon')}</p>}
    </div>
  )
}

/** That the page is locked, and what that means. */
export function LockBar({ session, onLocked, onUnlock }: LockWordsProps) {
  const { t } = useWords()
  const isLocked = useLocked(session)
  useEffect(() => {
    onLocked(isLocked)
  }, [isLocked, onLocked])
  return (
    <div className="lock-bar" role="alert">
      {isLocked && (
        <>
          <p>{t('centre.lock.words')}</p>
          <Button className="button" onPress={onUnlock}>
            {t('centre.lock.unlock')}
          </Button>
        </>
      )}
    </div>
  )
}
