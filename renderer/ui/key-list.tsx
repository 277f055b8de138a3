import { useWords } from '../i18n/use-words.ts'
import { Window } from './window.tsx'
import { LeaveRow } from './window-rows.tsx'

interface KeyListProps {
  /** Each line: its keys, and what they do. */
  readonly lines: readonly (readonly [readonly string[], string])[]
  readonly onClose: () => void
}

/** Every key of a page. */
export function KeyList({ lines, onClose }: KeyListProps) {
  const { t } = useWords()
  return (
    <Window title={t('keys.title')} onClose={onClose}>
      <dl className="keys">
        {lines.map(([keys, words]) => (
          <div key={words + keys.join('')}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <LeaveRow words={t('keys.close')} isFocused onClose={onClose} />
    </Window>
  )
}
