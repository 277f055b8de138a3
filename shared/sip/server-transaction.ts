/** The life of one request that somebody sent us (RFC 3261 17.2.2, non-INVITE), as a pure step. */
import { assertNever } from '../domain/assert-never.ts'
import { TRANSACTION_MS } from './client-transaction.ts'

export interface ServerTransaction {
  readonly phase: 'trying' | 'completed' | 'terminated'
  readonly isReliable: boolean
}

export type ServerInput =
  /** The same request again: the other side has not seen our answer. */
  { readonly type: 'repeated' } | { readonly type: 'answered' } | { readonly type: 'linger-over' }

export type ServerEffect = { readonly type: 'send-answer' } | { readonly type: 'linger'; readonly ms: number }

export interface ServerStep {
  readonly state: ServerTransaction
  readonly effects: readonly ServerEffect[]
}

export function beginServerTransaction(isReliable: boolean): ServerTransaction {
  return { phase: 'trying', isReliable }
}

export function nextServerTransaction(state: ServerTransaction, input: ServerInput): ServerStep {
  switch (input.type) {
    case 'repeated':
      // Not answered yet: the answer is on its way.
      return { state, effects: state.phase === 'completed' ? [{ type: 'send-answer' }] : [] }
    case 'answered':
      if (state.phase !== 'trying') return { state, effects: [] }
      return state.isReliable
        ? { state: { ...state, phase: 'terminated' }, effects: [{ type: 'send-answer' }] }
        : {
            state: { ...state, phase: 'completed' },
            effects: [{ type: 'send-answer' }, { type: 'linger', ms: TRANSACTION_MS }],
          }
    case 'linger-over':
      return { state: { ...state, phase: 'terminated' }, effects: [] }
    default:
      return assertNever(input)
  }
}
