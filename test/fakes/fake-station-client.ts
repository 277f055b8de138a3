/** A station in memory for tests of the screens and for looking at them, with real lifecycle answers. */
import type { Chain, ChainStep } from '../../shared/api/alarm-calls.ts'
import type { AlarmCard, Board, BoardMessage, CalmProof, ClientSound } from '../../shared/api/board.ts'
import type { Diagnostics } from '../../shared/api/diagnostics.ts'
import { isOpen, type AlarmState } from '../../shared/domain/alarm.ts'
import {
  StationCallError,
  type BoardListener,
  type CallErrorCode,
  type StationClient,
  type StepCall,
} from '../../renderer/station-client.ts'
import { FakeHouseClient } from './fake-house-client.ts'
import { FakeNightClient } from './fake-night-client.ts'
import { FakePeopleClient } from './fake-people-client.ts'
import { FakeResidentsClient } from './fake-residents-client.ts'
import { FakeTechnicianClient } from './fake-technician-client.ts'
import { PEOPLE } from './sample-board.ts'
import { sampleChain } from './sample-chain.ts'

/** Answers like a station; `push` plays what the station would send. Ticks only when asked to. */
export class FakeStationClient implements StationClient {
  readonly technician: FakeTechnicianClient
  readonly people: FakePeopleClient
  readonly residents: FakeResidentsClient
  readonly night: FakeNightClient
  readonly house: FakeHouseClient
  readonly calls: StepCall[] = []
  readonly #handOvers = new Map<string, { readonly by: string; readonly to: string }>()
  readonly #ended = new Map<string, AlarmCard>()
  readonly trained: string[] = []
  /** What it says of its sound; null while it is not there to be heard. */
  attends: ClientSound | null = null
  /** Who paused the sound, and for how many seconds. */
  readonly pauses: string[] = []
  /** It answers no call. */
  isAway = false
  readonly soundedIds: string[] = []
  refuseNext: { readonly code: CallErrorCode; readonly ownerId: string | null } | null = null
  snapshotsAsked = 0
  isClosed = false
  #board: Board
  #sequence = 0
  #listener: BoardListener | null = null
  readonly #now: () => number

  constructor(board: Board, now: () => number = Date.now, people = new FakePeopleClient(now)) {
    this.#board = board
    this.#now = now
    this.technician = new FakeTechnicianClient(now)
    this.people = people
    this.residents = new FakeResidentsClient(now)
    this.house = new FakeHouseClient(now())
    this.night = new FakeNightClient(
      now,
      (card) => {
        this.change([card])
      },
      (alarmId) => this.#board.alarms.find((card) => card.alarmId === alarmId)?.owner?.id ?? null,
    )
  }

  watchBoard(listener: BoardListener): () => void {
    this.#listener = listener
    this.snapshotsAsked += 1
    queueMicrotask(() => {
      if (this.#listener === listener) this.#sendSnapshot()
    })
    return () => {
      if (this.#listener === listener) this.#listener = null
    }
  }

  take(call: StepCall): Promise<AlarmCard> {
    this.calls.push(call)
    if (this.refuseNext !== null) {
      const { code, ownerId } = this.refuseNext
      this.refuseNext = null
      return Promise.reject(new StationCallError(code, ownerId))
    }
    const card = this.#board.alarms.find((it) => it.alarmId === call.input.alarmId)
    if (card === undefined) return Promise.reject(new StationCallError('unknown-alarm', null))
    const next = this.#after(call, card)
    this.change([next])
    return Promise.resolve(next)
  }

  attend(sound: ClientSound): () => void {
    this.attends = sound
    return () => {
      this.attends = null
    }
  }

  soundPaused(by: string | null, seconds: number, agoMs: number): Promise<void> {
    if (this.isAway) return Promise.reject(new StationCallError('no-contact', null))
    this.pauses.push(`${String(by)} ${String(seconds)}${agoMs < 1_000 ? '' : ` ${String(agoMs)} ms ago`}`)
    return Promise.resolve()
  }

  sounded(alarmIds: readonly string[]): Promise<void> {
    this.soundedIds.push(...alarmIds)
    return Promise.resolve()
  }

  shelfLimit(): Promise<number> {
    return Promise.resolve(this.#now() + 30 * 60_000)
  }

  chain(alarmId: string): Promise<Chain> {
    const alarm = [...this.#board.alarms, ...this.#ended.values(), ...this.night.past].find(
      (it) => it.alarmId === alarmId,
    )
    if (alarm === undefined) return Promise.reject(new StationCallError('unknown-alarm', null))
    const chain = sampleChain(alarm)
    const [first] = chain.steps
    const given = this.#handOvers.get(alarmId)
    if (first === undefined || given === undefined) return Promise.resolve(chain)
    const actor = { ...(ownerOf(given.by) ?? first.actor), kind: 'person' }
    const handedOver: ChainStep = {
      ...first,
      sequence: chain.steps.length + 1,
      type: 'handed-over',
      reason: 'handed-over',
      at: this.#now(),
      actor,
      to: ownerOf(given.to),
    }
    return Promise.resolve({ ...chain, steps: [...chain.steps, handedOver] })
  }

  diagnostics(): Promise<Diagnostics> {
    return Promise.resolve({
      version: '0.1.0',
      commit: '0000000',
      startedAt: this.#now() - 3_600_000,
      dataFolder: '/var/lib/tryggvakt',
      runtime: { node: '20.19.5', electron: null, chromium: null },
      database: { sqlite: '3.52.0', schema: 10, journalMode: 'wal', synchronous: 'FULL' },
      ports: this.#board.proof.ports,
      paths: [
        {
          key: 'first',
          kind: 'https',
          name: 'https sentral.example',
          state: 'up',
          isInUse: true,
          isDeaf: false,
          isRefusing: false,
          lastContactAt: this.#now() - 4_000,
          lastFault: null,
        },
      ],
      findings: [
        { code: 'not-in-dialout', command: 'sudo usermod -aG dialout tryggvakt' },
        { code: 'clock-not-synchronised', command: 'sudo timedatectl set-ntp true' },
      ],
    })
  }

  trainingDevices() {
    return Promise.resolve([
      { deviceId: 'radar-204-bath', residentName: 'Ingrid Solberg', placement: 'bathroom' },
      { deviceId: 'radar-118-hall', residentName: 'Olav Berg', placement: 'hall' },
    ])
  }

  trainingAct(deviceId: string, act: string): Promise<void> {
    this.trained.push(`${deviceId} ${act}`)
    return Promise.resolve()
  }

  /** The station is gone: nothing comes any more. */
  lose(): void {
    this.#listener?.onClosed()
    this.#listener = null
  }

  close(): void {
    this.isClosed = true
    this.#listener = null
  }

  /** The open alarm as it is now. */
  card(alarmId: string): AlarmCard | undefined {
    return this.#board.alarms.find((card) => card.alarmId === alarmId)
  }

  /** Somebody gives an alarm to somebody. */
  give(alarmId: string, by: string, to: string): void {
    const card = this.card(alarmId)
    if (card === undefined) throw new Error(`${alarmId} is not open`)
    this.#handOvers.set(alarmId, { by, to })
    this.change([{ ...card, owner: ownerOf(to), revision: card.revision + 1 }])
  }

  /** The station tells of cards that changed. */
  change(alarms: readonly AlarmCard[], proof?: CalmProof): void {
    const changed = new Map(alarms.map((card) => [card.alarmId, card]))
    const kept = this.#board.alarms.filter((card) => !changed.has(card.alarmId))
    for (const card of alarms) if (!isOpen(card)) this.#ended.set(card.alarmId, card)
    this.#board = {
      ...this.#board,
      alarms: [...kept, ...alarms.filter(isOpen)],
      ...(proof === undefined ? {} : { proof }),
    }
    this.#sequence += 1
    this.push({
      type: 'change',
      run: 'run-1',
      sequence: this.#sequence,
      at: this.#now(),
      alarms: [...alarms],
      ...(proof === undefined ? {} : { proof }),
    })
  }

  tick(): void {
    this.push({ type: 'tick', run: 'run-1', sequence: this.#sequence, at: this.#now() })
  }

  push(message: BoardMessage): void {
    this.#listener?.onMessage(message)
  }

  /** The station turns out to speak another version of the API. */
  speakVersion(version: number): void {
    this.#listener?.onOtherVersion(version)
  }

  /** The station was started anew and has a new key. */
  refuseKey(): void {
    this.#listener?.onKeyRefused()
  }

  loseSocket(): void {
    this.#listener?.onClosed()
  }

  #sendSnapshot(): void {
    this.push({
      type: 'snapshot',
      run: 'run-1',
      sequence: this.#sequence,
      at: this.#now(),
      board: this.#board,
    })
  }

  #after(call: StepCall, card: AlarmCard): AlarmCard {
    const taken = (state: AlarmState): AlarmCard => ({
      ...card,
      state,
      ringing: false,
      owner: ownerOf(call.input.by),
    })
    const next = ((): AlarmCard => {
      switch (call.step) {
        case 'acknowledge':
          return taken('acknowledged')
        case 'on-the-way':
        case 'on-site':
          return taken(call.step)
        case 'resolve':
          return {
            ...taken('resolved'),
            outcome: call.input.outcome?.kind ?? null,
            closing: { by: ownerOf(call.input.by), reason: 'closed' },
          }
        case 'release':
        case 'reopen':
          return { ...card, state: 'raised', ringing: true, owner: null }
        case 'hand-over':
          return { ...card, owner: ownerOf(call.input.to) }
        case 'shelve': {
          const { until, why, by } = call.input
          const shelf = { until, why, by: ownerOf(by) ?? { id: by, name: null, hasLeft: false } }
          return { ...card, ringing: false, shelf }
        }
        case 'unshelve': {
          const { shelf: _shelf, ...back } = card
          return { ...back, ringing: true }
        }
        case 'note':
          return card
      }
    })()
    return { ...next, revision: card.revision + 1 }
  }
}

function ownerOf(id: string): AlarmCard['owner'] {
  const person = PEOPLE.find((it) => it.id === id)
  return person === undefined ? null : { id, name: person.name, hasLeft: false }
}
