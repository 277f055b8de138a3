/**
 * Nobody who is out of service keeps an alarm: it is given back and rings. Who has arrived keeps it: the life of an alarm
 * knows no way back from there (design: "Life of an alarm"), and somebody has been with the person.
 */
import type { Actor, Alarm } from '../../shared/domain/alarm.ts'
import type { Transaction, WriteQueue } from '../store/write-queue.ts'
import type { AlarmBook } from './alarm-book.ts'
import type { Desk } from './desk.ts'

export interface OwnersWhoLeftParts {
  readonly writeQueue: WriteQueue
  readonly book: Pick<AlarmBook, 'open'>
  readonly desk: Pick<Desk, 'takeWithin'>
  /** Ids of those who were here and are out of service. */
  readonly former: () => Iterable<{ readonly id: string }>
}

const STATION: Actor = { kind: 'station', id: 'owner-left' }

export class OwnersWhoLeft {
  constructor(private readonly parts: OwnersWhoLeftParts) {}

  /** In the transaction that takes this person out of service. */
  async giveBack(transaction: Transaction, personId: string, actor: Actor): Promise<void> {
    for (const { id } of this.#heldBy(new Set([personId])))
      await this.#release(transaction, id, personId, actor)
  }

  /**
   * What is held by somebody who left all the same: the file took them out at a start, or an alarm was handed to them in
   * that moment. @throws StoreError
   */
  async look(): Promise<void> {
    if (this.#heldByFormer().length === 0) return
    await this.parts.writeQueue.run('alarm', async (transaction) => {
      for (const { id, ownerId } of this.#heldByFormer())
        await this.#release(transaction, id, ownerId, STATION)
    })
  }

  #heldByFormer(): readonly Held[] {
    return this.#heldBy(new Set([...this.parts.former()].map(({ id }) => id)))
  }

  #heldBy(people: ReadonlySet<string>): readonly Held[] {
    return [...this.parts.book.open()].filter(
      (alarm): alarm is Held =>
        (alarm.state === 'acknowledged' || alarm.state === 'on-the-way') &&
        alarm.ownerId !== null &&
        people.has(alarm.ownerId),
    )
  }

  async #release(transaction: Transaction, alarmId: string, from: string, actor: Actor): Promise<void> {
    const input = { type: 'released', actor, from, reason: 'owner-left' } as const
    const result = await this.parts.desk.takeWithin(transaction, alarmId, input)
    if (!result.ok) throw new Error(`alarm ${alarmId} could not be given back: ${result.code}`)
  }
}

type Held = Alarm & { readonly ownerId: string }
