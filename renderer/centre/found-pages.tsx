import type { Key, ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { centreErrorWords } from './centre-words.ts'
import type { PagesState } from './use-pages.ts'

interface FoundPagesProps<Item> {
  readonly state: PagesState<Item>
  readonly countWords: (count: number) => string
  readonly keyOf: (item: Item, index: number) => Key
  readonly line: (item: Item) => ReactNode
  readonly onMore: () => void
}

/** What a search found, how much that is or why there is nothing, and the way to the next page. */
export function FoundPages<Item>({ state, countWords, keyOf, line, onMore }: FoundPagesProps<Item>) {
  const { t } = useWords()
  const { items, next, isAsking, problem } = state
  return (
    <>
      <p className="hint" role="status">
        {isAsking && t('detail.loading')}
        {!isAsking && problem === null && countWords(items.length)}
        {!isAsking && problem === null && items.length > 0 && next !== null && ` ${t('centre.history.cut')}`}
        {problem !== null && centreErrorWords(problem, null, t)}
      </p>
      <ul className="plain-list found-alarms">
        {items.map((item, index) => (
          <li key={keyOf(item, index)}>{line(item)}</li>
        ))}
      </ul>
      {next !== null && (
        <Button className="button step" isDisabled={isAsking} onPress={onMore}>
          {t('centre.history.more')}
        </Button>
      )}
    </>
  )
}
