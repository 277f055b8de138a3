import { useState, type ReactNode } from 'react'
import { Button, Link } from 'react-aria-components'
import { callLink } from '../../shared/domain/call-link.ts'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'

interface CallProps {
  readonly line: ReactNode
  readonly phone: string | null
  /** What came of it, in words for the timeline. */
  readonly onCalled: (words: string) => void
  readonly onClose: () => void
}

/** The number of the building, large enough to dial by hand; then what came of it. */
export function CallWindow({ line, phone, onCalled, onClose }: CallProps) {
  const { t } = useWords()
  const [isDialled, setDialled] = useState(false)
  if (phone === null) return null
  return (
    <Window title={t('centre.step.call')} onClose={onClose}>
      {line}
      <p className="call-number figures">{phone}</p>
      <div className="window-buttons">
        <Link
          className="button step step-next"
          href={callLink(phone)}
          autoFocus
          onPress={() => {
            setDialled(true)
          }}
        >
          {t('centre.call.dial')}
        </Link>
      </div>
      <p>{isDialled ? t('centre.call.how') : t('centre.call.byHand')}</p>
      <div className="window-buttons">
        <Button
          className="button step"
          onPress={() => {
            onCalled(t('centre.call.spokeNote'))
          }}
        >
          {t('centre.call.spoke')}
        </Button>
        <Button
          className="button step"
          onPress={() => {
            onCalled(t('centre.call.noAnswerNote'))
          }}
        >
          {t('centre.call.noAnswer')}
        </Button>
        <Button className="button step" onPress={onClose}>
          {t('resolve.cancel')}
        </Button>
      </div>
    </Window>
  )
}
