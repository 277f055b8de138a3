import type { AlarmCard } from '../../shared/api/board.ts'
import { useWords } from '../i18n/use-words.ts'
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
