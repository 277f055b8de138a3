import type { AlarmView } from '../../shared/api/centre/alarms.ts'
import type { StationLine } from '../../shared/api/centre/stations.ts'
import { facedCard, type CentreCard } from './centre-card.ts'
import type { FacedAlarm } from '../alarm-board/focus-state.ts'
import type { Followed } from '../alarm-board/focus-store.ts'
import { steadyMap } from '../list-difference.ts'
import { PacedStore } from '../ui/paced-store.ts'
import { SilenceWatch } from '../ui/silence-watch.ts'
import { boardOf, withAlarms, withOverdue, withStation, type CentreBoard } from './centre-board.ts'
import { centreErrorOf, type CentreClient, type CommandChange, type SessionEnd } from './centre-client.ts'

export interface CentreState {
  /** `connecting`: nothing is known yet; `lost`: it was there and is gone, or never came in time. */
  readonly link: 'connecting' | 'ok' | 'lost'
  /** The last that was known; stays when the link is lost. */
  readonly board: CentreBoard | null
  /** The centre's clock minus this machine's, in milliseconds. */
  readonly clockOffsetMs: number
  /** This machine's clock when the centre was last heard. */
  readonly heardAt: number | null
  /** Nobody is signed in here any more, and why. */
  readonly ended: SessionEnd | null
  /** The last change of a command: whose timeline is to be read again. */
  readonly command: CommandChange | null
}

/** A stream that was begun again and brings no beat for so long is half open, though the centre answers calls. */
const HALF_OPEN_MS = 5_000
/** Between two tries to begin the stream again. */
const AGAIN_MS = 500
/** A beat takes a few milliseconds more or less each time; a difference of this much is a clock. */
const CLOCK_SET_MS = 200

/** A station that catches up tells of thousands of alarms: they are put in their places together. */
const GATHER_MS = 25

/** Keeps alarms and stations up to date from the stream: a store for React, with one watchdog. */
export class CentreConnection {
  readonly #client: CentreClient
  readonly #store = new PacedStore<CentreState>({
    link: 'connecting',
    board: null,
    clockOffsetMs: 0,
    heardAt: null,
    ended: null,
    command: null,
  })
  /** The lists of this stream are there. */
  #isLoaded = false
  /** What came and is not on the board yet. */
  #alarms: AlarmView[] = []
  #stations: StationLine[] = []
  #gathering: ReturnType<typeof setTimeout> | null = null
  #gatheredAt = Number.NEGATIVE_INFINITY
  /** Counts the streams: what an earlier one asked for is not taken any more. */
  #stream = 0
  #endStream: (() => void) | null = null
  #again: ReturnType<typeof setTimeout> | null = null
  readonly #silence = new SilenceWatch()
  /** When the stream of now was begun, by the steady clock. */
  #begunAt = 0

  constructor(client: CentreClient) {
    this.#client = client
  }

  readonly getState = this.#store.getState
  readonly subscribe = this.#store.subscribe

  /** Starts listening; returns the function that ends it. */
  start(): () => void {
    this.#watch()
    const endWatch = this.#silence.start(() => {
      this.#checkSilence()
    })
    return () => {
      endWatch()
      this.#store.stop()
      this.#stop()
    }
  }

  /** An answer to a call about `seen` is known at once, unless the stream has told something newer meanwhile. */
  answered(alarm: AlarmView, seen: CentreCard): void {
    if (this.#store.latest.board?.alarms.get(seen.key) === seen) this.#tell(alarm)
  }

  /** The alarms in their order, for the focus. */
  followed(): Followed {
    const faced = steadyMap(facedCard)
    let of: readonly CentreCard[] | null = null
    let alarms: readonly FacedAlarm[] | null = null
    return {
      subscribe: this.subscribe,
      look: () => {
        const { board, link } = this.getState()
        if (board !== null && board.list !== of) {
          of = board.list
          alarms = faced(of)
        }
        return { alarms, isLost: link === 'lost' }
      },
    }
  }

  #watch(): void {
    this.#stop()
    const stream = this.#stream
    this.#begunAt = performance.now()
    this.#endStream = this.#client.watch({
      onOpen: () => {
        void this.#load(stream)
      },
      onBeat: (at) => {
        this.#beat(at)
      },
      onAlarm: (alarm) => {
        this.#tell(alarm)
      },
      onStation: (station) => {
        this.#stations.push(station)
        this.#gather()
      },
      onCommand: (command) => {
        this.#set({ command })
      },
      onEnded: (reason) => {
        this.#end(reason)
      },
      onBroken: () => {
        this.#watchSoon()
      },
    })
  }

  /** The lists, after the stream has begun: between the two nothing can be missed. */
  async #load(stream: number): Promise<void> {
    try {
      const [alarms, stations] = await Promise.all([this.#client.openAlarms(), this.#client.stations()])
      if (stream !== this.#stream) return
      this.#isLoaded = true
      // What was lost is back with a beat: a centre that only answers calls tells nothing of the next alarm.
      const { link, clockOffsetMs } = this.#store.latest
      const isLost = link === 'lost'
      if (!isLost) this.#silence.heard()
      const board = this.#withGathered(boardOf(alarms, stations))
      this.#set({ link: isLost ? 'lost' : 'ok', board: withOverdue(board, Date.now() + clockOffsetMs) })
    } catch (error) {
      if (stream !== this.#stream) return
      if (centreErrorOf(error).code === 'sign-in-required') this.#end('over')
      else this.#watchSoon()
    }
  }

  /** Asked who is signed in first: a stream that is refused does not say why. */
  #watchSoon(): void {
    this.#stop()
    const stream = this.#stream
    this.#again = setTimeout(() => {
      this.#client.session().then(
        (session) => {
          if (stream !== this.#stream) return
          if (session === null) this.#end('over')
          else this.#watch()
        },
        () => {
          if (stream === this.#stream) this.#watchSoon()
        },
      )
    }, AGAIN_MS)
  }

  #stop(): void {
    this.#stream += 1
    this.#isLoaded = false
    this.#alarms = []
    this.#stations = []
    if (this.#gathering !== null) clearTimeout(this.#gathering)
    this.#gathering = null
    this.#endStream?.()
    this.#endStream = null
    if (this.#again !== null) clearTimeout(this.#again)
    this.#again = null
  }

  #beat(at: number): void {
    this.#silence.heard()
    const heardAt = Date.now()
    const { clockOffsetMs, link, board } = this.#store.latest
    const measured = at - heardAt
    const isSet = Math.abs(measured - clockOffsetMs) > CLOCK_SET_MS
    this.#set({
      heardAt,
      clockOffsetMs: isSet ? measured : clockOffsetMs,
      link: this.#isLoaded ? 'ok' : link,
      board: board === null ? null : withOverdue(board, at),
    })
  }

  #tell(alarm: AlarmView): void {
    this.#alarms.push(alarm)
    this.#gather()
  }

  /** Puts what came on the board: at once after a calm moment, else with what comes until it is time. */
  #gather(): void {
    if (!this.#isLoaded || this.#gathering !== null) return
    const left = this.#gatheredAt + GATHER_MS - performance.now()
    this.#gathering = setTimeout(
      () => {
        this.#gathering = null
        const { board } = this.#store.latest
        if (board !== null) this.#set({ board: this.#withGathered(board) })
      },
      Math.max(0, left),
    )
  }

  #withGathered(board: CentreBoard): CentreBoard {
    const next = this.#stations.reduce(withStation, withAlarms(board, this.#alarms))
    this.#alarms = []
    this.#stations = []
    this.#gatheredAt = performance.now()
    return next
  }

  #end(reason: SessionEnd): void {
    this.#stop()
    this.#set({ ended: reason })
  }

  #checkSilence(): void {
    const { link, ended } = this.#store.latest
    if (ended !== null) return
    if (link === 'lost') {
      const isHalfOpen = performance.now() - Math.max(this.#silence.lastSign, this.#begunAt) > HALF_OPEN_MS
      if (this.#endStream !== null && isHalfOpen) this.#watchSoon()
      return
    }
    if (!this.#silence.isTooLong) return
    this.#set({ link: 'lost' })
    // A half-open connection (sleep, cable) never says that it is over.
    this.#watchSoon()
  }

  #set(change: Partial<CentreState>): void {
    const before = this.#store.getState()
    const next = { ...this.#store.latest, ...change }
    this.#store.set(next, next.link !== before.link || next.ended !== before.ended)
  }
}
