import { Phone } from 'lucide-react'
import { Link } from 'react-aria-components'
import { callLink } from '../../shared/domain/call-link.ts'
import { DOT } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'

interface CallLinkLineProps {
  readonly name: string
  /** What they are to the resident, or here; empty where nobody has said it. */
  readonly relation: string
  readonly phone: string
  readonly isFirst: boolean
  readonly isCalled: boolean
  readonly onCall: () => void
}

/** One who can be called: the telephone program of this machine opens. */
export function CallLinkLine({ name, relation, phone, isFirst, isCalled, onCall }: CallLinkLineProps) {
  const { t } = useWords()
  return (
    <>
      <Link className="button step call" href={callLink(phone)} autoFocus={isFirst} onPress={onCall}>
        <Phone className="icon" aria-hidden="true" />
        <span>
          <strong>{name}</strong>
          {relation !== '' && DOT + relation}
          {DOT}
          <span className="figures">{phone}</span>
        </span>
      </Link>
      {isCalled && <span role="status">{t('night.calls.called')}</span>}
    </>
  )
}
