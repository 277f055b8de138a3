import { useState } from 'react'
import type { AlarmCard } from '../../shared/api/board.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { dotted } from '../i18n/dotted.ts'
import { formatTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import type { StationClient } from '../station-client.ts'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { ownerWords, placementWords } from './card-words.ts'
import { causeWords } from './cause-words.ts'
import { DeliveryLine } from './delivery-line.tsx'
import { EscalationLine } from './escalation-line.tsx'
import { Timeline } from './timeline.tsx'
import { useChain } from './use-chain.ts'
import { WhyChain } from './why-chain.tsx'

interface BesideStoriesProps {
  readonly cards: readonly AlarmCard[]
  readonly client: StationClient
  readonly isVeiled: boolean
}

/** The other alarms of the incident: since when, who has each, and the way to its rule, events and raw frames. */
export function BesideStories({ cards, ...story }: BesideStoriesProps) {
  const { t } = useWords()
  if (cards.length === 0) return null
  return (
    <>
      <h3>{t('detail.beside')}</h3>
      {cards.map((card) => (
        <BesideStory key={card.alarmId} card={card} {...story} />
      ))}
    </>
  )
}

interface BesideStoryProps extends Omit<BesideStoriesProps, 'cards'> {
  readonly card: AlarmCard
}

function BesideStory({ card, client, isVeiled }: BesideStoryProps) {
  const { t, language } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <section className="beside-story" data-alarm={card.alarmId}>
      <p className="alarm-line">
        <PriorityShape priority={card.priority} />
        <span>
          <strong>{causeWords(card, t)}</strong>{' '}
          <span className="figures">
            {dotted([
              placementWords(card.placement, t),
              t('detail.since', { time: formatTime(card.openedAt, language) }),
              ownerWords(card, t),
            ])}
          </span>
        </span>
      </p>
      <p>
        <EscalationLine card={card} /> <DeliveryLine card={card} />
      </p>
      <details
        className="why-fold"
        onToggle={(event) => {
          setOpen(event.currentTarget.open)
        }}
      >
        <summary>{t('detail.story')}</summary>
        {isOpen && <Story card={card} client={client} isVeiled={isVeiled} />}
      </details>
    </section>
  )
}

/** Asked for only while it is open. */
function Story({ card, client, isVeiled }: BesideStoryProps) {
  const { t } = useWords()
  const chain = useChain(client, card, isVeiled)
  switch (chain.kind) {
    case 'loading':
      return <p className="muted">{t('detail.loading')}</p>
    case 'veiled':
      return <p>{t('signIn.first')}</p>
    case 'failed':
      return <p>{t('detail.noChain')}</p>
    case 'shown':
      return (
        <>
          <Timeline chain={chain.chain} />
          <WhyChain chain={chain.chain} />
        </>
      )
    default:
      return assertNever(chain)
  }
}
