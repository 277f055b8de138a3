import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'

interface SubmitRowProps {
  /** What sending does, as a verb. */
  readonly words: string
  /** The way out without sending, where it is not "Tilbake". */
  readonly leave?: string
  readonly isDisabled?: boolean
  readonly onClose: () => void
}

/** The end of a form in a window: the way on first and largest, then the way out. */
export function SubmitRow({ words, leave, isDisabled = false, onClose }: SubmitRowProps) {
  const { t } = useWords()
  return (
    <div className="window-buttons">
      <Button type="submit" className="button step step-next" isDisabled={isDisabled}>
        {words}
      </Button>
      <Button className="button step" onPress={onClose}>
        {leave ?? t('resolve.cancel')}
      </Button>
    </div>
  )
}

interface LeaveRowProps {
  readonly words: string
  /** The window has nothing else to press. */
  readonly isFocused?: boolean
  readonly onClose: () => void
}

/** The end of a window that is only looked at, or whose choices act by themselves. */
export function LeaveRow({ words, isFocused = false, onClose }: LeaveRowProps) {
  return (
    <div className="window-buttons">
      <Button className="button step" autoFocus={isFocused} onPress={onClose}>
        {words}
      </Button>
    </div>
  )
}
