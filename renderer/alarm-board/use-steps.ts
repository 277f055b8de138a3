import { useRef, useState } from 'react'
import type { AlarmCard, PersonTile } from '../../shared/api/board.ts'
import type { Receiver } from '../../shared/api/people.ts'
import type { Outcome } from '../../shared/domain/alarm.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { UNDO_MS } from '../../shared/domain/reopening.ts'
import { StationCallError, type StationClient, type StepCall } from '../station-client.ts'
import type { Room } from '../people/who-is-here.ts'
import type { Words } from '../i18n/use-words.ts'
import type { SpokenWords, Toast } from '../ui/toasts.tsx'
import { selectSteps, selectUnanswered, type StepName } from './alarm-steps.ts'
import type { NightWindow } from '../night/night-windows.tsx'
import type { Shelving } from '../night/shelve-window.tsx'
import { selectBeside, type IncidentOrder } from './incident-order.ts'
import { nameOf, whoWords } from './card-words.ts'
import { errorWords } from './error-words.ts'

/**
 * A window over the board. The cards are those that were seen when it opened, and their revisions go with the call;
 * `beside`: the other alarms of the same incident.
 */
export type OpenWindow =
  | {
      readonly kind: 'resolve' | 'note' | 'hand-over'
      readonly card: AlarmCard
      readonly beside: readonly AlarmCard[]
    }
  /** It was given to somebody who has no screen open. */
  | { readonly kind: 'tell-receiver'; readonly card: AlarmCard; readonly receiver: Receiver }
  | { readonly kind: 'who'; readonly pending: Wish | null }
  /** `then`: the room that opens for whoever signs in. */
  | { readonly kind: 'enter'; readonly then: Exclude<Room, 'board'> }
  | { readonly kind: 'shift' }
  | { readonly kind: 'night'; readonly window: NightWindow }
  | { readonly kind: 'keys' }
  | { readonly kind: 'diagnostics' }
  | { readonly kind: 'sound' }

/** A step on what was seen when it was wished for. */
interface Wish {
  readonly step: StepName
  readonly card: AlarmCard
  readonly beside: readonly AlarmCard[]
}

interface StepsContext {
  readonly client: StationClient
  readonly people: readonly PersonTile[]
  readonly personId: string | null
  /** What stands on the same card is answered with it. */
  readonly incidents: IncidentOrder
  readonly onPerson: (personId: string) => void
  /** These are being closed from here. */
  readonly onClosing: (alarmIds: readonly string[]) => void
  readonly show: (words: SpokenWords, action?: Toast['action']) => void
}

/** From a wish ("resolve this") to the call: asks who and how only where that is needed. */
export function useSteps({ client, people, personId, incidents, onPerson, onClosing, show }: StepsContext) {
  const [open, setOpen] = useState<OpenWindow | null>(null)
  const undoable = useRef<{ readonly until: number; readonly run: () => void } | null>(null)

  const send = (call: StepCall, card: AlarmCard, onDone: () => void = () => undefined) => {
    if (call.step === 'resolve') {
      const { alarmId, alongside: others = [] } = call.input
      onClosing([alarmId, ...others.map((other) => other.alarmId)])
    }
    client.take(call).then(
      () => {
        onDone()
        if (call.step === 'note') show((t) => t('toast.noted'))
        if (call.step === 'resolve') {
          const { outcome: _outcome, ...closed } = call.input
          const until = performance.now() + UNDO_MS
          const run = () => {
            undoable.current = null
            send({ step: 'reopen', input: closed }, card)
          }
          undoable.current = { until, run }
          const action = { label: (t: Words) => t('step.undo'), run, key: 'Z', until }
          show((t) => t('toast.resolved', { who: whoWords(card, t) }), action)
        }
        if (call.step === 'reopen') show((t) => t('toast.reopened', { who: whoWords(card, t) }))
        if (call.step === 'shelve') show((t) => t('toast.shelved', { who: whoWords(card, t) }))
      },
      (error: unknown) => {
        const known = error instanceof StationCallError ? error : new StationCallError('internal', null)
        show((t) => errorWords(known.code, nameOf(people, known.ownerId), t))
      },
    )
  }

  const perform = ({ step, card, beside }: Wish, by: string) => {
    const together = { ...seen(card), ...alongside(beside), by }
    switch (step) {
      case 'acknowledge': {
        // A cause that came under one that somebody has already: it is answered, and whatever else rings with it.
        const rings = selectUnanswered(card, beside)
        const others = [card, ...beside].filter(({ alarmId }) => alarmId !== rings.alarmId)
        send({ step, input: { ...seen(rings), ...alongside(others), by } }, rings)
        return
      }
      case 'on-the-way':
      case 'on-site':
      case 'release':
        send({ step, input: together }, card)
        return
      case 'unshelve':
        send({ step, input: { ...seen(card), by } }, card)
        return
      case 'resolve':
        // Only a critical alarm needs an outcome (design: "Life of an alarm"); an incident with one in it as well.
        if ([card, ...beside].some(({ priority }) => priority === 'critical')) {
          setOpen({ kind: 'resolve', card, beside })
        } else send({ step, input: { ...together, outcome: null } }, card)
        return
      case 'note':
      case 'hand-over':
        setOpen({ kind: step, card, beside })
        return
      case 'shelve':
        setOpen({ kind: 'night', window: { kind: 'shelve', card } })
        return
      case 'call':
        setOpen({ kind: 'night', window: { kind: 'calls', card } })
        return
      default:
        assertNever(step)
    }
  }

  const wish = (step: StepName, card: AlarmCard) => {
    const beside = selectBeside(incidents, card)
    if (!selectSteps(card, personId, beside).includes(step)) return
    const wished = { step, card, beside }
    if (personId === null) setOpen({ kind: 'who', pending: wished })
    else perform(wished, personId)
  }

  const choosePerson = (chosen: string) => {
    const pending = open?.kind === 'who' ? open.pending : null
    onPerson(chosen)
    setOpen(null)
    if (pending !== null) perform(pending, chosen)
  }

  const finish = (call: (input: Seen & { readonly by: string }) => StepCall, onDone?: () => void) => {
    const asked = open?.kind === 'night' ? open.window : open
    if (asked === null || !('card' in asked) || personId === null) return
    const { card } = asked
    setOpen(null)
    const beside = asked.kind === 'resolve' || asked.kind === 'hand-over' ? asked.beside : []
    send(call({ ...seen(card), ...alongside(beside), by: personId }), card, onDone)
  }

  return {
    open,
    setOpen,
    wish,
    choosePerson,
    resolve: (outcome: Outcome) => {
      finish((input) => ({ step: 'resolve', input: { ...input, outcome } }))
    },
    note: (words: string) => {
      finish((input) => ({ step: 'note', input: { ...input, words } }))
    },
    shelve: (shelving: Shelving) => {
      finish((input) => ({ step: 'shelve', input: { ...input, ...shelving } }))
    },
    /** Takes the last end back while it may be; says so where nothing can be taken back. */
    undo: () => {
      const last = undoable.current
      if (last !== null && performance.now() < last.until) last.run()
      else show((t) => t('toast.nothingToUndo'))
    },
    /** An alarm that was closed by mistake longer ago. */
    reopen: (card: AlarmCard) => {
      if (personId === null) return
      setOpen(null)
      send({ step: 'reopen', input: { ...seen(card), by: personId } }, card)
    },
    /** Who was called, in words for the timeline. */
    called: (card: AlarmCard, words: string) => {
      if (personId === null) return
      send({ step: 'note', input: { ...seen(card), by: personId, words } }, card)
    },
    /** Says who stands here; an open window stays. */
    identify: onPerson,
    handOver: (receiver: Receiver) => {
      const card = open !== null && 'card' in open ? open.card : null
      finish(
        (input) => ({ step: 'hand-over', input: { ...input, to: receiver.personId } }),
        () => {
          if (card === null || receiver.hasScreen !== false) return
          // Whatever was opened meanwhile stays.
          setOpen((now) => now ?? { kind: 'tell-receiver', card, receiver })
        },
      )
    },
  }
}

interface Seen {
  readonly alarmId: string
  readonly seenRevision: number
  readonly alongside?: Seen[]
}

function seen({ alarmId, revision }: AlarmCard): Seen {
  return { alarmId, seenRevision: revision }
}

function alongside(beside: readonly AlarmCard[]): Pick<Seen, 'alongside'> {
  return beside.length === 0 ? {} : { alongside: beside.map(seen) }
}
