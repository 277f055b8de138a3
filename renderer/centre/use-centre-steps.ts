import { useState } from 'react'
import type { AlarmView, NewCommand } from '../../shared/api/centre/alarms.ts'
import type { CentreSession } from '../../shared/api/centre/session.ts'
import type { Outcome } from '../../shared/domain/alarm.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { SpokenWords } from '../ui/toasts.tsx'
import type { CentreCard } from './centre-card.ts'
import { centreErrorOf, type CentreClient, type SessionEnd } from './centre-client.ts'
import type { CentreConnection } from './centre-connection.ts'
import type { CentreStep } from './centre-steps.ts'
import { centreErrorWords } from './centre-words.ts'

/** A window over the page; the card is the one that was seen when it opened. */
export type CentreWindow =
  | { readonly kind: 'resolve' | 'note' | 'request' | 'assign' | 'call'; readonly card: CentreCard }
  | { readonly kind: 'keys' }
  | { readonly kind: 'sound' }
  | { readonly kind: 'pin' }
  /** The page is locked; what waits for the code. */
  | {
      readonly kind: 'unlock'
      readonly then: { readonly step: CentreStep; readonly card: CentreCard } | null
    }

interface StepsContext {
  readonly client: CentreClient
  readonly connection: Pick<CentreConnection, 'answered'>
  readonly session: CentreSession
  readonly isLocked: boolean
  /** Asks the centre anew who is signed in. */
  readonly onChanged: () => Promise<void>
  readonly show: (words: SpokenWords) => void
}

/** From a wish to the call: asks only what the step needs, and says what came of it. */
export function useCentreSteps(context: StepsContext) {
  const { client, connection, session, isLocked, onChanged, show } = context
  const [open, setOpen] = useState<CentreWindow | null>(null)
  const [called, setCalled] = useState<ReadonlySet<string>>(new Set())

  const failed = (error: unknown) => {
    const { code, takenBy, figure } = centreErrorOf(error)
    show((t) => centreErrorWords(code, takenBy, t, figure))
  }
  const taken = (call: Promise<AlarmView>, card: CentreCard) => {
    call.then((alarm) => {
      connection.answered(alarm, card)
    }, failed)
  }
  const command = (card: CentreCard, wanted: NewCommand) => {
    setOpen(null)
    client.command(card.view, wanted).then(() => {
      show((t) => t(`centre.sent.${wanted.type}`))
    }, failed)
  }

  const perform = (step: CentreStep, card: CentreCard) => {
    switch (step) {
      case 'take':
        taken(client.take(card.view), card)
        return
      case 'release':
        taken(client.release(card.view), card)
        return
      case 'call':
      case 'assign':
      case 'request':
      case 'note':
      case 'resolve':
        setOpen({ kind: step, card })
        return
      default:
        assertNever(step)
    }
  }

  return {
    open,
    setOpen,
    called,
    wish: (step: CentreStep, card: CentreCard) => {
      if (isLocked) setOpen({ kind: 'unlock', then: { step, card } })
      else perform(step, card)
    },
    /** The same operator's code again; then what waited for it is done. */
    unlock: async (pin: string) => {
      const { municipality, operator } = session
      await client.signIn({ municipality: municipality.id, operator: operator.id, pin })
      await onChanged()
      const waiting = open?.kind === 'unlock' ? open.then : null
      setOpen(null)
      if (waiting !== null) perform(waiting.step, waiting.card)
    },
    /** Somebody there was called: it stands in the timeline, and Enter goes on to the next step. */
    sayCalled: (card: CentreCard, words: string) => {
      setCalled((before) => new Set(before).add(card.key))
      command(card, { type: 'note', text: words })
    },
    note: (card: CentreCard, text: string) => {
      command(card, { type: 'note', text })
    },
    request: (card: CentreCard, text: string) => {
      command(card, { type: 'request', text })
    },
    assign: (card: CentreCard, to: string) => {
      command(card, { type: 'assign', to })
    },
    resolve: (card: CentreCard, { kind, falseCause, words }: Outcome) => {
      command(card, {
        type: 'resolve',
        outcome: kind,
        ...(falseCause === undefined ? {} : { falseCause }),
        ...(words === null ? {} : { text: words }),
      })
    },
    signOut: (onEnded: (why: SessionEnd) => void) => {
      client.signOut().then(() => {
        onEnded('signed-out')
      }, failed)
    },
  }
}

export type CentreSteps = ReturnType<typeof useCentreSteps>
