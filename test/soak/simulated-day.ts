/**
 * Twenty-four hours of a whole station within minutes: 86,400 seconds of a clock that goes only when told to, over a
 * real database, with a client that follows the board. What is still in use is read every six hours.
 */
import { v7 as newId } from 'uuid'
import { PortLister } from '../../device-drivers/serial/list-ports.ts'
import { applyMessage, type BoardState } from '../../renderer/alarm-board/board-store.ts'
import type { AlarmCard } from '../../shared/api/board.ts'
import { assemble } from '../../station/assemble.ts'
import type { AssembledStation } from '../../station/assembly/assembled-station.ts'
import { ConfigurationSchema } from '../../station/config/configuration.ts'
import { openStore } from '../../station/store/open-store.ts'
import { temporaryFolder, type CleanUp } from '../support/clean-up.ts'
import { heapBytes } from '../support/heap.ts'
import { CAREGIVER, homeWith } from '../support/home.ts'
import { FALL, HEARTBEAT, INACTIVE, NO_FALL, PRESENCE } from '../support/radar-wire.ts'
import { DayMachine } from './day-machine.ts'

const RADARS = 8
const HOUR_S = 3_600
const MINUTE_MS = 60_000
/** Tables of the programs and the first of everything are not what grows. */
const WARM_S = 900
/** What may lie about more than six hours after the start; a megabyte an hour would be eighteen. */
const MOST_GROWTH_MIB = 4

interface DayFigures {
  /** Mebibytes in use at 0, 6, 12, 18 and 24 h. */
  readonly heapMiB: readonly number[]
  readonly alarms: number
  readonly events: number
  readonly actions: number
  readonly changes: number
}

/**
 * @param stepMs how often the machine's timers are looked at; usually as often as a deadline is
 * @throws Error where what is in use grows from the sixth hour to the last.
 */
export async function runSimulatedDay(
  hours: number,
  cleanUp: CleanUp,
  onHour: (hours: number) => void,
  stepMs?: number,
): Promise<DayFigures> {
  const folder = await temporaryFolder(cleanUp)
  const store = await openStore(folder)
  const machine = new DayMachine('2026-11-20T12:00:00Z', stepMs)
  cleanUp.add(() => {
    machine.end()
  })
  const station = await assembled(store, machine, folder)
  await station.start()
  const board = new Follower(station)
  station.attendance.arrive(board, 'ready')
  const house = new House(station, machine, board)
  const heapMiB: number[] = []
  for (let second = 0; second <= WARM_S + hours * HOUR_S; second += 1) {
    await house.second(second)
    const passed = second - WARM_S
    if (passed >= 0 && passed % HOUR_S === 0) {
      const hour = passed / HOUR_S
      if (hour % 6 === 0) heapMiB.push(Number((heapBytes() / 2 ** 20).toFixed(1)))
      onHour(hour)
    }
  }
  const [rows]: { alarms: number; events: number; actions: number }[] = await store.reader.query(
    `SELECT (SELECT count(*) FROM alarms) AS alarms, (SELECT count(*) FROM device_events) AS events,
       (SELECT count(*) FROM alarm_actions) AS actions`,
  )
  board.leave()
  machine.end()
  await station.stop()
  await store.close()
  const [, sixth = 0] = heapMiB
  const last = heapMiB.at(-1) ?? 0
  if (last - sixth > MOST_GROWTH_MIB) throw new Error(`memory grows: ${heapMiB.join(', ')} MiB`)
  return { heapMiB, ...(rows ?? { alarms: 0, events: 0, actions: 0 }), changes: board.changes }
}

const portOf = (radar: number): string => `/dev/ttyDay${String(radar)}`

function assembled(
  store: Awaited<ReturnType<typeof openStore>>,
  machine: DayMachine,
  dataFolder: string,
): Promise<AssembledStation> {
  const radars = Array.from({ length: RADARS }, (_, index) => ({
    device: `radar-${String(index)}`,
    port: portOf(index),
    supervisionSeconds: 600,
  }))
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  return assemble({
    store,
    configuration: {
      configuration: ConfigurationSchema.parse(homeWith(radars, null)),
      digest: 'day',
      warnings: [],
    },
    clock: machine.clock,
    serialClock: machine.serialClock,
    openLink: machine.openLink,
    openAdapter: () => Promise.reject(new Error('this house has no Bluetooth')),
    lister: new PortLister({ listSystem: () => Promise.resolve([]), mono: machine.clock.mono }),
    log,
    newId,
    dataFolder,
    training: false,
  })
}

/** A client that folds the feed as a board does. */
class Follower {
  changes = 0
  #state: BoardState | null = null
  readonly #gone = new AbortController()

  constructor(private readonly station: AssembledStation) {
    void this.#follow()
  }

  cards(): readonly AlarmCard[] {
    return [...(this.#state?.alarms.values() ?? [])]
  }

  leave(): void {
    this.#gone.abort()
  }

  async #follow(): Promise<void> {
    const { feed, view, vitals, identity } = this.station
    const readBoard = async () => ({
      station: identity,
      people: [],
      alarms: [...(await view.openCards())],
      proof: vitals.proof(),
    })
    const request = { since: undefined, readBoard, signal: this.#gone.signal, isCongested: () => false }
    for await (const message of feed.messages(request)) {
      const applied = applyMessage(this.#state, message, message.at)
      if (!applied.ok) throw new Error('the client missed a change')
      this.#state = applied.state
      if (message.type === 'change') this.changes += 1
    }
  }
}

/** What happens in the house, by the second, and who answers it. */
class House {
  constructor(
    private readonly station: AssembledStation,
    private readonly machine: DayMachine,
    private readonly board: Follower,
  ) {}

  async second(second: number): Promise<void> {
    const { machine } = this
    for (let radar = 0; radar < RADARS; radar += 1) {
      const port = portOf(radar)
      // One radar is out of reach for the last quarter of each hour.
      if (radar === 7 && second % HOUR_S >= 2_700) continue
      if ((second + radar * 7) % 60 === 0) machine.says(port, HEARTBEAT)
      if ((second + radar * 4) % 30 === 0)
        machine.says(port, second % 60 < 30 ? PRESENCE.somebody : PRESENCE.nobody)
      if ((second + radar * 450) % HOUR_S === 600) machine.says(port, radar % 2 === 0 ? FALL : INACTIVE)
      if ((second + radar * 450) % HOUR_S === 660) machine.says(port, NO_FALL)
    }
    await machine.second()
    if (second % 10 === 0) await this.#answer()
  }

  /** A night watch takes what rings after half a minute, sets aside what she knows, and closes after ten minutes. */
  async #answer(): Promise<void> {
    const { desk } = this.station
    const actor = { kind: 'person', id: CAREGIVER } as const
    const now = this.machine.clock.wall()
    for (const { alarmId, cause, priority, state, openedAt, revision, shelf } of this.board.cards()) {
      const age = now - openedAt
      const seen = { actor, seenRevision: revision }
      if (priority === 'critical' && state === 'raised' && age > 30_000) {
        await desk.take(alarmId, { type: 'acknowledged', ...seen })
      } else if (cause === 'inactivity' && shelf === undefined && age < 20 * MINUTE_MS) {
        await desk.shelve(alarmId, {
          type: 'shelved',
          ...seen,
          until: now + 15 * MINUTE_MS,
          why: 'known-cause',
          words: null,
        })
      } else if (age > 20 * MINUTE_MS && shelf === undefined && cause !== 'device-silent') {
        const outcome = { kind: 'helped-unhurt', words: null } as const
        await desk.take(alarmId, { type: 'resolved', ...seen, outcome })
      }
    }
  }
}
