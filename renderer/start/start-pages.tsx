import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'

interface WelcomeProps {
  readonly configurationPath: string
  readonly onTraining: () => Promise<void>
  readonly onStation: () => Promise<void>
}

/** The first start: two big choices. */
export function Welcome({ configurationPath, onTraining, onStation }: WelcomeProps) {
  const { t } = useWords()
  const [isFailed, setFailed] = useState(false)
  const start = (begin: () => Promise<void>) => () => {
    setFailed(false)
    begin().catch(() => {
      setFailed(true)
    })
  }
  return (
    <main className="page">
      <h1>{t('welcome.title')}</h1>
      <p>{t('welcome.help')}</p>
      <Button className="button choice-big" autoFocus onPress={start(onTraining)}>
        <strong>{t('welcome.training')}</strong>
        <span>{t('welcome.trainingHelp')}</span>
      </Button>
      <Button className="button choice-big" onPress={start(onStation)}>
        <strong>{t('welcome.own')}</strong>
        <span>{t('welcome.ownHelp')}</span>
        <code>{configurationPath}</code>
      </Button>
      {isFailed && <p role="alert">{t('welcome.failed')}</p>}
    </main>
  )
}

interface FailedProps {
  /** Why, in the station's words. */
  readonly words: string
  readonly onRetry: () => Promise<void>
}

/** The station will not start. */
export function Failed({ words, onRetry }: FailedProps) {
  const { t } = useWords()
  const [isFailedAgain, setFailedAgain] = useState(false)
  return (
    <main className="page">
      <div role="alert">
        <h1>{t('failed.title')}</h1>
        <p>{t('failed.help')}</p>
      </div>
      <h2>{t('failed.said')}</h2>
      <pre className="said">{words}</pre>
      <Button
        className="button step step-next"
        onPress={() => {
          onRetry().catch(() => {
            setFailedAgain(true)
          })
        }}
      >
        {t('failed.retry')}
      </Button>
      {isFailedAgain && <p>{t('welcome.failed')}</p>}
    </main>
  )
}

/** A browser that was given the address without its key. */
export function NoKey() {
  const { t } = useWords()
  return (
    <main className="page">
      <h1>{t('noKey.title')}</h1>
      <p>{t('noKey.help')}</p>
      <p>{t('noKey.where')}</p>
    </main>
  )
}

export function Starting() {
  const { t } = useWords()
  return <p className="waiting">{t('app.starting')}</p>
}
