import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'

interface FormEndProps {
  readonly problem: string | null
  readonly confirm: string
  readonly onClose: () => void
}

/** What is wrong with a form, and the two ways out of it. */
export function FormEnd({ problem, confirm, onClose }: FormEndProps) {
  const { t } = useWords()
  return (
    <>
      <p className="hint" role="status">
        {problem}
      </p>
      <div className="window-buttons">
        <Button type="submit" className="button step step-next">
          {confirm}
        </Button>
        <Button className="button step" onPress={onClose}>
          {t('technician.cancel')}
        </Button>
      </div>
    </>
  )
}
