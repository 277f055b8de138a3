import { Button } from 'react-aria-components'
import type { AlarmCard } from '../../shared/api/board.ts'
import { AlarmLine } from '../alarm-board/alarm-line.tsx'
import { personWords } from '../alarm-board/card-words.ts'
import { formatClock } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'
import { LeaveRow } from '../ui/window-rows.tsx'

interface ShelvedWindowProps {
  readonly cards: readonly AlarmCard[]
  readonly onUnshelve: (card: AlarmCard) => void
  readonly onClose: () => void
}

/** Everything that is set aside: what, by whom, why and until when; each can be taken back at once. */
export function ShelvedWindow({ cards, onUnshelve, onClose }: ShelvedWindowProps) {
  const { t, language } = useWords()
  return (
    <Window title={t('night.shelved.title')} onClose={onClose}>
      {cards.length === 0 && <p>{t('night.shelved.none')}</p>}
      <ul className="plain-list shelved-list">
        {cards.map((card) => (
          <li key={card.alarmId} data-priority={card.priority}>
            <AlarmLine card={card} />
            {card.shelf !== undefined && (
              <p>
                {t('night.shelved.line', {
                  at: formatClock(card.shelf.until, language),
                  by: personWords(card.shelf.by, t),
                  why: t(`shelf.${card.shelf.why}`),
                })}
              </p>
            )}
            <Button
              className="button"
              onPress={() => {
                onUnshelve(card)
              }}
            >
              {t('step.unshelve')}
            </Button>
          </li>
        ))}
      </ul>
      <LeaveRow words={t('keys.close')} isFocused onClose={onClose} />
    </Window>
  )
}
