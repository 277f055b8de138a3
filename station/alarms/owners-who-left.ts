/**
 * Nobody who is out of service or went off duty keeps an alarm: it is given back and rings. One where they had arrived
 * stays as it is, for the life of an alarm knows no way back from there (design: "Life of an alarm"), and waits for
 * the word of somebody who takes it, as after a hand-over.
 */
import type { Actor, Alarm } from '../../shared/domain/alarm.ts'
import type { AlarmInput } from '../../shared/domain/alarm-input.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'
import type { AlarmBook } from './alarm-book.ts'
import type { DeadlineBook } from './deadline-book.ts'
import type { Desk } from './desk.ts'
import type { AlarmEffects } from './effects.ts'

export interface OwnersWhoLeftParts {
  readonly writeQueue: Pick<WriteQueue, 'run'>
  readonly book: Pick<AlarmBook, 'open' | 'get'>
  readonly deadlines: Pick<DeadlineBook, 'of' | 'awaitOwners'>
  readonly effects: AlarmEffects
  readonly desk: Pick<Desk, 'takeWithin'>
  /** Ids of those who were here and are out of service. */
  readonly former: () => Iterable<{ readonly id: string }>
}

type Why = NonNullable<Extract<AlarmInput, { type: 'released' }>['reason']>

const STATION: Actor = { kind: 'station', id: 'owner-left' }

export class OwnersWhoLeft {
  constructor(private readonly parts: OwnersWhoLeftParts) {}

  /** In the transaction that takes this person out of service or off duty. */
  async giveBack(transaction: Transaction, personId: string, actor: Actor, reason: Why): Promise<void> {
    await this.#giveBack(transaction, this.#heldBy(new Set([personId])), actor, reason)
  }

  /**
   * What is held by somebody who left all the same: the file took them out at a start, or an alarm was handed to them in
   * that moment. @throws StoreError
   */
  async look(): Promise<void> {
    if (this.#heldByFormer().length === 0) return
    await this.parts.writeQueue.run('alarm', (transaction) =>
      this.#giveBack(transaction, this.#heldByFormer(), STATION, 'owner-left'),
    )
  }

  #heldByFormer(): readonly Held[] {
    return this.#heldBy(new Set([...this.parts.former()].map(({ id }) => id)))
  }

  /** Without those where they had arrived and whose word is waited for already, or for the next shift. */
  #heldBy(people: ReadonlySet<string>): readonly Held[] {
    const { book, deadlines } = this.parts
    return [...book.open()].filter(
      (alarm): alarm is Held =>
        alarm.ownerId !== null &&
        people.has(alarm.ownerId) &&
        (!hasArrived(alarm) || (alarm.priority !== 'low' && deadlines.of(alarm.id).help === null)),
    )
  }

  async #giveBack(transaction: Transaction, held: readonly Held[], actor: Actor, reason: Why): Promise<void> {
    const { deadlines, book, effects } = this.parts
    for (const alarm of held) if (!hasArrived(alarm)) await this.#release(transaction, alarm, actor, reason)
    const left = held.filter(hasArrived)
    if (left.length === 0) return
    await deadlines.awaitOwners(transaction, left)
    transaction.afterCommit(() => {
      const shown = left.flatMap(({ id }) => book.get(id) ?? [])
      effects.alarmsChanged(shown, [], [])
    })
  }

  async #release(
    transaction: Transaction,
    { id, ownerId: from }: Held,
    actor: Actor,
    reason: Why,
  ): Promise<void> {
    const result = await this.parts.desk.takeWithin(transaction, id, {
      type: 'released',
      actor,
      from,
      reason,
    })
    if (!result.ok) throw new Error(`alarm ${id} could not be given back: ${result.code}`)
  }
}

type Held = Alarm & { readonly ownerId: string }

function hasArrived({ state }: Alarm): boolean {
  return state === 'on-site'
}
