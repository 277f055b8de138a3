import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'

interface ConfirmProps {
  readonly title: string
  /** What will happen. */
  readonly words: string
  readonly confirm: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something that is hard to take back; the keyboard stands on the way back. */
export function ConfirmWindow({ title, words, confirm, onConfirm, onClose }: ConfirmProps) {
  const { t } = useWords()
  return (
    <Window title={title} onClose={onClose}>
      <p>{words}</p>
      <div className="window-buttons">
        <Button className="button step" onPress={onConfirm}>
          {confirm}
        </Button>
        <Button className="button step" autoFocus onPress={onClose}>
          {t('technician.cancel')}
        </Button>
      </div>
    </Window>
  )
}
