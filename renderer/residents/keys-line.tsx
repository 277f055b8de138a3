import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { KEYS_SHOWN_MS, type Keys } from '../../shared/api/residents.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'

interface KeysLineProps {
  readonly hasDoorCode: boolean
  readonly hasKeyBox: boolean
  /** Each call stands in the audit log. */
  readonly ask: () => Promise<Keys>
}

/** Door code and key box behind dots; shown for half a minute after each asking, and gone with this line. */
export function KeysLine({ hasDoorCode, hasKeyBox, ask }: KeysLineProps) {
  const { t } = useWords()
  const [keys, setKeys] = useState<Keys | null>(null)
  const [problem, setProblem] = useState<CallErrorCode | null>(null)
  useEffect(() => {
    if (keys === null) return undefined
    const timer = setTimeout(() => {
      setKeys(null)
    }, KEYS_SHOWN_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [keys])
  const show = () => {
    setProblem(null)
    ask().then(setKeys, (error: unknown) => {
      setProblem(error instanceof StationCallError ? error.code : 'internal')
    })
  }
  if (!hasDoorCode && !hasKeyBox) return <p>{t('residents.noKeys')}</p>
  return (
    <div className="keys-line" data-shown={keys !== null}>
      <dl className="facts">
        {hasDoorCode && <Hidden label={t('residents.doorCode')} value={keys?.doorCode ?? null} />}
        {hasKeyBox && <Hidden label={t('residents.keyBox')} value={keys?.keyBox ?? null} />}
      </dl>
      <Button
        className="button"
        aria-label={t(keys === null ? 'residents.showKeys' : 'residents.hideKeys')}
        onPress={() => {
          if (keys === null) show()
          else setKeys(null)
        }}
      >
        {t(keys === null ? 'residents.show' : 'residents.hide')}
      </Button>
      <p className="muted" role="status">
        {keys !== null && t('residents.keysHideSoon', { seconds: KEYS_SHOWN_MS / 1000 })}
      </p>
      {problem !== null && <p role="alert">{errorWords(problem, null, t)}</p>}
    </div>
  )
}

function Hidden({ label, value }: { readonly label: string; readonly value: string | null }) {
  const { t } = useWords()
  return (
    <div>
      <dt>{label}</dt>
      <dd className="figures">
        {value ?? (
          <>
            <span aria-hidden="true">{t('residents.dots')}</span>
            <span className="hidden">{t('residents.hidden')}</span>
          </>
        )}
      </dd>
    </div>
  )
}
