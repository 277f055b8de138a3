/**
 * Rounds of kill -9 while falls arrive and a caregiver answers them. After each round the database is whole,
 * everything that anybody had seen is still there, and what was resolved is resolved.
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { AlarmCard } from '../../shared/api/board.ts'
import { assertCentreAgrees } from './centre-agrees.ts'
import { BoardClient } from './board-client.ts'
import { CareCentre } from './centre-process.ts'
import { CleanUp } from './clean-up.ts'
import { CAREGIVER, homeWith } from './home.ts'
import { FALL, HEARTBEAT, NO_FALL, RadarWire } from './radar-wire.ts'
import { seededRandom } from './seeded-random.ts'
import { assertWhole, readStationRows, type StationRows } from './station-rows.ts'
import { launchStation, startStation } from './station-process.ts'
import { waitUntil } from './wait-until.ts'

export interface KillRoundsOptions {
  readonly folder: string
  readonly seed: number
  readonly rounds: number
  readonly killCentre: boolean
  /** After each round, with the number of rounds done. */
  readonly onRound?: (done: number) => void
}

export interface KillRoundsResult {
  readonly rounds: number
  readonly framesWritten: number
  readonly fallsStored: number
  readonly alarms: number
  readonly stepsAnswered: number
  readonly killedBeforeReady: number
}

/** A kill comes at the latest this long after the station is ready. */
const LONGEST_ROUND_MS = 600
/** Some kills come while the station starts, at most this long after the process was made. */
const START_MS = 500

export async function runKillRounds(options: KillRoundsOptions): Promise<KillRoundsResult> {
  const cleanUp = new CleanUp()
  try {
    const night = await KillNight.begun(cleanUp, options)
    for (let round = 1; round <= options.rounds; round += 1) {
      try {
        await night.round()
      } catch (error) {
        throw new Error(`seed ${options.seed}, round ${round}: ${String(error)}`, { cause: error })
      }
      options.onRound?.(round)
    }
    return { rounds: options.rounds, ...(await night.morning()) }
  } finally {
    await cleanUp.run()
  }
}

/** How many falls the alarms on the board were raised and repeated by. */
function countsOf(client: BoardClient): number {
  return [...client.cards.values()].reduce((sum, { count }) => sum + count, 0)
}

class KillNight {
  readonly #random
  /** Cards as the client last saw them: whatever was shown must be stored. */
  readonly #seen = new Map<string, AlarmCard>()
  /** Alarms whose resolving was answered. */
  readonly #resolved = new Set<string>()
  #framesWritten = 0
  #stepsAnswered = 0
  #killedBeforeReady = 0
  #before: StationRows | undefined

  private constructor(
    private readonly cleanUp: CleanUp,
    private readonly options: KillRoundsOptions,
    private readonly wire: RadarWire,
    private readonly centre: CareCentre,
  ) {
    this.#random = seededRandom(options.seed)
  }

  static async begun(cleanUp: CleanUp, options: KillRoundsOptions): Promise<KillNight> {
    const wire = await RadarWire.plugged(cleanUp)
    const centre = await CareCentre.started(cleanUp, join(options.folder, 'centre'))
    return new KillNight(cleanUp, options, wire, centre)
  }

  async round(): Promise<void> {
    if (this.#before !== undefined && this.#random(5) === 0) await this.#killWhileStarting()
    const station = await startStation(this.cleanUp, this.#start)
    const client = await BoardClient.connected(this.cleanUp, station)
    await client.proven(() => true, 'the board did not come')
    const lastsMs = this.#random(LONGEST_ROUND_MS)
    const centreDies = this.options.killCentre && this.#random(2) === 0
    const counted = countsOf(client)
    let isOver = false
    const night = this.#fallsAndAnswers(client, () => !isOver)
    // However slow the machine is: something of this round is stored, and once in a night somebody has answered.
    await waitUntil(() => countsOf(client) > counted, 'no fall of the round came')
    if (this.#stepsAnswered === 0) await this.#answer(client)
    await pause(lastsMs)
    isOver = true
    if (centreDies) await Promise.all([station.kill(), this.centre.end('SIGKILL')])
    else await station.kill()
    await night
    for (const card of client.cards.values()) this.#seen.set(card.alarmId, card)
    client.close()
    if (centreDies) await this.centre.start()
    await this.#check()
  }

  /** A last start without a kill: everything is delivered, and the centre holds each message once. */
  async morning(): Promise<Omit<KillRoundsResult, 'rounds'>> {
    const station = await startStation(this.cleanUp, this.#start)
    await waitUntil(
      async () => (await readStationRows(station.data)).messages.every((one) => one.acknowledged_at !== null),
      'not everything was delivered',
      { limitMs: 60_000, everyMs: 200 },
    )
    await station.stop()
    const rows = await this.#check()
    await assertCentreAgrees(this.centre, rows)
    return {
      framesWritten: this.#framesWritten,
      fallsStored: rows.falls.length,
      alarms: rows.alarms.length,
      stepsAnswered: this.#stepsAnswered,
      killedBeforeReady: this.#killedBeforeReady,
    }
  }

  get #start() {
    const radar = { device: 'radar-204-bath', port: this.wire.port }
    const data = join(this.options.folder, 'station')
    return { data, configuration: homeWith([radar], this.centre.path) }
  }

  async #killWhileStarting(): Promise<void> {
    const program = await launchStation(this.cleanUp, this.#start)
    await pause(this.#random(START_MS))
    if (program.lines.length === 0) this.#killedBeforeReady += 1
    await program.end('SIGKILL')
    await this.#check()
  }

  /** Falls come in ones and in bursts; now and then the caregiver ends the alarm, so that the next is new. */
  async #fallsAndAnswers(client: BoardClient, goOn: () => boolean): Promise<void> {
    const answers: Promise<void>[] = []
    while (goOn()) {
      const falls = 1 + this.#random(4)
      for (let fall = 0; fall < falls; fall += 1) this.wire.write(HEARTBEAT, FALL, NO_FALL)
      this.#framesWritten += falls
      if (this.#random(3) === 0) answers.push(this.#answer(client))
      await pause(this.#random(60))
    }
    await Promise.all(answers)
  }

  /** Resolves the alarm on the board; when a new fall overtakes the answer, answers again. */
  async #answer(client: BoardClient): Promise<void> {
    const end = performance.now() + LONGEST_ROUND_MS
    while (performance.now() < end) {
      const card = [...client.cards.values()].find((one) => one.state !== 'resolved')
      if (card === undefined) return
      const { alarmId, revision } = card
      const outcome = { kind: 'helped-unhurt', words: null } as const
      const call = client.api.alarm.resolve.mutate({
        alarmId,
        by: CAREGIVER,
        seenRevision: revision,
        outcome,
      })
      // A call that the kill cut off has no answer.
      const answer = await Promise.race([
        call.then(
          () => 'done' as const,
          () => 'refused' as const,
        ),
        pause(LONGEST_ROUND_MS).then(() => 'none' as const),
      ])
      if (answer === 'none') return
      if (answer === 'refused') continue
      this.#stepsAnswered += 1
      this.#resolved.add(alarmId)
      return
    }
  }

  async #check(): Promise<StationRows> {
    const rows = await readStationRows(this.#start.data)
    assertWhole(rows)
    const now = new Map(rows.alarms.map((alarm) => [alarm.id, alarm]))
    for (const card of this.#seen.values()) {
      const alarm = now.get(card.alarmId)
      if (alarm === undefined || alarm.revision < card.revision || alarm.count < card.count) {
        throw new Error(`alarm ${card.alarmId} was shown at revision ${card.revision} and is not stored so`)
      }
    }
    for (const id of this.#resolved) {
      if (now.get(id)?.state !== 'resolved') throw new Error(`alarm ${id} was resolved and is no more`)
    }
    this.#keptAll(rows)
    this.#before = rows
    return rows
  }

  /** What was committed before is there still, steps and falls alike. */
  #keptAll(rows: StationRows): void {
    const now = new Set([...rows.falls, ...rows.messages].map(({ id }) => id))
    for (const { id } of [...(this.#before?.falls ?? []), ...(this.#before?.messages ?? [])]) {
      if (!now.has(id)) throw new Error(`${id} was stored and is gone`)
    }
  }
}
