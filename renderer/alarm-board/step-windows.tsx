import { Button } from 'react-aria-components'
import type { AlarmCard, PersonTile } from '../../shared/api/board.ts'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'
import { LeaveRow } from '../ui/window-rows.tsx'
import { WordsWindow } from '../ui/words-window.tsx'
import { AlarmLine } from './alarm-line.tsx'

interface WindowProps {
  readonly card: AlarmCard
  readonly onClose: () => void
}

interface NoteProps extends WindowProps {
  readonly onSave: (words: string) => void
}

export function NoteDialog({ card, onClose, onSave }: NoteProps) {
  const { t } = useWords()
  return (
    <WordsWindow
      title={t('note.title')}
      line={<AlarmLine card={card} />}
      label={t('note.words')}
      save={t('note.save')}
      onClose={onClose}
      onSave={onSave}
    />
  )
}

interface HandOverProps extends WindowProps {
  /** The other alarms of the same incident, handed over with it. */
  readonly beside: readonly AlarmCard[]
  readonly people: readonly PersonTile[]
  readonly onHandOver: (personId: string) => void
}

export function HandOverDialog({ card, beside, people, onClose, onHandOver }: HandOverProps) {
  const { t } = useWords()
  const others = people.filter((person) => person.id !== card.owner?.id)
  return (
    <Window title={t('handOver.title')} onClose={onClose}>
      <AlarmLine card={card} beside={beside} />
      {others.length === 0 && <p>{t('handOver.nobody')}</p>}
      <div className="tiles">
        {others.map((person) => (
          <Button
            key={person.id}
            className="button tile"
            onPress={() => {
              onHandOver(person.id)
            }}
          >
            {person.name}
          </Button>
        ))}
      </div>
      <LeaveRow words={t('resolve.cancel')} onClose={onClose} />
    </Window>
  )
}
