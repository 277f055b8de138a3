import type { AlarmCard } from '../../shared/api/board.ts'
import { compareCards } from '../alarm-board/board-selectors.ts'
import { whereWords, whoWords } from '../alarm-board/card-words.ts'
import { causeWords } from '../alarm-board/cause-words.ts'
import { dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { Strip } from '../ui/strip.tsx'

interface AlarmStripProps {
  /** Open alarms by id. */
  readonly alarms: ReadonlyMap<string, AlarmCard>
  readonly onBoard: () => void
}

/** The most important open alarm of the station over every room but the board. */
export function AlarmStrip({ alarms, onBoard }: AlarmStripProps) {
  const { t } = useWords()
  const [card] = [...alarms.values()].sort(compareCards)
  if (card === undefined) return null
  return (
    <Strip
      priority={card.priority}
      isRinging={card.ringing}
      isTest={card.category === 'test'}
      cause={causeWords(card, t)}
      whoAndWhere={dotted([whoWords(card, t), whereWords(card, t)])}
      since={card.openedAt}
      others={alarms.size - 1}
      onGo={onBoard}
    />
  )
}
