import type { StationClient, TrainingAct, TrainingDevice } from '../station-client.ts'
import type { SpokenWords } from '../ui/toasts.tsx'
import { useSteady } from '../ui/use-steady.ts'

/** Makes a simulated device do something, and says whether it did. */
export function useTrainingAct(client: StationClient, show: (words: SpokenWords) => void) {
  return useSteady((device: TrainingDevice, act: TrainingAct) => {
    client.trainingAct(device.deviceId, act).then(
      () => {
        show((t) => t('toast.trainingActed', { name: device.residentName, act: t(`training.act.${act}`) }))
      },
      () => {
        show((t) => t('training.failed'))
      },
    )
  })
}
