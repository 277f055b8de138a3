import { useWords } from '../i18n/use-words.ts'
import { SubmitRow } from '../ui/window-rows.tsx'

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
      <SubmitRow words={confirm} leave={t('technician.cancel')} onClose={onClose} />
    </>
  )
}
