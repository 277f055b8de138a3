import { causeWords } from '../alarm-board/cause-words.ts'
import { Button } from 'react-aria-components'
import type { AlarmCard } from '../../shared/api/board.ts'
import { AlarmLine } from '../alarm-board/alarm-line.tsx'
import { Timeline } from '../alarm-board/timeline.tsx'
import { useChain } from '../alarm-board/use-chain.ts'
import { WhyChain } from '../alarm-board/why-chain.tsx'
import { dotted } from '../i18n/dotted.ts'
import { formatDateTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import type { StationClient } from '../station-client.ts'
import { Window } from '../ui/window.tsx'

interface PastAlarmProps {
  readonly client: StationClient
  readonly card: AlarmCard
  readonly onReopen: () => void
  readonly onBack: () => void
}

/** An alarm that is no longer on the board, with its whole chain. */
export function PastAlarmWindow({ client, card, onReopen, onBack }: PastAlarmProps) {
  const { t, language } = useWords()
  const chain = useChain(client, card, false)
  return (
    <Window title={causeWords(card, t)} onClose={onBack}>
      <AlarmLine card={card} />
      <p className="figures">{dotted([formatDateTime(card.openedAt, language), t(`state.${card.state}`)])}</p>
      {card.outcome !== null && <p>{t(`outcome.${card.outcome}`)}</p>}
      {chain.kind === 'loading' && <p className="muted">{t('detail.loading')}</p>}
      {chain.kind === 'failed' && <p>{t('detail.noChain')}</p>}
      {chain.kind === 'shown' && (
        <>
          <h3>{t('detail.timeline')}</h3>
          <Timeline chain={chain.chain} />
          <h3>{t('detail.why')}</h3>
          <WhyChain chain={chain.chain} />
        </>
      )}
      <div className="window-buttons">
        {card.state === 'resolved' && (
          <Button className="button step" onPress={onReopen}>
            {t('step.reopen')}
          </Button>
        )}
        <Button className="button step" autoFocus onPress={onBack}>
          {t('detail.back')}
        </Button>
      </div>
    </Window>
  )
}
