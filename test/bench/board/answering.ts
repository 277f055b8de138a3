/** One who answers over the API what the wires bring, and knows the newest card of each alarm. */
import type { AlarmCard } from '../../../shared/api/board.ts'
import { apiClient } from '../../fakes/api-client.ts'
import type { CleanUp } from '../../support/clean-up.ts'
import { CAREGIVER } from '../../support/home.ts'
import type { StationProcess } from '../../support/station-process.ts'
import { waitUntil } from '../../support/wait-until.ts'

type Api = ReturnType<typeof apiClient>['api']

export class Answering {
  readonly #cards = new Map<string, AlarmCard>()

  private constructor(private readonly api: Api) {}

  static async on(cleanUp: CleanUp, station: StationProcess): Promise<Answering> {
    const { url, token } = await station.address()
    const { api, close } = apiClient(url, token)
    cleanUp.add(() => close())
    const answering = new Answering(api)
    api.board.changes.subscribe(undefined, {
      onData: (message) => {
        if (message.type === 'tick') return
        const cards = message.type === 'snapshot' ? message.board.alarms : message.alarms
        for (const card of cards) answering.#cards.set(card.alarmId, card)
      },
    })
    await waitUntil(() => answering.#cards.size > 0, 'no snapshot came within a minute', { limitMs: 60_000 })
    return answering
  }

  /** The open alarm of this device that rings, once it does. */
  ringing(device: string): Promise<AlarmCard> {
    return waitUntil(
      () => [...this.#cards.values()].find((card) => card.deviceId === device && card.ringing),
      `${device} did not ring within 10 s`,
      { limitMs: 10_000, everyMs: 5 },
    )
  }

  /** Some of the alarms that were there, unanswered, but for one. */
  lying(count: number, but: string): readonly AlarmCard[] {
    const lying = [...this.#cards.values()]
      .filter(({ alarmId, cause, ringing }) => cause === 'door' && ringing && alarmId !== but)
      .slice(0, count)
    if (lying.length < count) throw new Error('too many alarms are answered')
    return lying
  }

  /** This alarm as it is now. */
  card(alarmId: string): AlarmCard {
    const card = this.#cards.get(alarmId)
    if (card === undefined) throw new Error('there is no such alarm')
    return card
  }

  async acknowledge({ alarmId, revision }: AlarmCard): Promise<void> {
    const { alarm } = await this.api.alarm.acknowledge.mutate({
      alarmId,
      by: CAREGIVER,
      seenRevision: revision,
    })
    this.#cards.set(alarmId, alarm)
  }

  async resolve({ alarmId, revision }: AlarmCard): Promise<void> {
    await this.api.alarm.resolve.mutate({
      alarmId,
      by: CAREGIVER,
      seenRevision: revision,
      outcome: { kind: 'helped-unhurt', words: null },
    })
    this.#cards.delete(alarmId)
  }
}
