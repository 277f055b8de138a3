/** The life of one request that we sent (RFC 3261 17.1.2, non-INVITE), as a pure step; others run the effects. */
import { assertNever } from '../domain/assert-never.ts'

/** T1: estimate of a round trip. T2: longest pause between two repeats. T4: how long a message may be in the network. */
export const T1_MS = 500
export const T2_MS = 4_000
export const T4_MS = 5_000
/** Timer F and J: 64 × T1. */
export const TRANSACTION_MS = 64 * T1_MS

export interface ClientTransaction {
  readonly phase: 'trying' | 'proceeding' | 'completed' | 'terminated'
  /** Over TCP and TLS nothing is repeated. */
  readonly isReliable: boolean
  readonly repeatMs: number
}

export type ClientInput =
  | { readonly type: 'repeat-due' }
  | { readonly type: 'time-over' }
  | { readonly type: 'answered'; readonly status: number }
  | { readonly type: 'line-failed' }
  | { readonly type: 'linger-over' }

export type ClientEffect =
  | { readonly type: 'send' }
  | { readonly type: 'repeat-in'; readonly ms: number }
  | { readonly type: 'give-up-in'; readonly ms: number }
  | { readonly type: 'linger'; readonly ms: number }
  /** The final answer goes to whoever asked. */
  | { readonly type: 'report' }
  | { readonly type: 'fail'; readonly code: 'timeout' | 'line-failed' }

export interface ClientStep {
  readonly state: ClientTransaction
  readonly effects: readonly ClientEffect[]
}

export function beginClientTransaction(isReliable: boolean): ClientStep {
  return {
    state: { phase: 'trying', isReliable, repeatMs: T1_MS },
    effects: [
      { type: 'send' },
      ...(isReliable ? [] : [{ type: 'repeat-in', ms: T1_MS } as const]),
      { type: 'give-up-in', ms: TRANSACTION_MS },
    ],
  }
}

/** An input that does not apply changes nothing. */
export function nextClientTransaction(state: ClientTransaction, input: ClientInput): ClientStep {
  const isWaiting = state.phase === 'trying' || state.phase === 'proceeding'
  switch (input.type) {
    case 'repeat-due': {
      if (!isWaiting || state.isReliable) break
      const repeatMs = state.phase === 'proceeding' ? T2_MS : Math.min(2 * state.repeatMs, T2_MS)
      return {
        state: { ...state, repeatMs },
        effects: [{ type: 'send' }, { type: 'repeat-in', ms: repeatMs }],
      }
    }
    case 'time-over':
      return isWaiting ? end(state, [{ type: 'fail', code: 'timeout' }]) : { state, effects: [] }
    case 'line-failed':
      return isWaiting ? end(state, [{ type: 'fail', code: 'line-failed' }]) : { state, effects: [] }
    case 'answered':
      if (!isWaiting) break
      if (input.status < 200) return { state: { ...state, phase: 'proceeding' }, effects: [] }
      if (state.isReliable) return end(state, [{ type: 'report' }])
      // Repeats of the answer that are still on their way are ours, too.
      return {
        state: { ...state, phase: 'completed' },
        effects: [{ type: 'report' }, { type: 'linger', ms: T4_MS }],
      }
    case 'linger-over':
      return state.phase === 'completed' ? end(state, []) : { state, effects: [] }
    default:
      return assertNever(input)
  }
  return { state, effects: [] }
}

function end(state: ClientTransaction, effects: readonly ClientEffect[]): ClientStep {
  return { state: { ...state, phase: 'terminated' }, effects }
}
