import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import type { Paper } from '../../shared/api/residents.ts'
import { useWords } from '../i18n/use-words.ts'
import type { ResidentsClient } from './residents-client.ts'

interface PaperQuestionProps {
  /** Absent: it is an administrator's to answer, and somebody else looks. */
  readonly onAnswer?: (withKeys: boolean) => void
}

/** Whether keys stand on paper, asked once: either answer costs something, and no program may choose. */
export function PaperQuestion({ onAnswer }: PaperQuestionProps) {
  const { t } = useWords()
  return (
    <section className="paper-question" aria-label={t('residents.paperAsk')}>
      <h3>{t('residents.paperAsk')}</h3>
      <ul>
        <li>{t('residents.paperStakeYes')}</li>
        <li>{t('residents.paperStakeNo')}</li>
      </ul>
      {onAnswer === undefined ? (
        <p>{t('residents.paperOthersAnswer')}</p>
      ) : (
        <div className="window-buttons">
          <Button
            className="button step"
            onPress={() => {
              onAnswer(true)
            }}
          >
            {t('residents.paperYes')}
          </Button>
          <Button
            className="button step"
            onPress={() => {
              onAnswer(false)
            }}
          >
            {t('residents.paperNo')}
          </Button>
        </div>
      )}
      <p className="muted">{t('residents.paperChangeable')}</p>
    </section>
  )
}

interface PaperAskedProps {
  readonly client: ResidentsClient
  readonly personId: string
  readonly onFailed: (error: unknown) => void
}

/** On a calm board, to an administrator: nobody looks for the list on paper before the night they need it. */
export function PaperAsked({ client, personId, onFailed }: PaperAskedProps) {
  const [paper, setPaper] = useState<Paper | null>(null)
  useEffect(() => {
    let isCurrent = true
    client.paper().then(
      (found) => {
        if (isCurrent) setPaper(found)
      },
      // It is asked again with the next calm, and where the list is set.
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [client])
  if (paper === null || paper.isDecided) return null
  return (
    <PaperQuestion
      onAnswer={(withKeys) => {
        client.setPaperKeys({ by: personId, withKeys }).then(setPaper, onFailed)
      }}
    />
  )
}
