/**
 * Keeps the list on paper in the data folder: written at every start, every evening before the night, and after a
 * change. It is whole or not there, and for the station's user alone.
 */
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Paper } from '../../shared/api/residents.ts'
import { osloInstant, osloTime } from '../../shared/domain/oslo-time.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { Clock } from '../clock.ts'
import type { Configuration } from '../config/configuration.ts'
import type { Registry } from '../devices/registry.ts'
import { person, type PeopleStore } from '../people/people-store.ts'
import type { Log } from '../services.ts'
import { readOnCallPlan } from '../store/on-call-rows.ts'
import { readKeys, readResidents } from '../store/resident-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { readSetting, writeSetting } from '../store/setting-rows.ts'
import type { AbsenceBook } from './absence-book.ts'
import type { PaperCalls } from './paper-calls.ts'
import { paperOf } from './paper.ts'

export const PAPER_FILE = 'residents.html'
const WITH_KEYS_KEY = 'paper-with-keys'
const LOOK_MS = 20_000
/** Before the night shift prints it. Minutes since midnight. */
const EVENING = 20 * 60

export interface PaperKeeperParts {
  readonly dataFolder: string
  /** As it is stored now. */
  readonly setup: Pick<Configuration, 'station' | 'careCentre'>
  readonly registry: Pick<Registry, 'people'>
  readonly absences: AbsenceBook
  readonly store: PeopleStore
  readonly reader: RowSource
  readonly clock: Clock
  readonly log: Log
}

export class PaperKeeper {
  #timer: NodeJS.Timeout | undefined
  #writtenAt: Instant | null = null
  #isStale = true
  #writing: Promise<void> = Promise.resolve()

  constructor(private readonly parts: PaperKeeperParts) {}

  start(): void {
    this.#timer = setInterval(() => void this.look(), LOOK_MS)
    void this.look()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#writing
  }

  /** A record was changed: the next look writes it anew. */
  changed(): void {
    this.#isStale = true
  }

  async state(): Promise<Paper> {
    const answer = await readSetting(this.parts.reader, WITH_KEYS_KEY)
    return {
      path: join(this.parts.dataFolder, PAPER_FILE),
      writtenAt: this.#writtenAt,
      withKeys: answer === 'yes',
      isDecided: answer !== undefined,
    }
  }

  /** Effective at once: codes that are not to be on paper are not left there until the evening. */
  async setKeys(by: string, withKeys: boolean): Promise<Paper> {
    const entry = { actor: person(by), action: 'paper.keys-set', subject: 'station', data: { withKeys } }
    await this.parts.store.write(entry, (transaction) =>
      writeSetting(transaction, WITH_KEYS_KEY, withKeys ? 'yes' : 'no'),
    )
    this.#isStale = true
    await this.look()
    return await this.state()
  }

  /** Writes what is due. What can't be written now is tried again with the next look. */
  look(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async #write(): Promise<void> {
    const { clock, log } = this.parts
    const now = clock.wall()
    if (!this.#isStale && this.#writtenAt !== null && this.#writtenAt >= lastEvening(now)) return
    this.#isStale = false
    try {
      await this.#writeFile(now)
      this.#writtenAt = now
    } catch (error) {
      this.#isStale = true
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
      log.warn({ code }, 'the list on paper could not be written; it is tried again')
    }
  }

  async #writeFile(writtenAt: Instant): Promise<void> {
    const { dataFolder, setup, absences, reader } = this.parts
    const { path, withKeys } = await this.state()
    const content = paperOf({
      stationName: setup.station.name,
      locale: setup.station.locale,
      writtenAt,
      residents: (await readResidents(reader)).filter(({ leftAt }) => leftAt === null),
      awayUntil: (residentId) => absences.of(residentId)?.until ?? null,
      calls: await this.#calls(),
      keys: withKeys ? await readKeys(reader) : null,
    })
    const unfinished = join(dataFolder, `${PAPER_FILE}.new`)
    const file = await open(unfinished, 'w', 0o600)
    try {
      await file.chmod(0o600)
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  }

  async #calls(): Promise<PaperCalls> {
    const { setup, registry, reader } = this.parts
    const people = [...registry.people()]
    const byId = new Map(people.map(({ id, name, phone }) => [id, { name, phone }]))
    const plan = await readOnCallPlan(reader)
    const planned = new Set(plan.map(({ personId }) => personId))
    return {
      centre: setup.careCentre?.phone ?? null,
      onCall: plan.flatMap(({ personId, days, hours }) => {
        const known = byId.get(personId)
        return known === undefined ? [] : [{ ...known, days, hours }]
      }),
      others: people.filter(({ id, phone }) => phone !== null && !planned.has(id)),
    }
  }
}

/** The last time it was evening in Norway. */
export function lastEvening(now: Instant): Instant {
  const { day, minutes } = osloTime(now)
  return osloInstant(minutes >= EVENING ? day : day - 1, EVENING)
}
