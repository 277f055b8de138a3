import { Button } from 'react-aria-components'
import type { ResidentLine } from '../../shared/api/residents.ts'
import { dotted } from '../i18n/dotted.ts'
import { formatMoment } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { awayWords } from './away-words.ts'

interface ResidentCardProps {
  readonly resident: ResidentLine
  /** Managers open the record; caregivers say who is away. */
  readonly onOpen: (() => void) | null
  readonly onAway: () => void
  readonly onBack: () => void
}

/** One resident of the list: where, whether they are away, and what would be missing in an alarm. */
export function ResidentCard({ resident, onOpen, onAway, onBack }: ResidentCardProps) {
  const { t, language } = useWords()
  const { name, unit, floor, away, leftAt, leftWhy, lacks } = resident
  const home = dotted([
    unit === null ? null : t('card.unit', { unit }),
    floor === null ? null : t('card.floor', { floor }),
  ])
  return (
    <article className="person-card" aria-label={name}>
      <div className="person-words">
        <h3>{name}</h3>
        <p>{home === '' ? t('residents.noHome') : home}</p>
        {away !== null && <p className="away-words">{awayWords(away, language, t)}</p>}
        {lacks.map((lack) => (
          <p key={lack}>{t(`residents.lacks.${lack}`)}</p>
        ))}
        {leftAt !== null && (
          <p className="muted">
            {t(`residents.leftAt.${leftWhy ?? 'file'}`, { at: formatMoment(leftAt, language) })}
          </p>
        )}
      </div>
      <div className="panel-buttons">
        {leftAt === null &&
          (away === null ? (
            <Button className="button" onPress={onAway}>
              {t('residents.setAway')}
            </Button>
          ) : (
            <>
              <Button className="button" onPress={onBack}>
                {t('residents.endAway')}
              </Button>
              <Button className="button" onPress={onAway}>
                {t('residents.changeAway')}
              </Button>
            </>
          ))}
        {onOpen !== null && (
          <Button className="button" onPress={onOpen}>
            {t('residents.open')}
          </Button>
        )}
      </div>
    </article>
  )
}
