import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'

interface CodeWindowProps {
  readonly name: string
  readonly code: string
  readonly onClose: () => void
}

/** A code for the first sign-in, shown this once. */
export function CodeWindow({ name, code, onClose }: CodeWindowProps) {
  const { t } = useWords()
  return (
    <Window title={t('people.codeTitle', { name })} onClose={onClose}>
      <p className="first-code figures">{`${code.slice(0, 3)} ${code.slice(3)}`}</p>
      <p>{t('people.codeWords')}</p>
      <div className="window-buttons">
        <Button className="button step step-next" autoFocus onPress={onClose}>
          {t('people.codeGiven')}
        </Button>
      </div>
    </Window>
  )
}
