/** What the dialogue of a line takes and gives (`dialogue.ts`). */
export type BlockAnswer = 'ack' | '1' | '2' | '3'
/** What became of a block of ours. */
export type SendOutcome = 'accepted' | 'busy' | 'not-understood' | 'damaged' | 'unanswered'

export type DialogueAction =
  | { readonly type: 'say'; readonly bytes: Uint8Array }
  /** A block arrived for us: `answer` it. */
  | { readonly type: 'block'; readonly bytes: Uint8Array }
  /** The turn is over: nobody waits for an answer any more. */
  | { readonly type: 'turn-ended' }
  /** Our block was taken, or given up. */
  | { readonly type: 'sent'; readonly block: OutgoingBlock; readonly outcome: SendOutcome }
  | { readonly type: 'timed-out'; readonly waitingFor: 'turn' | 'select' | 'block' }
  | {
      readonly type: 'station'
      readonly address: string
      readonly online: boolean
      readonly someSilent: boolean
    }

export interface OutgoingBlock {
  /** Address of the station that shall receive it. */
  readonly to: string
  /** Made when it goes out, so that a status is the one of that moment. */
  readonly bytes: () => Uint8Array
  /** Turns in which it may be tried; `Infinity` for a call. */
  readonly tries: number
}

export type DialogueState =
  | { readonly at: 'idle' | 'idle-after-eot' | 'other-master' | 'not-ours' | 'receiving' }
  | { readonly at: 'await-poll-answer'; readonly peer: string }
  | { readonly at: 'await-select-ack'; readonly block: OutgoingBlock }
  | { readonly at: 'await-block-ack'; readonly block: OutgoingBlock; readonly repeats: number }
