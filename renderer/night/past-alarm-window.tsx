import { causeWords } from '../alarm-board/cause-words.ts'
import { Button } from 'react-aria-components'
import type { AlarmCard } from '../../shared/api/board.ts'
import { REOPEN_WITHIN_MS } from '../../shared/domain/reopening.ts'
import { AlarmLine } from '../alarm-board/alarm-line.tsx'
import { Timeline } from '../alarm-board/timeline.tsx'
import { useChain } from '../alarm-board/use-chain.ts'
import { WhyChain } from '../alarm-board/why-chain.tsx'
import { dotted } from '../i18n/dotted.ts'
import { formatDateTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import type { StationClient } from '../station-client.ts'
import { useNow } from '../ui/now.tsx'
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
  const now = useNow()
  const closedAt =
    chain.kind === 'shown' ? chain.chain.steps.findLast(({ type }) => type === 'resolved')?.at : undefined
  const isTooLate = closedAt !== undefined && now - closedAt > REOPEN_WITHIN_MS
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
      {isTooLate && <p className="muted">{t('error.reopen-too-late')}</p>}
      <div className="window-buttons">
        {card.state === 'resolved' && !isTooLate && (
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
