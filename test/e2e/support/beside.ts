/** What stands beside the window: the training home's own API, and its care centre over HTTP. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AlarmStorySchema } from '../../../shared/api/centre/alarms.ts'
import type { StationFile } from '../../../shared/api/station-file.ts'
import type { TrainingAct } from '../../../station/training/training-control.ts'
import { apiClient } from '../../fakes/api-client.ts'
import { BoardClient } from '../../support/board-client.ts'
import { CleanUp } from '../../support/clean-up.ts'

const CentreDoorSchema = z.object({
  careCentre: z.object({ paths: z.array(z.object({ url: z.string(), token: z.string() })).length(1) }),
})

/** Makes a simulated device do something on its own wire. */
export async function act(station: StationFile, deviceId: string, what: TrainingAct): Promise<void> {
  const { api, close } = apiClient(station.url, station.token)
  try {
    await api.training.act.mutate({ deviceId, act: what })
  } finally {
    void close()
  }
}

/** Whoever has the alarm of this device gives it to a colleague, who gives it back. */
export async function handsThereAndBack(station: StationFile, deviceId: string): Promise<void> {
  const cleanUp = new CleanUp()
  try {
    const board = await BoardClient.connected(cleanUp, { address: () => Promise.resolve(station) })
    const { alarmId, owner, revision } = await board.card(
      (it) => it.deviceId === deviceId && it.owner !== null,
      `nobody has the alarm of ${deviceId}`,
    )
    const by = owner?.id ?? ''
    const { receivers } = await board.api.people.receivers.query({ by, alarmId })
    const to = receivers[0]?.personId ?? ''
    const { alarm } = await board.api.alarm.handOver.mutate({ alarmId, by, to, seenRevision: revision })
    await board.api.alarm.handOver.mutate({ alarmId, by: to, to: by, seenRevision: alarm.revision })
  } finally {
    await cleanUp.run()
  }
}

/** The types of the steps that the training home's care centre has of an alarm, in its order. */
export async function stepsAtCentre(data: string, alarmId: string): Promise<readonly string[]> {
  const text = await readFile(join(data, 'training-configuration.json'), 'utf8')
  const [door] = CentreDoorSchema.parse(JSON.parse(text)).careCentre.paths
  const answer = await fetch(`${door?.url ?? ''}/v1/alarms/${alarmId}`, {
    headers: { authorization: `Bearer ${door?.token ?? ''}` },
  })
  if (answer.status !== 200) return []
  return AlarmStorySchema.parse(await answer.json()).timeline.map(({ type }) => type)
}
