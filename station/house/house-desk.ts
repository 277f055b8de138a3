/**
 * What an administrator sets up of the station itself: each change with its audit entry. Name and paths are the
 * file's as well: what was changed here holds until the file changes (contract: "station").
 */
import type { PathHealth, PathTest } from '../../shared/api/centre-paths.ts'
import type { House, LadderCategory, LadderRung, OnCallTurn } from '../../shared/api/house.ts'
import { isOpen, type Alarm } from '../../shared/domain/alarm.ts'
import { PRIORITIES, type Priority } from '../../shared/domain/priority.ts'
import type { DeadlineBook } from '../alarms/deadline-book.ts'
import { DEFAULT_LADDER, isSoon, isWhole, type Rung } from '../alarms/ladder.ts'
import type { OnCall } from '../alarms/on-call.ts'
import type { CentrePath, Configuration } from '../config/configuration.ts'
import { forgetSecrets, withKeptSecrets } from '../config/kept-secrets.ts'
import type { KeyStore } from '../config/key-store.ts'
import { changeSetup } from '../config/provision.ts'
import { refused, type Outcome } from '../people/outcome.ts'
import { person, type PeopleStore } from '../people/people-store.ts'
import type { Roster } from '../people/roster.ts'
import { writeRungs } from '../store/deadline-rows.ts'
import { writeOnCallPlan } from '../store/on-call-rows.ts'
import type { Transaction } from '../store/write-queue.ts'
import { Turns } from '../../shared/domain/turns.ts'
import { changedCentre, centreView, type CentreChange, type CheckPaths } from './centre-paths.ts'

export type StationChange = Pick<Configuration['station'], 'name' | 'locale'> & { readonly id?: string }

const CATEGORIES = ['care', 'technical'] as const satisfies readonly LadderCategory[]

/** The ways to the centre as they run. */
export interface CentreWays {
  readonly health: () => readonly PathHealth[]
  readonly change: (paths: readonly CentrePath[]) => Promise<void>
  /** The same ways for the station under another id, not in use yet. */
  readonly under: (stationId: string) => Promise<NextWays>
  readonly test: (key: string) => Promise<PathTest | undefined>
}

/** Ways that stand ready. */
export interface NextWays {
  /** At once, before anything else is sent; those that stood are closed. */
  readonly take: () => void
  readonly drop: () => Promise<void>
}

export interface HouseDeskParts {
  /** As it is stored now; whoever shows or writes the name of the station reads it here. */
  readonly setup: Pick<Configuration, 'station' | 'careCentre'>
  readonly plan: { turns: readonly OnCallTurn[] }
  readonly deadlines: DeadlineBook
  readonly open: () => Iterable<Alarm>
  readonly shifts: Pick<OnCall, 'onCall'>
  readonly roster: Roster
  readonly store: PeopleStore
  readonly checkPaths: CheckPaths
  readonly centre: CentreWays
  /** Where what is secret of a path is kept. */
  readonly keyStore: KeyStore
  /** Messages wait that the centre may still acknowledge; those that it has rejected do not count. */
  readonly isSending: (transaction: Transaction) => Promise<boolean>
  /** How far the centre knows this alarm; 0: not at all. */
  readonly seenByCentre: (transaction: Transaction, alarmId: string) => Promise<number>
  /** The station is called otherwise: every screen looks at it again. */
  readonly onStation: () => void
  /** Others are called, or by another number. */
  readonly onCalls: () => void
  /** The open alarms climb another ladder. */
  readonly onLadder: () => void
}

export class HouseDesk {
  readonly #turns = new Turns()

  constructor(private readonly parts: HouseDeskParts) {}

  view(): House {
    const { setup, deadlines, plan, shifts, roster, centre } = this.parts
    const health = new Map(centre.health().map((path) => [path.key, path]))
    const { id, name, locale } = setup.station
    return {
      station: { id, name, locale },
      ladder: PRIORITIES.flatMap((priority) =>
        CATEGORIES.map((category) => ({
          priority,
          category,
          rungs: deadlines.ladder[priority][category].map(shown),
          usual: DEFAULT_LADDER[priority][category].map(shown),
        })),
      ),
      // Whoever has left is called by nobody; taken in again they are on the plan as before.
      onCall: plan.turns.filter(({ personId }) => roster.person(personId) !== undefined),
      onCallNow: [...shifts.onCall()],
      centre: centreView(setup.careCentre, (key) => health.get(key)),
    }
  }

  /**
   * By its id the centre knows the station: with another one it is another station there. So the id changes only while
   * no alarm is open and nothing waits for the centre, in one transaction with that question, and the ways begin anew
   * with it before anything else is sent.
   */
  setStation(by: string, change: StationChange): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const { setup, store, centre, onStation } = this.parts
      const { name, locale, id = setup.station.id } = change
      const isOther = id !== setup.station.id
      const facts = isOther ? { locale, before: setup.station.id, id } : { locale }
      const next = isOther ? await centre.under(id) : undefined
      let isDone = false
      try {
        isDone = await store.writeIf(
          entryOf(by, 'station.changed', facts),
          async (transaction) => !isOther || !(await this.#isBusy(transaction)),
          async ({ manager, afterCommit }) => {
            await changeSetup(manager, ({ station }) => ({ station: { ...station, id, name, locale } }))
            afterCommit(() => {
              Object.assign(setup.station, { id, name, locale })
              next?.take()
            })
          },
        )
      } finally {
        if (!isDone) await next?.drop()
      }
      if (!isDone) return refused('station-id-busy', 'alarms are open, or messages wait for the centre')
      onStation()
      return { ok: true }
    })
  }

  /**
   * A wrong id must be mendable: that the centre is lost is no hindrance while the centre has not heard of it, and where
   * every way is turned away nothing of what waits can be delivered under the id that stands.
   */
  async #isBusy(transaction: Transaction): Promise<boolean> {
    const { open, centre, isSending, seenByCentre } = this.parts
    for (const alarm of open()) {
      if (!isOpen(alarm)) continue
      if (alarm.cause !== 'centre-lost' || (await seenByCentre(transaction, alarm.id)) > 0) return true
    }
    const ways = centre.health()
    return ways.some((way) => !isTurnedAway(way)) && (await isSending(transaction))
  }

  setLadder(
    by: string,
    priority: Priority,
    category: LadderCategory,
    wished: readonly LadderRung[],
  ): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const { deadlines, store, open, onLadder } = this.parts
      const rungs = wished.map(stored)
      if (!isWhole(rungs, priority)) return refused('ladder-not-whole', 'these levels are no ladder')
      if (!isSoon(rungs, priority)) return refused('ladder-too-slow', 'others are called too late')
      const ladder = {
        ...deadlines.ladder,
        [priority]: { ...deadlines.ladder[priority], [category]: rungs },
      }
      const levels = wished.map(({ calls, holdsSeconds }) => `${calls} ${String(holdsSeconds)}`).join(', ')
      await store.write(
        entryOf(by, 'ladder.changed', { priority, category, levels }),
        async (transaction) => {
          await writeRungs(transaction, priority, category, rungs)
          await deadlines.change(transaction, ladder, open())
        },
      )
      onLadder()
      return { ok: true }
    })
  }

  setOnCall(by: string, turns: readonly OnCallTurn[]): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const { plan, roster, store } = this.parts
      const unknown = turns.find(({ personId }) => roster.person(personId) === undefined)
      if (unknown !== undefined)
        return refused('unknown-person', `nobody here has the id ${unknown.personId}`)
      if (turns.some(({ days }) => days.length === 0)) {
        return refused('turn-without-days', 'somebody is on call on no day')
      }
      await store.write(entryOf(by, 'on-call.changed', { turns: turns.length }), (transaction) =>
        writeOnCallPlan(transaction, turns),
      )
      plan.turns = turns
      this.parts.onCalls()
      return { ok: true }
    })
  }

  /** In effect at once: what waits goes over the new ways. */
  setCentre(by: string, change: CentreChange): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const { setup, store, checkPaths, centre, keyStore, onCalls } = this.parts
      const changed = await changedCentre(setup.careCentre, change, checkPaths)
      if (!changed.ok) return changed
      const before = setup.careCentre?.paths ?? []
      const paths = [...(await withKeptSecrets(changed.careCentre.paths, keyStore))]
      const careCentre = { ...changed.careCentre, paths }
      const facts = {
        paths: careCentre.paths.length,
        heartbeatSeconds: careCentre.heartbeatSeconds,
        phone: careCentre.phone === undefined ? 'none' : 'known',
      }
      await store.write(entryOf(by, 'centre.changed', facts), ({ manager }) =>
        changeSetup(manager, () => ({ careCentre })),
      )
      setup.careCentre = careCentre
      onCalls()
      await centre.change(careCentre.paths)
      await forgetSecrets(before, careCentre.paths, keyStore)
      return { ok: true }
    })
  }

  paths(): PathHealth[] {
    return [...this.parts.centre.health()]
  }

  /** Proves one way to the centre and back. */
  async testPath(key: string): Promise<Outcome<{ readonly result: PathTest }>> {
    const result = await this.parts.centre.test(key)
    return result === undefined
      ? refused('centre-path-unknown', 'this path has been changed')
      : { ok: true, result }
  }
}

function isTurnedAway({ state, lastFault }: PathHealth): boolean {
  return (state === 'failing' || state === 'down') && lastFault?.code === 'unauthorised'
}

function shown({ calls, holdsMs }: Rung): LadderRung {
  return { calls, holdsSeconds: holdsMs === null ? null : holdsMs / 1000 }
}

function stored({ calls, holdsSeconds }: LadderRung, level: number): Rung {
  return { level, calls, holdsMs: holdsSeconds === null ? null : holdsSeconds * 1000 }
}

function entryOf(by: string, action: string, data: Record<string, string | number>) {
  return { actor: person(by), action, subject: 'station', data }
}
