/** People of a house in memory, for tests of the screens: a code is right when it is the one of the person. */
import type { Board } from '../../shared/api/board.ts'
import type { SessionState, Shifts } from '../../shared/api/people.ts'
import type { CodeCall, FirstUseCode, PeopleCall, PeopleClient } from '../../renderer/people/people-client.ts'
import { StationCallError, type CallErrorCode, type FeedListener } from '../../renderer/station-client.ts'

export const OPEN_HOUSE: SessionState = {
  person: null,
  ended: null,
  isGuarded: false,
  needsAdministrator: false,
  lockAfterMinutes: 15,
}

interface Known {
  readonly id: string
  readonly name: string
  readonly role: 'caregiver' | 'technician' | 'manager' | 'administrator'
  readonly pin: string | null
  readonly isFirstUse?: boolean
  readonly phone?: string
}

export const GUARDED: readonly Known[] = [
  { id: 'kari', name: 'Kari Nordmann', role: 'caregiver', pin: '482915', phone: '90 00 00 02' },
  { id: 'ola', name: 'Ola Hansen', role: 'caregiver', pin: '730264', isFirstUse: true },
  { id: 'tuva', name: 'Tuva Teknes', role: 'technician', pin: null },
  { id: 'anne', name: 'Anne Lie', role: 'administrator', pin: '918273' },
]

/** The board of a house where codes are in use, as the station sends it. */
export function guardedBoard(board: Board, isSignedIn: boolean): Board {
  return {
    ...board,
    people: GUARDED.map(({ id, name, role, pin }) => ({
      id,
      name,
      role,
      signIn: pin !== null ? 'pin' : role === 'caregiver' ? 'tile' : 'no-code',
    })),
    alarms: board.alarms.map((card) =>
      isSignedIn || card.resident === null
        ? card
        : { ...card, resident: { ...card.resident, name: null, birthYear: null, address: null } },
    ),
  }
}

export class FakePeopleClient implements PeopleClient {
  readonly calls: (PeopleCall | CodeCall)[] = []
  stays = 0
  /** Answers to the next sign-in, whatever the code. */
  refuseNext: { readonly code: CallErrorCode; readonly figure: number | null } | null = null
  readonly #listeners = new Set<FeedListener<SessionState>>()
  readonly #now: () => number
  #people: readonly Known[]
  #state: SessionState
  #shifts: Shifts

  constructor(now: () => number = Date.now, people: readonly Known[] = [], signedIn: string | null = null) {
    this.#now = now
    this.#people = people
    this.#state = { ...OPEN_HOUSE, isGuarded: people.some(({ pin }) => pin !== null) }
    if (signedIn !== null) this.#state = { ...this.#state, person: this.#find(signedIn) }
    this.#shifts = { onDuty: [], before: [] }
  }

  watchSession(listener: FeedListener<SessionState>): () => void {
    this.#listeners.add(listener)
    queueMicrotask(() => {
      if (this.#listeners.has(listener)) listener.onMessage(this.#state)
    })
    return () => this.#listeners.delete(listener)
  }

  signIn({ personId, pin, newPin }: { personId: string; pin?: string; newPin?: string }): Promise<string> {
    if (this.refuseNext !== null) {
      const { code, figure } = this.refuseNext
      this.refuseNext = null
      return refuse(code, figure)
    }
    const known = this.#people.find(({ id }) => id === personId)
    if (known === undefined) return refuse('unknown-person')
    if (known.pin === null && known.role !== 'caregiver') return refuse('no-code')
    if (known.pin !== null && known.pin !== pin) return refuse('wrong-pin', 4)
    if (known.isFirstUse === true && newPin === undefined) return refuse('pin-change-required')
    if (newPin !== undefined) {
      this.#people = this.#people.map((it) =>
        it.id === personId ? { ...it, pin: newPin, isFirstUse: false } : it,
      )
    }
    this.tell({ person: this.#find(personId), ended: null })
    return Promise.resolve(personId)
  }

  makeAdministrator({ name, pin }: { name: string; pin: string }): Promise<string> {
    this.#people = [...this.#people, { id: 'first', name, role: 'administrator', pin }]
    this.tell({ person: this.#find('first'), isGuarded: true, needsAdministrator: false })
    return Promise.resolve('first')
  }

  signOut(): Promise<void> {
    this.tell({ person: null, ended: 'signed-out' })
    return Promise.resolve()
  }

  stay(): Promise<void> {
    this.stays += 1
    return Promise.resolve()
  }

  list() {
    return Promise.resolve({
      people: this.#people.map(({ id, name, role, phone = null, pin, isFirstUse }) => ({
        id,
        name,
        role,
        phone,
        code:
          pin === null ? ('none' as const) : isFirstUse === true ? ('first-use' as const) : ('own' as const),
        signIn: pin === null ? ('no-code' as const) : ('pin' as const),
        lockedSeconds: id === 'ola' ? 42 : null,
        leftAt: null,
        isOnDuty: id === 'kari',
      })),
      lockAfterMinutes: this.#state.lockAfterMinutes,
    })
  }

  shifts(): Promise<Shifts> {
    return Promise.resolve(this.#shifts)
  }

  take(call: PeopleCall): Promise<void> {
    this.calls.push(call)
    if (call.act === 'start-shift') {
      const { by: personId, soundCheck } = call.input
      const name = this.#people.find(({ id }) => id === personId)?.name ?? personId
      const shift = { shiftId: personId, personId, name, startedAt: this.#now(), endedAt: null, soundCheck }
      this.#shifts = { ...this.#shifts, onDuty: [...this.#shifts.onDuty, shift] }
    }
    return Promise.resolve()
  }

  code(call: CodeCall): Promise<FirstUseCode> {
    this.calls.push(call)
    return Promise.resolve({ personId: 'new', code: '204867' })
  }

  /** What the station says of the session from now on. */
  tell(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener.onMessage(this.#state)
  }

  shiftsAre(shifts: Shifts): void {
    this.#shifts = shifts
  }

  #find(personId: string): SessionState['person'] {
    const known = this.#people.find(({ id }) => id === personId)
    return known === undefined ? null : { id: known.id, name: known.name, role: known.role }
  }
}

function refuse(code: CallErrorCode, figure: number | null = null): Promise<never> {
  return Promise.reject(new StationCallError(code, null, figure === null ? {} : { figure }))
}
