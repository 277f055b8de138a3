import { ArrowUp } from 'lucide-react'
import { useWords } from '../i18n/use-words.ts'

interface RingsAboveProps {
  /** Critical alarms that ring out of sight, the first one first. */
  readonly ringing: readonly string[]
  readonly onChoose: (id: string) => void
}

/** Over a long list: what rings further up is one press away. */
export function RingsAboveButton({ ringing, onChoose }: RingsAboveProps) {
  const { t } = useWords()
  const [first] = ringing
  if (first === undefined) return null
  return (
    <div className="rings-above">
      <button
        type="button"
        className="button"
        onClick={() => {
          onChoose(first)
        }}
      >
        <ArrowUp className="icon" aria-hidden="true" /> {t('card.ringsAbove', { count: ringing.length })}
      </button>
    </div>
  )
}
