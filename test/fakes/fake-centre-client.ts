/** A care centre in memory for tests of the operator page and for looking at it. */
import type { AlarmStory, AlarmView, NewCommand } from '../../shared/api/centre/alarms.ts'
import type { DocumentsPage, KeptDocumentView } from '../../shared/api/centre/documents.ts'
import type { HistoryPage } from '../../shared/api/centre/history.ts'
import type { CentreSession } from '../../shared/api/centre/session.ts'
import type { StationLine } from '../../shared/api/centre/stations.ts'
import {
  CentreCallError,
  type AlarmName,
  type CentreClient,
  type CentreErrorCode,
  type CentreListener,
  type DocumentsQuery,
  type HistoryQuery,
} from '../../renderer/centre/centre-client.ts'

const iso = (at: number) => new Date(at).toISOString()

/** A fresh, unanswered fall at Solbakken; `change` makes it another alarm. */
export function alarmView(now: number, change: Partial<AlarmView> = {}): AlarmView {
  const at = iso(now - 42_000)
  return {
    id: 'a-1',
    station: 's-1',
    incident: 'i-1',
    state: 'raised',
    priority: 'critical',
    category: 'care',
    cause: 'fall',
    resident: 'r-204',
    device: 'radar-204-bath',
    placement: 'bathroom',
    count: 1,
    outcome: null,
    openedAt: change.receivedAt ?? at,
    updatedAt: change.receivedAt ?? at,
    sequence: 1,
    origin: 'station',
    receivedAt: at,
    ringingSince: change.receivedAt ?? at,
    answeredAt: null,
    holder: null,
    takenBy: null,
    takenAt: null,
    lateSeconds: null,
    lateReason: null,
    clockOffSeconds: null,
    ...change,
  }
}

export function stationLine(now: number, change: Partial<StationLine> = {}): StationLine {
  return {
    id: 's-1',
    name: 'Solbakken omsorgsboliger',
    state: 'online',
    phone: '+47 73 00 00 17',
    lastHeardAt: iso(now - 4_000),
    openAlarms: 0,
    waiting: 0,
    late: null,
    paths: [{ kind: 'https', state: 'up' }],
    rejected: 0,
    slowed: 0,
    clockOffSeconds: null,
    ...change,
  }
}

export const EVA = { id: 'eva', name: 'Eva Lund', role: 'operator' } as const
export const OPERATORS = [EVA, { id: 'per', name: 'Per Holm', role: 'lead' } as const]

export function centreSession(now: number, change: Partial<CentreSession> = {}): CentreSession {
  return {
    municipality: { id: '5001', name: 'Trondheim' },
    operator: EVA,
    startedAt: iso(now - 600_000),
    idleEndsAt: iso(now + 1_700_000),
    endsAt: iso(now + 40_000_000),
    mustChangePin: false,
    isLocked: false,
    ...change,
  }
}

export class FakeCentreClient implements CentreClient {
  /** What was asked to be done, oldest first. */
  readonly commands: (NewCommand & { readonly alarm: string })[] = []
  readonly searches: HistoryQuery[] = []
  /** Seconds of each pause of the sound. */
  readonly pauses: number[] = []
  signedIn: CentreSession | null
  alarms: AlarmView[]
  lines: StationLine[]
  past: AlarmView[] = []
  kept: KeptDocumentView[] = []
  told: Partial<AlarmStory> = {}
  /** The next call of this name is refused so. */
  refuseNext: {
    call: 'signIn' | 'take' | 'command' | 'soundPaused'
    code: CentreErrorCode
    figure?: number
    takenBy?: string
  } | null = null
  readonly #listeners = new Set<CentreListener>()
  readonly #now: () => number

  constructor(
    alarms: readonly AlarmView[] = [],
    lines: readonly StationLine[] = [],
    signedIn: CentreSession | null = null,
    now: () => number = Date.now,
  ) {
    this.alarms = [...alarms]
    this.lines = [...lines]
    this.signedIn = signedIn
    this.#now = now
  }

  municipalities = () =>
    this.#answer(() => [
      { id: '5001', name: 'Trondheim' },
      { id: '5035', name: 'Stjørdal' },
    ])
  operators = () =>
    this.#answer(() =>
      OPERATORS.map(({ id, name }) => ({ id, name, lockedSeconds: id === 'per' ? 95 : null })),
    )
  session = () => this.#answer(() => this.signedIn)
  touch = () => this.#answer(() => undefined)
  soundPaused = (seconds: number) =>
    this.#answer(() => {
      this.pauses.push(seconds)
    }, 'soundPaused')
  signIn = ({ operator }: { readonly operator: string }) =>
    this.#answer(() => {
      const who = OPERATORS.find(({ id }) => id === operator) ?? EVA
      this.signedIn = centreSession(this.#now(), { operator: who })
    }, 'signIn')
  signOut = () =>
    this.#answer(() => {
      this.signedIn = null
    })
  changePin = () =>
    this.#answer(() => {
      if (this.signedIn !== null) this.signedIn = { ...this.signedIn, mustChangePin: false }
    })
  openAlarms = () => this.#answer(() => this.alarms)
  stations = () => this.#answer(() => this.lines)

  story = (alarm: AlarmName) =>
    this.#answer((): AlarmStory => {
      const view = [...this.alarms, ...this.past].find(({ id }) => id === alarm.id)
      if (view === undefined) throw new CentreCallError('unknown-alarm')
      const { id, priority, openedAt, receivedAt } = view
      const raised = {
        id: `${id}-1`,
        sequence: 1,
        type: 'alarm.raised',
        priority,
        sentAt: openedAt,
        data: {},
      }
      return {
        ...view,
        timeline: [{ ...raised, occurredAt: openedAt, receivedAt }],
        timelineComplete: true,
        commands: [],
        takes: [],
        ...this.told,
      }
    })

  take = (alarm: AlarmName) =>
    this.#answer(() => {
      const at = iso(this.#now())
      return this.change(alarm.id, { takenBy: this.#who(), takenAt: at, answeredAt: at })
    }, 'take')
  release = (alarm: AlarmName) =>
    this.#answer(() => this.change(alarm.id, { takenBy: null, takenAt: null, answeredAt: null }))
  command = (alarm: AlarmName, command: NewCommand) =>
    this.#answer(() => {
      this.commands.push({ ...command, alarm: alarm.id })
    }, 'command')
  history = (query: HistoryQuery) =>
    this.#answer((): HistoryPage => {
      this.searches.push(query)
      const from = Number(query.after ?? 0)
      const page = this.past.slice(from, from + 50)
      const next = from + 50 < this.past.length ? String(from + 50) : null
      return { alarms: page, next }
    })

  documents = ({ after, cid, station }: DocumentsQuery) =>
    this.#answer((): DocumentsPage => {
      const found = this.kept.filter(
        (one) => (cid === undefined || one.cid === cid) && (station === undefined || one.station === station),
      )
      const from = Number(after ?? 0)
      const next = from + 50 < found.length ? String(from + 50) : null
      return { documents: found.slice(from, from + 50), next }
    })

  watch = (listener: CentreListener) => {
    this.#listeners.add(listener)
    queueMicrotask(() => {
      if (this.#listeners.has(listener)) listener.onOpen()
    })
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** The second's sign of life. */
  beat(): void {
    for (const listener of this.#listeners) listener.onBeat(this.#now())
  }

  tell(alarm: AlarmView): void {
    this.alarms = [...this.alarms.filter(({ id }) => id !== alarm.id), alarm]
    for (const listener of this.#listeners) listener.onAlarm(alarm)
  }

  end(reason: 'idle' | 'over' | 'revoked'): void {
    this.signedIn = null
    for (const listener of this.#listeners) listener.onEnded(reason)
  }

  /** Changes a known alarm and tells every page. */
  change(id: string, change: Partial<AlarmView>): AlarmView {
    const before = this.alarms.find((alarm) => alarm.id === id)
    if (before === undefined) throw new CentreCallError('unknown-alarm')
    const after = { ...before, ...change }
    this.tell(after)
    return after
  }

  #who() {
    if (this.signedIn === null) throw new CentreCallError('sign-in-required')
    const { id, name } = this.signedIn.operator
    return { id, name }
  }

  #answer<T>(answer: () => T, call = ''): Promise<T> {
    const refusal = this.refuseNext?.call === call ? this.refuseNext : null
    if (refusal !== null) {
      this.refuseNext = null
      return Promise.reject(new CentreCallError(refusal.code, refusal))
    }
    try {
      return Promise.resolve(answer())
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)))
    }
  }
}
