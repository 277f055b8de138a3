/**
 * Follows the homes whose rules over time are switched on: folds what is stored, raises what has come due and tells
 * when it is over. It decides nothing: `home-watch.ts` does. Homes without a rule cost nothing.
 */
import { v7 as newId } from 'uuid'
import type { Alarm } from '../../../shared/domain/alarm.ts'
import type { Instant } from '../../../shared/domain/time.ts'
import type { Log } from '../../services.ts'
import { writeRuleDeadlines, type RuleDeadline } from '../../store/rule-rows.ts'
import type { Transaction } from '../../store/write-queue.ts'
import { SteadyLook } from '../../steady-look.ts'
import { writeSteps } from '../alarm-writer.ts'
import type { DeskParts } from '../desk.ts'
import { decideDue, type TakenStep } from '../intake-decision.ts'
import type { DeviceStanding, PlacedEvent } from '../placed-event.ts'
import { devicesOf, type HomeEvent } from './facts.ts'
import {
  endTest,
  keyAfter,
  keyOf,
  leave,
  movedRule,
  passTo,
  shifted,
  takeEvent,
  waiting,
  type Home,
  type HomeState,
  type HomeStep,
} from './home-watch.ts'
import { recall, type Happened, type StoredHome } from './stored-home.ts'
import { endSteps, markOver, occasionOf, renameEpisode, rowOf } from './rule-steps.ts'
import { SaidBook } from './said-book.ts'

const LOOK_MS = 1_000
/** Time synchronisation turns a clock gently; a clock that moved by more than this was set. */
const MOVED_MS = 1_000

export interface RuleWatchParts extends DeskParts {
  readonly canStore: () => boolean
  /** What a device in maintenance began raises nothing, nor what one said that was tested. */
  readonly standingOf: (deviceId: string) => DeviceStanding | undefined
  /** Whose it is now; what it said for somebody else counts no more. */
  readonly residentOf: (deviceId: string) => string | null
  readonly log: Log
}

/** What is not stored yet, in the order in which it happened. */
type Pending = Happened & { readonly residentId: string }

interface Followed {
  home: Home
  state: HomeState
  /** Dues whose rows are written, by key. */
  readonly written: Map<string, Instant>
}

export class RuleWatch {
  readonly #homes = new Map<string, Followed>()
  readonly said = new SaidBook()
  #pending: Pending[] = []
  /** Episodes that belong to another day since the clock was set; their rows follow. */
  #renamed: { readonly residentId: string; readonly before: string; readonly after: string }[] = []
  #reading: Promise<unknown> = Promise.resolve()
  /** Stored while the homes are read, maybe too late for who reads them; null while nobody does. */
  #beside: PlacedEvent[] | null = null
  readonly #looks = new SteadyLook(() => this.look(), LOOK_MS)
  /** The clock on the wall minus the one that does not jump. */
  #offset: number

  constructor(private readonly parts: RuleWatchParts) {
    this.#offset = parts.clock.wall() - parts.clock.mono()
  }

  /** One after the other: what is read last is followed last. Rejects as `read` does; the homes then stay as they are. */
  followAnew(read: () => Promise<Parameters<RuleWatch['follow']>>): Promise<void> {
    const reading = this.#reading.then(async () => {
      const beside: PlacedEvent[] = []
      this.#beside = beside
      const [homes, said] = await read().finally(() => (this.#beside = null))
      this.follow(homes, said)
      const known = new Set([...homes.values()].flatMap(({ events }) => events.map(({ id }) => id)))
      for (const event of beside) if (!known.has(event.id)) this.onStored(event)
    })
    // Told to whoever asked; the next one who reads does not fail with it.
    this.#reading = reading.catch(() => undefined)
    return reading
  }

  /** The homes with a rule, as they are stored now; what was said before stays said. */
  follow(homes: ReadonlyMap<string, StoredHome>, said: readonly RuleDeadline[]): void {
    this.#followClock()
    const now = this.parts.clock.wall()
    this.#homes.clear()
    this.#pending = []
    const rowsOf = new Map<string, RuleDeadline[]>([...homes.keys()].map((residentId) => [residentId, []]))
    for (const row of said) rowsOf.get(row.residentId)?.push(row)
    for (const [residentId, stored] of homes) {
      const recalled = recall(stored, rowsOf.get(residentId) ?? [], now)
      const followed = { home: stored.home, state: recalled.state, written: new Map<string, Instant>() }
      this.#homes.set(residentId, followed)
      const mono = this.parts.clock.mono()
      for (const [key, alarmId] of recalled.said) this.said.say(residentId, key, alarmId, mono)
      this.#renamed.push(...recalled.renamed.map((names) => ({ residentId, ...names })))
      for (const one of recalled.happened) {
        // A row may have been committed since the rows were read.
        const isSaid = one.kind === 'fire' && this.said.has(residentId, keyOf(one.fire))
        if (!isSaid) this.#pending.push({ residentId, ...one })
      }
      this.#partWithDevices(residentId, followed)
    }
  }

  /** Of somebody who was away, or whose device was in maintenance: what was held back may be said now. `follow` comes after it. */
  forgetHeldBack(residentId: string): void {
    this.said.forgetHeldBack(residentId)
  }

  /** A device may be somebody else's now, or out of use: its former resident's home stands without it. */
  devicesChanged(): void {
    this.#followClock()
    for (const [residentId, followed] of this.#homes) this.#partWithDevices(residentId, followed)
  }

  start(): void {
    this.#looks.start()
  }

  stop(): Promise<void> {
    return this.#looks.stop()
  }

  /** After the commit of the event. */
  onStored(event: PlacedEvent): void {
    if (event.residentId === null) return
    this.#beside?.push(event)
    this.#followClock()
    const followed = this.#homes.get(event.residentId)
    if (followed === undefined) return
    const isTest = this.parts.standingOf(event.deviceId) === 'test'
    const step = takeEvent(followed.state, followed.home, { ...event, isTest })
    this.#apply(event.residentId, followed, step, event)
    this.#partWithDevices(event.residentId, followed)
  }

  /** One look, through to what is committed of it. What can't be stored now is tried again with the next one. */
  async look(): Promise<void> {
    const { clock, writeQueue, standingOf, canStore, log } = this.parts
    this.#followClock()
    const now = clock.wall()
    for (const [residentId, followed] of this.#homes) {
      for (const deviceId of followed.state.facts.tested.keys()) {
        if (standingOf(deviceId) === 'test') continue
        this.#apply(residentId, followed, endTest(followed.state, followed.home, deviceId, now), undefined)
      }
      this.#apply(residentId, followed, passTo(followed.state, followed.home, now), undefined)
    }
    if (!canStore()) return
    try {
      const pending = this.#pending
      if (pending.length > 0) {
        await writeQueue.run('alarm', (transaction) => this.#store(transaction, pending))
        // Not by their number: the homes may have been read anew meanwhile, and others wait now.
        const stored = new Set(pending)
        this.#pending = this.#pending.filter((one) => !stored.has(one))
      }
      await this.#writeWaiting(now)
      this.said.prune(clock.mono(), (residentId) => this.#homes.get(residentId)?.state.fired)
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown'
      log.error({ reason }, 'what a rule over time found could not be stored; it is tried again')
    }
  }

  #partWithDevices(residentId: string, followed: Followed): void {
    const now = this.parts.clock.wall()
    for (const deviceId of devicesOf(followed.state.facts)) {
      if (this.parts.residentOf(deviceId) === residentId) continue
      this.#apply(residentId, followed, leave(followed.state, followed.home, deviceId, now), undefined)
    }
  }

  #apply(residentId: string, followed: Followed, step: HomeStep, event: HomeEvent | undefined): void {
    followed.state = step.state
    const fires = step.fires.filter((fire) => !this.said.has(residentId, keyOf(fire)))
    this.#pending.push(
      ...fires.map((fire) => ({ kind: 'fire', residentId, fire }) as const),
      ...step.over.map(
        (key) =>
          ({ kind: 'over', residentId, key, at: event?.receivedAt ?? this.parts.clock.wall() }) as const,
      ),
    )
  }

  /** A clock that was set neither lets everything come due at once nor keeps it waiting. */
  #followClock(): void {
    const { clock } = this.parts
    const now = clock.wall()
    const offset = now - clock.mono()
    const moved = offset - this.#offset
    if (Math.abs(moved) < MOVED_MS) return
    this.#offset = offset
    for (const [residentId, followed] of this.#homes) {
      const { rules, hours } = followed.home
      const home = { hours, rules: rules.map((active) => movedRule(active, moved)) }
      followed.home = home
      followed.state = shifted(followed.state, home, moved)
      const renamed = this.said.rename(residentId, (key) => keyAfter(home, key, moved))
      this.#renamed.push(...renamed.map((names) => ({ residentId, ...names })))
    }
  }

  async #store(transaction: Transaction, pending: readonly Pending[]): Promise<void> {
    const { book, clock, standingOf } = this.parts
    const now = clock.wall()
    // Found once more where the homes were read anew while the first waited to be stored: said is said.
    const isNew = ({ residentId, fire }: Extract<Pending, { kind: 'fire' }>) =>
      !this.said.has(residentId, keyOf(fire))
    const fires = pending.filter((one) => one.kind === 'fire').filter(isNew)
    const plan = decideDue(
      book,
      book.load,
      fires.map(({ residentId, fire }) => ({
        rule: fire.rule,
        occasion: occasionOf(residentId, fire, now, standingOf),
      })),
      newId,
    )
    const said = fires.map(({ residentId, fire }, index) => ({
      residentId,
      fire,
      key: keyOf(fire),
      alarmId: plan.decided[index]?.alarmId ?? null,
      heldBack: plan.decided[index]?.heldBack ?? null,
    }))
    const latest = new Map<string, Alarm>(plan.steps.map(({ alarm }) => [alarm.id, alarm]))
    const alarmOf = (id: string | null): Alarm | undefined =>
      id === null ? undefined : (latest.get(id) ?? book.get(id))
    const steps: TakenStep[] = [...plan.steps]
    const rows: RuleDeadline[] = said.map(({ residentId, fire, alarmId, heldBack }) => ({
      ...rowOf(residentId, fire),
      firedAt: now,
      alarmId,
      heldBack,
    }))
    const alarmIdOf = (residentId: string, key: string): string | null =>
      said.find((one) => one.residentId === residentId && one.key === key)?.alarmId ??
      this.said.alarmOf(residentId, key)
    for (const one of pending) {
      if (one.kind !== 'over') continue
      const alarm = alarmOf(alarmIdOf(one.residentId, one.key))
      // Of an alarm that two rules joined the one that is over ends nothing while the other stands.
      const fired = this.#homes.get(one.residentId)?.state.fired ?? []
      const stands = [...fired].some(
        (key) => alarm !== undefined && alarmIdOf(one.residentId, key) === alarm.id,
      )
      for (const step of alarm === undefined || stands ? [] : endSteps(alarm, one.key, now)) {
        steps.push(step)
        latest.set(step.alarm.id, step.alarm)
      }
    }
    const messages = await writeSteps(transaction, this.parts, steps)
    await writeRuleDeadlines(transaction, rows)
    for (const one of pending) {
      if (one.kind !== 'fire') await markOver(transaction, one.residentId, one.key, one.at)
    }
    transaction.afterCommit(() => {
      for (const { residentId, key, alarmId } of said) this.said.say(residentId, key, alarmId, clock.mono())
      for (const alarm of latest.values()) book.apply(alarm)
      book.load.follow(plan)
      this.parts.effects.alarmsChanged([...latest.values()], messages, [])
    })
  }

  /** The rows of what the rules wait for now. */
  async #writeWaiting(now: Instant): Promise<void> {
    const rows: RuleDeadline[] = []
    const written: (() => void)[] = []
    for (const [residentId, followed] of this.#homes) {
      const waits = new Map(waiting(followed.state, followed.home, now).map((fire) => [keyOf(fire), fire]))
      for (const key of followed.written.keys()) if (!waits.has(key)) followed.written.delete(key)
      for (const [key, fire] of waits) {
        if (followed.written.get(key) === fire.dueAt || this.said.has(residentId, key)) continue
        rows.push({ ...rowOf(residentId, fire), firedAt: null, alarmId: null, heldBack: null })
        written.push(() => followed.written.set(key, fire.dueAt))
      }
    }
    const renamed = this.#renamed
    if (rows.length === 0 && renamed.length === 0) return
    await this.parts.writeQueue.run('routine', async (transaction) => {
      for (const { residentId, before, after } of renamed) {
        await renameEpisode(transaction, residentId, before, after)
      }
      await writeRuleDeadlines(transaction, rows)
    })
    this.#renamed = this.#renamed.slice(renamed.length)
    for (const note of written) note()
  }
}
