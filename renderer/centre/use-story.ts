import { startTransition, useEffect, useState } from 'react'
import type { AlarmStory } from '../../shared/api/centre/alarms.ts'
import type { CentreClient, CommandChange } from './centre-client.ts'
import { keyOf, type CentreCard } from './centre-card.ts'

export type StoryState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly story: AlarmStory }
  | { readonly kind: 'failed' }

/** Keys that walk down a long list pass alarms that nobody stops at, and a stuck device changes one all the time. */
const PAUSE_MS = 150

/** The whole timeline of one alarm, read again when it or one of its commands changes; an older answer never wins. */
export function useStory(
  client: Pick<CentreClient, 'story'>,
  { key, view }: CentreCard,
  command: CommandChange | null,
): StoryState {
  const [read, setRead] = useState<{ readonly key: string; readonly state: StoryState } | null>(null)
  const { id, station } = view
  const isOwn = command !== null && keyOf({ station: command.station, id: command.alarm }) === key
  const changed = isOwn ? `${command.command} ${command.result ?? ''}` : ''
  useEffect(() => {
    let isCurrent = true
    const take = (state: StoryState) => {
      if (!isCurrent) return
      // A ring must not wait for the drawing of how it came to be.
      startTransition(() => {
        setRead({ key, state })
      })
    }
    const timer = setTimeout(() => {
      client.story({ id, station }).then(
        (story) => {
          take({ kind: 'shown', story })
        },
        () => {
          take({ kind: 'failed' })
        },
      )
    }, PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, key, id, station, view, changed])
  return read?.key === key ? read.state : { kind: 'loading' }
}
