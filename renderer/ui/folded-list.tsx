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

/** A list that a stuck sensor cannot drown: its first line and its newest ones, the rest on request. */
export function FoldedList<T>({ items, className, line }: FoldedListProps<T>) {
  const { t } = useWords()
  const [isWhole, setWhole] = useState(false)
  const hidden = isWhole ? 0 : Math.max(0, items.length - 1 - NEWEST)
  return (
    <ol className={className}>
      {items.slice(0, 1).map(line)}
      {hidden > 0 && (
        <li>
          <Button
            className="button"
            onPress={() => {
              setWhole(true)
            }}
          >
            {t('list.showHidden', { count: hidden })}
          </Button>
        </li>
      )}
      {items.slice(1 + hidden).map(line)}
    </ol>
  )
}
