import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AlarmView } from '../../shared/api/centre/alarms.ts'
import { centreErrorOf, type CentreClient, type CentreErrorCode, type HistoryQuery } from './centre-client.ts'

export interface HistoryState {
  readonly alarms: readonly AlarmView[]
  /** Where the next page begins; null: these are all. */
  readonly next: string | null
  readonly isAsking: boolean
  readonly problem: CentreErrorCode | null
}

const NOTHING: HistoryState = { alarms: [], next: null, isAsking: false, problem: null }

/** Pages of what happened, one after the other; a new search forgets what an older one still brings. */
export function useHistory(client: Pick<CentreClient, 'history'>, mayAsk: boolean) {
  const [state, setState] = useState<HistoryState>({ ...NOTHING, isAsking: mayAsk })
  const asked = useRef<{ readonly number: number; readonly query: HistoryQuery }>({ number: 0, query: {} })

  const ask = (query: HistoryQuery, before: readonly AlarmView[]) => {
    const number = asked.current.number + 1
    asked.current = { number, query }
    client.history(query).then(
      ({ alarms, next }) => {
        if (asked.current.number !== number) return
        setState({ alarms: [...before, ...alarms], next, isAsking: false, problem: null })
      },
      (error: unknown) => {
        if (asked.current.number !== number) return
        setState((known) => ({ ...known, isAsking: false, problem: centreErrorOf(error).code }))
      },
    )
  }
  const askFirst = useEffectEvent(() => {
    ask({}, [])
  })
  useEffect(() => {
    if (mayAsk) askFirst()
  }, [mayAsk])
  return {
    state,
    search: (query: HistoryQuery) => {
      setState({ ...NOTHING, isAsking: true })
      ask(query, [])
    },
    more: () => {
      if (state.next === null || state.isAsking) return
      setState({ ...state, isAsking: true })
      ask({ ...asked.current.query, after: state.next }, state.alarms)
    },
  }
}
