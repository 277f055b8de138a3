/** One node beside others: whatever is committed by whom, and whoever comes and goes, each change is told once. */
import { EventEmitter } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { ChangeListeners } from '../../../../../care-centre/store/change-listeners.ts'
import { MOST_AT_ONCE } from '../../../../../care-centre/store/postgres/change-rows.ts'
import type { Session } from '../../../../../care-centre/store/postgres/driver.ts'
import { NodeChanges } from '../../../../../care-centre/store/postgres/node-changes.ts'
import { waitUntil } from '../../../../support/wait-until.ts'

const change = (number: number) => ({ type: 'alarm', station: 'st-1', data: number })
const dataOf = (change: { readonly data: unknown }): number => Number(change.data)

/** The table of changes, and the session that listens; a question is answered some turns after it was asked. */
class FakeDatabase extends EventEmitter {
  readonly committed: number[] = []
  /** Numbers of the rows that each look was given. */
  readonly given: number[][] = []
  #number = 0

  constructor(private readonly turns: () => number) {
    super()
  }

  commit(count: number): { first: number; last: number } {
    const first = this.#number + 1
    for (let at = 0; at < count; at += 1) this.committed.push((this.#number += 1))
    return { first, last: this.#number }
  }

  /** Of a transaction that was rolled back. */
  loseNumbers(count: number): void {
    this.#number += count
  }

  connect(): Promise<void> {
    return Promise.resolve()
  }

  end(): Promise<void> {
    return Promise.resolve()
  }

  async query(asked: string | { readonly name: string; readonly values?: [number[], number[]] }) {
    for (let left = this.turns(); left > 0; left -= 1) await turn()
    const rows = this.#answer(asked)
    for (let left = this.turns(); left > 0; left -= 1) await turn()
    return { rows }
  }

  #answer(asked: string | { readonly name: string; readonly values?: [number[], number[]] }): unknown[] {
    if (typeof asked === 'string') return [{ pid: 1 }]
    if (asked.values === undefined) return [{ number: this.committed.at(-1) ?? 0 }]
    const [after, before] = asked.values
    const found = this.committed
      .filter((number) => after.some((low, at) => number > low && number < (before[at] ?? 0)))
      .slice(0, MOST_AT_ONCE)
    this.given.push(found)
    return found.map((number) => ({ ...change(number), number, data: String(number) }))
  }
}

/** Who listens: everything heard since it came, and the newest that was committed then. */
interface Ear {
  readonly since: number
  readonly heard: number[]
}

async function startNode(turns: () => number = () => 1) {
  const database = new FakeDatabase(turns)
  const listeners = new ChangeListeners()
  let ear: Ear | undefined
  const changes = new NodeChanges({
    connect: () => database as unknown as Session,
    listeners,
    monotonic: () => performance.now(),
  })
  listeners.listen({
    onChange: (told) => ear?.heard.push(dataOf(told)),
    onGap: () => undefined,
    isHeard: () => ear !== undefined,
  })
  await changes.start()
  onTestFinished(() => changes.close())
  return {
    database,
    changes,
    /** Answered so many turns after its commit. */
    own: async (count: number, turnsLater: number): Promise<void> => {
      const numbers = database.commit(count)
      for (let left = turnsLater; left > 0; left -= 1) await turn()
      const told = Array.from({ length: count }, (_, at) => change(numbers.first + at))
      changes.committed(told, numbers)
    },
    others: (count: number): void => {
      database.commit(count)
      database.emit('notification', { processId: 2 })
    },
    come: (): Ear => {
      ear = { since: database.committed.at(-1) ?? 0, heard: [] }
      return ear
    },
    go: (): void => {
      ear = undefined
    },
  }
}

const COUNT = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 1, arbitrary: fc.integer({ min: MOST_AT_ONCE - 1, max: 2 * MOST_AT_ONCE }) },
)
const STEP = fc.oneof(
  fc.record({ kind: fc.constant('own' as const), count: COUNT, turns: fc.integer({ min: 0, max: 12 }) }),
  fc.record({ kind: fc.constant('others' as const), count: COUNT }),
  fc.record({ kind: fc.constant('lost' as const), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('come' as const) }),
  fc.record({ kind: fc.constant('go' as const) }),
  fc.record({ kind: fc.constant('wait' as const), turns: fc.integer({ min: 1, max: 60 }) }),
)

test('who listens hears everything from then on in the order of the numbers, each once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(STEP, { minLength: 3, maxLength: 40 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 5 })),
      async (steps, turns) => {
        const node = await startNode(() => turns.next().value as number)
        const ears: Ear[] = []
        const answers: Promise<void>[] = []
        for (const step of steps) {
          if (step.kind === 'own') answers.push(node.own(step.count, step.turns))
          else if (step.kind === 'others') node.others(step.count)
          else if (step.kind === 'lost') node.database.loseNumbers(step.count)
          else if (step.kind === 'come') ears.push(node.come())
          else if (step.kind === 'go') node.go()
          else for (let left = step.turns; left > 0; left -= 1) await turn()
        }
        await Promise.all(answers)
        const last = node.come()
        ears.push(last)
        node.others(1)
        const newest = node.database.committed.at(-1)
        await waitUntil(() => last.heard.at(-1) === newest, 'the newest change was not told')
        await node.changes.close()
        for (const { since, heard } of ears) {
          const from = heard[0] ?? 0
          const until = heard.at(-1) ?? 0
          // What was told first may be older than its coming; nothing between the first and the last may be missing.
          expect(heard).toEqual(node.database.committed.filter((number) => number >= from && number <= until))
          const due = node.database.committed.find((number) => number > since)
          if (heard.length > 0 && due !== undefined) expect(from).toBeLessThanOrEqual(due)
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('of what this node wrote nothing is read back, also where others wrote between', async () => {
  const { database, own, others, come } = await startNode()
  const { heard } = come()
  others(1)
  await own(2, 0)
  others(1)
  await own(2, 0)
  await waitUntil(() => heard.length === 6, 'not everything was told')
  expect(heard).toEqual([1, 2, 3, 4, 5, 6])
  expect(database.given.flat()).toEqual([1, 4])
})

test('where nobody listens no change is read, and the node knows how far it is', async () => {
  const { database, changes, own, others, come } = await startNode()
  others(700)
  await waitUntil(() => changes.position === 700, 'what others wrote was not counted')
  await own(3, 0)
  expect(changes.position).toBe(703)
  expect(database.given).toEqual([])
  const { heard } = come()
  others(1)
  await waitUntil(() => heard.length > 0, 'who came was told nothing')
  expect(heard).toEqual([704])
})
