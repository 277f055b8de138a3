import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { centreErrorOf, type CentreErrorCode } from './centre-client.ts'

export interface Page<Item> {
  readonly items: readonly Item[]
  /** Where the next page begins; null: these are all. */
  readonly next: string | null
}

export interface PagesState<Item> extends Page<Item> {
  readonly isAsking: boolean
  readonly problem: CentreErrorCode | null
}

const NOTHING = { items: [], next: null, isAsking: false, problem: null } as const

/** Pages of what is looked for, one after the other; a new search forgets what an older one still brings. */
export function usePages<Query extends object, Item>(
  read: (query: Query & { readonly after?: string }) => Promise<Page<Item>>,
  first: Query,
  mayAsk: boolean,
) {
  const [state, setState] = useState<PagesState<Item>>({ ...NOTHING, isAsking: mayAsk })
  const asked = useRef<{ readonly number: number; readonly query: Query }>({ number: 0, query: first })

  const ask = (query: Query, after: string | null, before: readonly Item[]) => {
    const number = asked.current.number + 1
    asked.current = { number, query }
    read(after === null ? query : { ...query, after }).then(
      ({ items, next }) => {
        if (asked.current.number !== number) return
        setState({ items: [...before, ...items], next, isAsking: false, problem: null })
      },
      (error: unknown) => {
        if (asked.current.number !== number) return
        setState((known) => ({ ...known, isAsking: false, problem: centreErrorOf(error).code }))
      },
    )
  }
  const askFirst = useEffectEvent(() => {
    ask(first, null, [])
  })
  useEffect(() => {
    if (mayAsk) askFirst()
  }, [mayAsk])
  return {
    state,
    search: (query: Query) => {
      setState({ ...NOTHING, isAsking: true })
      ask(query, null, [])
    },
    more: () => {
      if (state.next === null || state.isAsking) return
      setState({ ...state, isAsking: true })
      ask(asked.current.query, state.next, state.items)
    },
  }
}
