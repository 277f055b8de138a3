/** The night room of a station in memory: what was asked of it, and the cards that come of it. */
import type { AlarmCard } from '../../shared/api/board.ts'
import type { NightClient } from '../../renderer/night/night-client.ts'
import { StationCallError, type CallErrorCode } from '../../renderer/station-client.ts'
import { fallCard, INGRID, PEOPLE } from './fake-station-client.ts'

type ReportCall = Parameters<NightClient['report']>[0]
type HelpCall = Parameters<NightClient['askForHelp']>[0]

const HOMES = [
  { residentId: 'r-112', name: 'Olav Berg', unit: '112', floor: '1' },
  { residentId: 'r-204', name: 'Ingrid Solberg', unit: '204', floor: '2' },
]

export class FakeNightClient implements NightClient {
  readonly reports: ReportCall[] = []
  readonly helpCalls: HelpCall[] = []
  refuseNext: CallErrorCode | null = null

  constructor(
    private readonly now: () => number,
    private readonly publish: (card: AlarmCard) => void,
  ) {}

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
