/** The night room of a station in memory: what was asked of it, and the cards that come of it. */
import type { AlarmCard } from '../../shared/api/board.ts'
import type { ShiftReport } from '../../shared/api/night.ts'
import type { Receiver } from '../../shared/api/people.ts'
import type { NightClient } from '../../renderer/night/night-client.ts'
import { callList } from '../../renderer/residents/call-list.ts'
import { StationCallError, type CallErrorCode } from '../../renderer/station-client.ts'
import { INGRIDS_DETAILS } from './fake-residents-client.ts'
import { fallCard, INGRID, PEOPLE } from './sample-board.ts'

type ReportCall = Parameters<NightClient['report']>[0]
type HelpCall = Parameters<NightClient['askForHelp']>[0]
type LockedHelpCall = Parameters<NightClient['askForHelpLocked']>[0]

const HOMES = [
  { residentId: 'r-112', name: 'Olav Berg', unit: '112', floor: '1' },
  { residentId: 'r-204', name: 'Ingrid Solberg', unit: '204', floor: '2' },
]

export class FakeNightClient implements NightClient {
  readonly reports: ReportCall[] = []
  readonly helpCalls: HelpCall[] = []
  readonly lockedCalls: LockedHelpCall[] = []
  refuseNext: CallErrorCode | null = null

  constructor(
    private readonly now: () => number,
    private readonly publish: (card: AlarmCard) => void,
    private readonly ownerOf: (alarmId: string) => string | null,
  ) {}

  readonly searches: string[][] = []
  readonly remarks: string[] = []
  /** What is found, whatever is searched for. */
  past: readonly AlarmCard[] = []

  search(terms: Parameters<NightClient['search']>[0]) {
    this.searches.push(terms.map(({ text }) => text))
    return Promise.resolve({
      alarms: [...this.past],
      residents: HOMES.slice(1),
      devices: [
        { deviceId: 'radar-204-bath', protocol: 'mr60fda', placement: 'bathroom', residentName: INGRID.name },
      ],
    })
  }

  contacts() {
    return Promise.resolve(callList(INGRIDS_DETAILS))
  }

  numbers() {
    return Promise.resolve({
      colleagues: [
        { personId: 'ola', name: 'Ola Hansen', role: 'caregiver' as const, phone: '90 00 00 03' },
        { personId: 'mona', name: 'Mona Lie', role: 'manager' as const, phone: null },
      ],
      centre: '+47 90 00 00 10',
    })
  }

  /** Kari and Ola are on duty with a screen; Tuva is at home. */
  receivers(_by: string, alarmId: string): Promise<readonly Receiver[]> {
    const owner = this.ownerOf(alarmId)
    const all: readonly Receiver[] = [
      {
        personId: 'kari',
        name: 'Kari Nordmann',
        role: 'caregiver',
        duty: 'on-duty',
        hasScreen: true,
      },
      {
        personId: 'ola',
        name: 'Ola Hansen',
        role: 'caregiver',
        duty: 'on-duty',
        hasScreen: true,
      },
      {
        personId: 'tuva',
        name: 'Tuva Teknes',
        role: 'technician',
        duty: 'off-duty',
        hasScreen: false,
      },
    ]
    return Promise.resolve(all.filter(({ personId }) => personId !== owner))
  }

  receiverNumber(): Promise<string | null> {
    return Promise.resolve('90 00 00 04')
  }

  remark(input: Parameters<NightClient['remark']>[0]): Promise<void> {
    this.remarks.push(input.words)
    return Promise.resolve()
  }

  shiftReport({ by: asks, shiftId }: Parameters<NightClient['shiftReport']>[0]): Promise<ShiftReport> {
    const now = this.now()
    const by = shiftId?.replace('shift-', '') ?? asks
    const who = (id: string) => ({
      id,
      name: PEOPLE.find((one) => one.id === id)?.name ?? null,
      hasLeft: false,
    })
    const shift = (personId: string) => ({
      shiftId: `shift-${personId}`,
      personId,
      name: who(personId).name,
      startedAt: now - 8 * 3_600_000,
      endedAt: null,
      soundCheck: 'heard' as const,
    })
    const openedAt = now - 3 * 3_600_000
    const words = this.remarks.at(-1)
    return Promise.resolve({
      shift: shift(by),
      until: now,
      colleagues: [shift('ola')],
      lines: [
        {
          card: fallCard({
            alarmId: 'r-1',
            state: 'resolved',
            ringing: false,
            outcome: 'helped-unhurt',
            openedAt,
          }),
          isCarriedIn: false,
          answeredBy: who(by),
          answeredAfterMs: 31_000,
          longestWaitMs: 31_000,
          isLate: false,
          notes: [{ at: openedAt + 60_000, by: who(by), words: 'Satt på gulvet, uskadd' }],
        },
        {
          card: fallCard({
            alarmId: 'r-3',
            cause: 'help-call',
            state: 'resolved',
            ringing: false,
            outcome: 'false-alarm',
            openedAt: openedAt + 55 * 60_000,
            deviceId: 'cord-112',
            resident: { ...INGRID, id: 'r-112', name: 'Olav Berg', unit: '112', floor: '1' },
          }),
          isCarriedIn: false,
          answeredBy: who('ola'),
          answeredAfterMs: 74_000,
          longestWaitMs: 74_000,
          isLate: true,
          notes: [],
        },
        {
          card: fallCard({
            alarmId: 'r-2',
            openedAt: now - 9 * 3_600_000,
            cause: 'device-silent',
            category: 'technical',
            priority: 'medium',
          }),
          isCarriedIn: true,
          answeredBy: null,
          answeredAfterMs: null,
          longestWaitMs: null,
          isLate: false,
          notes: [],
        },
      ],
      more: 0,
      figures: { came: 2, answered: 2, late: 1, medianAnswerMs: 52_500 },
      remarks: words === undefined ? null : { words, by: who(by), at: now, revision: this.remarks.length },
    })
  }

  homes() {
    return Promise.resolve(HOMES)
  }

  report(input: ReportCall): Promise<AlarmCard> {
    this.reports.push(input)
    return this.#raised({
      alarmId: `by-hand-${String(this.reports.length)}`,
      cause: input.cause,
      placement: input.place,
      resident: input.residentId === INGRID.id ? INGRID : null,
    })
  }

  askForHelp(input: HelpCall): Promise<AlarmCard> {
    this.helpCalls.push(input)
    const person = PEOPLE.find(({ id }) => id === input.by)
    return this.#raised({
      alarmId: `help-${String(this.helpCalls.length)}`,
      cause: 'assistance',
      subject: input.by,
      carer: { id: input.by, name: person?.name ?? null, hasLeft: false },
    })
  }

  async askForHelpLocked(input: LockedHelpCall): Promise<void> {
    this.lockedCalls.push(input)
    await this.#raised({
      alarmId: `locked-${String(this.lockedCalls.length)}`,
      cause: 'assistance',
      resident: null,
      placement: null,
      lockedCall: { from: input.from, address: '127.0.0.1', lastPerson: null },
    })
  }

  #raised(change: Partial<AlarmCard>): Promise<AlarmCard> {
    if (this.refuseNext !== null) {
      const code = this.refuseNext
      this.refuseNext = null
      return Promise.reject(new StationCallError(code, null))
    }
    const card = fallCard({ openedAt: this.now(), deviceId: null, ...change })
    this.publish(card)
    return Promise.resolve(card)
  }
}
