import { useWords } from '../i18n/use-words.ts'
import { SecondsLeft } from '../ui/seconds-left.tsx'

/** Says, and the page rings, before it locks: after that no alarm is seen or heard here. */
export function IdleWarning({ locksAt }: { readonly locksAt: number | null }) {
  const { t } = useWords()
  return (
    <div className="lock-warning" role="alert">
      {locksAt !== null && (
        <p>
          {t('centre.locksSoon')} <SecondsLeft key={locksAt} until={locksAt} />
        </p>
      )}
    </div>
  )
}
