import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { PathHealth, PathTest } from '../../shared/api/centre-paths.ts'
import { numberWords } from '../../shared/domain/number-words.ts'
import { DOT } from '../i18n/dotted.ts'
import { formatAge, formatDateTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { useNow } from '../ui/now.tsx'

interface PathHealthProps {
  readonly health: PathHealth
}

/** How a way to the centre fares: its state, when it last answered, and what was wrong last. */
export function PathHealthWords({ health }: PathHealthProps) {
  const { t, language } = useWords()
  const now = useNow()
  const { isInUse, isDeaf, isRefusing, lastContactAt, lastFault } = health
  const state = isDeaf ? 'deaf' : isRefusing && health.state === 'up' ? 'refusing' : health.state
  return (
    <>
      <p data-state={state}>
        <strong>{t(`path.state.${state}`)}</strong>
        {isInUse && health.state !== 'down' && <span>{DOT + t('path.inUse')}</span>}
        {lastContactAt !== null && (
          <span className="figures">
            {DOT + t('path.lastContact', { age: formatAge(Math.max(0, now - lastContactAt)) })}
          </span>
        )}
      </p>
      {lastFault !== null && (
        <p className="figures">
          {t('path.lastFault', {
            at: formatDateTime(lastFault.at, language),
            why: t(`path.failure.${lastFault.code}`),
          })}
        </p>
      )}
    </>
  )
}

interface PathTestProps {
  /** Proves the whole way and back; rejects where the station could not be asked. */
  readonly onTest: () => Promise<PathTest>
}

/** The test button and what came of it: the time of the answer, or why there was none and what to do. */
export function PathTestButton({ onTest }: PathTestProps) {
  const { t, language } = useWords()
  const [result, setResult] = useState<PathTest | 'running' | 'not-asked' | null>(null)
  return (
    <div className="panel-buttons">
      <Button
        className="button"
        isDisabled={result === 'running'}
        onPress={() => {
          setResult('running')
          onTest().then(setResult, () => {
            setResult('not-asked')
          })
        }}
      >
        {t('path.test')}
      </Button>
      <p role="status">{words()}</p>
    </div>
  )

  function words(): string {
    if (result === null) return ''
    if (result === 'running') return t('path.testing')
    if (result === 'not-asked') return t('path.notAsked')
    if (!result.ok) return t('path.noAnswer', { why: t(`path.failure.${result.code}`) })
    return t('path.answered', { seconds: numberWords(result.milliseconds / 1000, language, 2) })
  }
}
