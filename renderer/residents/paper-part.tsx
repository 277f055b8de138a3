import { useEffect, useState } from 'react'
import type { Paper } from '../../shared/api/residents.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { formatMoment } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { Check } from '../ui/check.tsx'
import { StationCallError } from '../station-client.ts'
import type { SpokenWords } from '../ui/toasts.tsx'
import { PaperQuestion } from './paper-question.tsx'
import type { ResidentsClient } from './residents-client.ts'

interface PaperPartProps {
  readonly client: ResidentsClient
  readonly personId: string
  readonly isAdministrator: boolean
  readonly show: (words: SpokenWords) => void
}

/** Where the list on paper lies, and whether door codes stand in it; an administrator says so. */
export function PaperPart({ client, personId, isAdministrator, show }: PaperPartProps) {
  const { t, language } = useWords()
  const [paper, setPaper] = useState<Paper | null>(null)
  useEffect(() => {
    let isCurrent = true
    client.paper().then(
      (found) => {
        if (isCurrent) setPaper(found)
      },
      (error: unknown) => {
        const code = error instanceof StationCallError ? error.code : 'internal'
        if (isCurrent) show((words) => errorWords(code, null, words))
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client, show])
  const answer = (withKeys: boolean) => {
    client.setPaperKeys({ by: personId, withKeys }).then(setPaper, (error: unknown) => {
      const code = error instanceof StationCallError ? error.code : 'internal'
      show((words) => errorWords(code, null, words))
    })
  }
  if (paper === null) return null
  return (
    <section className="paper-part" aria-label={t('residents.paper')}>
      <h3>{t('residents.paper')}</h3>
      <p>{t('residents.paperWords')}</p>
      <p>
        <code>{paper.path}</code>
      </p>
      <p className="muted">
        {paper.writtenAt === null
          ? t('residents.paperNever')
          : t('residents.paperWritten', { at: formatMoment(paper.writtenAt, language) })}
      </p>
      {paper.isDecided ? (
        <Check isSelected={paper.withKeys} isDisabled={!isAdministrator} onChange={answer}>
          {t('residents.paperKeys')}
        </Check>
      ) : (
        <PaperQuestion {...(isAdministrator ? { onAnswer: answer } : {})} />
      )}
    </section>
  )
}
