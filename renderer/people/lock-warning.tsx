import { memo } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { SecondsLeft } from '../ui/seconds-left.tsx'
import { useSignIn } from './use-session.ts'

/** Says for a short while that the screen locks if nobody touches it. Read out once; the seconds are for the eye. */
export const LockWarning = memo(function LockWarning() {
  const { t } = useWords()
  const { locksAt } = useSignIn()
  return (
    <div className="lock-warning" role="alert">
      {locksAt !== null && (
        <p>
          {t('signIn.locksSoon')} <SecondsLeft key={locksAt} until={locksAt} />
        </p>
      )}
    </div>
  )
})
