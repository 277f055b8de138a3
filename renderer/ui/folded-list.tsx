import { useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'

interface FoldedListProps<T> {
  readonly items: readonly T[]
  readonly className: string
  readonly line: (item: T) => ReactNode
}

/** Lines shown at once; of a longer list the first and the newest. */
const NEWEST = 10

/**
 * A list that a stuck sensor cannot drown: its first line and its newest ones, the rest on request. The button stays
 * where it is, so that the keyboard stays on it and a key struck twice does nothing to the alarm.
 */
export function FoldedList<T>({ items, className, line }: FoldedListProps<T>) {
  const { t } = useWords()
  const [isWhole, setWhole] = useState(false)
  const foldable = Math.max(0, items.length - 1 - NEWEST)
  return (
    <ol className={className}>
      {items.slice(0, 1).map(line)}
      {foldable > 0 && (
        <li className="fold">
          <Button
            className="button"
            aria-expanded={isWhole}
            onPress={() => {
              setWhole(!isWhole)
            }}
          >
            {isWhole ? t('list.showFewer') : t('list.showHidden', { count: foldable })}
          </Button>
        </li>
      )}
      {items.slice(isWhole ? 1 : 1 + foldable).map(line)}
    </ol>
  )
}
