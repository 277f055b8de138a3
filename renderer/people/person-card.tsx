import { Button } from 'react-aria-components'
import type { PersonLine } from '../../shared/api/people.ts'
import { callLink } from '../../shared/domain/call-link.ts'
import { dotted } from '../i18n/dotted.ts'
import { durationWords } from '../i18n/duration-words.ts'
import { formatMoment } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'

interface PersonCardProps {
  readonly person: PersonLine
  readonly mayChange: boolean
  readonly onChange: () => void
  readonly onCode: () => void
  readonly onLeave: () => void
  readonly onReturn: () => void
}

/** One person: what they may, how the name is proven, and what an administrator can do about it. */
export function PersonCard({ person, mayChange, onChange, onCode, onLeave, onReturn }: PersonCardProps) {
  const { t, language } = useWords()
  const { name, role, phone, leftAt, isOnDuty } = person
  return (
    <article className="person-card" aria-label={name}>
      <div className="person-words">
        <h3>{name}</h3>
        <p>{dotted([t(`role.${role}`), isOnDuty ? t('people.onDuty') : null])}</p>
        {phone !== null && (
          <p>
            <a className="figures" href={callLink(phone)}>
              {phone}
            </a>
          </p>
        )}
        <p className={leftAt === null && person.code === 'none' ? undefined : 'muted'}>
          {leftAt === null
            ? codeWords(person, t)
            : t('people.leftAt', { at: formatMoment(leftAt, language) })}
        </p>
      </div>
      {mayChange && (
        <div className="panel-buttons">
          {leftAt === null ? (
            <>
              <Button className="button" onPress={onChange}>
                {t('people.change')}
              </Button>
              <Button className="button" onPress={onCode}>
                {t('people.newCode')}
              </Button>
              <Button className="button" onPress={onLeave}>
                {t('people.leave')}
              </Button>
            </>
          ) : (
            <Button className="button" onPress={onReturn}>
              {t('people.return')}
            </Button>
          )}
        </div>
      )}
    </article>
  )
}

function codeWords({ code, signIn, lockedSeconds }: PersonLine, t: Words): string {
  if (lockedSeconds !== null) return t('people.locked', { left: durationWords(lockedSeconds * 1000, t) })
  return code === 'none' ? t(`people.code.${signIn}`) : t(`people.code.${code}`)
}
