/** Whatever people do with an alarm above low, somebody has it and has said so, or it calls again by itself. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isGivenUnderWay, isOpen, type Actor, type AlarmOpening } from '../../../../shared/domain/alarm.ts'
import { foldActions } from '../../../../shared/domain/alarm-fold.ts'
import { awaitingOwner, nextDeadline } from '../../../../station/alarms/escalation.ts'
import { helpWithinMs } from '../../../../station/alarms/ladder.ts'
import { OwnersWhoLeft } from '../../../../station/alarms/owners-who-left.ts'
import type { Transaction } from '../../../../station/store/write-queue.ts'
import { EscalationWorld, FALL, RADAR } from './escalation-world.ts'

const MINUTE = 60_000
const PEOPLE = ['kari', 'ola', 'per'] as const
type Person = (typeof PEOPLE)[number]

const OPENINGS: readonly AlarmOpening[] = [
  FALL,
  { ...FALL, cause: 'inactivity', priority: 'high' },
  { ...FALL, cause: 'medicine', priority: 'medium' },
  { ...FALL, cause: 'device-silent', category: 'technical', priority: 'medium' },
]

const TAKES: ReadonlySet<string> = new Set([
  'acknowledged',
  'on-the-way',
  'on-site',
  'handed-over',
  'shelved',
])

const TAKES_OVER: ReadonlySet<string> = new Set(['on-the-way', 'on-site', 'handed-over'])

/** Nothing here is stored. */
const TRANSACTION = {
  afterCommit: (effect: () => void) => {
    effect()
  },
} as Transaction

/** One alarm among people who come and go, with the station's own looks. */
class Shift {
  readonly world: EscalationWorld
  readonly #former = new Set<Person>()
  readonly #owners: OwnersWhoLeft
  /** Who last said that they have it, and has not gone since. */
  #said: string | null = null
  #seen = 1

  constructor(private readonly opening: AlarmOpening) {
    const world = new EscalationWorld(opening)
    this.world = world
    this.#owners = new OwnersWhoLeft({
      writeQueue: { run: (_lane, work) => work(TRANSACTION) },
      book: { open: () => (isOpen(world.alarm) ? [world.alarm] : []), get: () => world.alarm },
      deadlines: {
        of: () => world.deadlines,
        awaitOwners: (_transaction, alarms) => {
          for (const alarm of alarms) world.deadlines = awaitingOwner(world.deadlines, alarm, world)
          return Promise.resolve()
        },
      },
      effects: { alarmsChanged: () => undefined },
      desk: {
        takeWithin: (_transaction, _id, ...inputs) => {
          for (const input of inputs) this.world.take(input)
          return Promise.resolve({ ok: true, alarm: world.alarm })
        },
      },
      former: () => [...this.#former].map((id) => ({ id })),
    })
  }

  async act(act: Act): Promise<void> {
    await this.#do(act)
    this.#note()
    await this.#owners.look()
    this.#note()
    expect(foldActions(this.opening, this.world.actions)).toEqual(this.world.alarm)
  }

  async #do({ do: what, who: named, to, ms }: Act): Promise<void> {
    const { world } = this
    const who = named === 'owner' ? (PEOPLE.find((id) => id === world.alarm.ownerId) ?? 'kari') : named
    const actor: Actor = { kind: 'person', id: who }
    const seenRevision = world.alarm.revision
    switch (what) {
      case 'acknowledged':
      case 'on-the-way':
      case 'on-site':
        world.take({ type: what, actor, seenRevision })
        return
      case 'handed-over':
        world.take({ type: what, actor, to, seenRevision })
        return
      case 'released':
      case 'reopened':
        world.take({ type: what, actor })
        return
      case 'resolved':
        world.take({ type: what, actor, seenRevision, outcome: { kind: 'helped-unhurt', words: null } })
        return
      case 'shelved': {
        const until = world.wall + ms
        world.take({ type: what, actor, seenRevision, until, latest: until, why: 'agreed', words: null })
        return
      }
      case 'unshelved':
        world.take({ type: what, actor, reason: 'taken-off-shelf' })
        return
      case 'again':
        if (isOpen(world.alarm) && world.alarm.shelf === null) world.fallsAgain()
        return
      case 'confirmed':
        if (world.alarm.shelf === null)
          world.take({ type: 'priority-changed', actor: RADAR, priority: 'critical', with: 'alarm-2' })
        return
      case 'goes-home':
        if (this.#said === who) this.#said = null
        await this.#owners.giveBack(TRANSACTION, who, actor, 'owner-off-duty')
        return
      case 'retires':
        if (this.#said === who) this.#said = null
        this.#former.add(who)
        return
      case 'restart':
        world.restart(ms)
        return
      case 'pass':
        this.#pass(ms)
        return
      default:
        throw new Error(what)
    }
  }

  /** Time goes by; what is set aside comes back at its time. */
  #pass(ms: number): void {
    const { world } = this
    const until = world.wall + ms
    while (world.wall < until) {
      const end = world.alarm.shelf?.until ?? Infinity
      world.pass(Math.max(0, Math.min(end, until) - world.wall))
      this.#endShelf()
    }
  }

  #endShelf(): void {
    const { alarm, wall } = this.world
    if (alarm.shelf === null || alarm.shelf.until > wall) return
    this.world.take({ type: 'unshelved', actor: { kind: 'rule', id: 'engine' }, reason: 'shelf-over' })
  }

  #note(): void {
    this.#endShelf()
    const { actions, alarm } = this.world
    for (const { type, actor, data } of actions.slice(this.#seen)) {
      if (type === 'handed-over' && data.to !== actor.id) this.#said = null
      else if (TAKES.has(type) && (alarm.ownerId === actor.id || TAKES_OVER.has(type))) this.#said = actor.id
    }
    // Handed to whoever is on the way by their own word.
    if (alarm.state === 'on-the-way' && !isGivenUnderWay(alarm)) this.#said = alarm.ownerId
    this.#seen = actions.length
  }

  /** Why nobody would ever be asked for it again. */
  forgotten(): string | undefined {
    const { alarm, deadlines, mono, wall } = this.world
    if (!isOpen(alarm)) return undefined
    const next = nextDeadline(deadlines)
    if (alarm.shelf !== null && alarm.ringing) return 'it rings and is set aside'
    if (alarm.ringing) return next === null ? 'it rings and calls nobody further' : undefined
    if (next !== null) {
      const shelfMs = alarm.shelf === null ? 0 : alarm.shelf.until - wall
      const usual = Math.max(helpWithinMs(alarm.priority) ?? 0, next.kind === 'help' ? 0 : next.spanMs)
      const longest = Math.max(usual, shelfMs)
      return next.dueMono - mono <= longest ? undefined : 'it waits too long'
    }
    if (alarm.shelf !== null && alarm.shelf.until > wall) return undefined
    if (alarm.priority === 'critical' && alarm.state === 'acknowledged') return 'taken, and nobody goes'
    const isHeld = alarm.ownerId !== null && alarm.ownerId === this.#said
    return isHeld ? undefined : `${alarm.state}, ${String(alarm.ownerId)}: silent for ever`
  }
}

const DEEDS = [
  'acknowledged',
  'on-the-way',
  'on-site',
  'handed-over',
  'released',
  'resolved',
  'reopened',
  'shelved',
  'unshelved',
  'again',
  'confirmed',
  'goes-home',
  'retires',
  'restart',
  'pass',
] as const
interface Act {
  readonly do: (typeof DEEDS)[number]
  /** By name, or whoever has it now. */
  readonly who: Person | 'owner'
  readonly to: Person
  readonly ms: number
}

const acts: fc.Arbitrary<Act> = fc.record({
  do: fc.constantFrom(...DEEDS),
  who: fc.constantFrom('owner', 'owner', ...PEOPLE),
  to: fc.constantFrom(...PEOPLE),
  ms: fc.integer({ min: 1, max: 20 * MINUTE }),
})

test('no open alarm above low is silent without an end, somebody who has it, or a deadline', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...OPENINGS),
      fc.array(acts, { maxLength: 25 }),
      async (opening, script) => {
        const shift = new Shift(opening)
        for (const act of script) {
          await shift.act(act)
          expect(shift.forgotten()).toBeUndefined()
        }
      },
    ),
    { numRuns: 300 },
  )
})
