import { memo, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import type { StationClient, TrainingAct, TrainingDevice } from '../station-client.ts'
import { placementWords } from './card-words.ts'

const ACTS: readonly TrainingAct[] = ['fall', 'get-up', 'silence', 'recover', 'noise']

interface TrainingProps {
  readonly client: StationClient
  readonly onAct: (device: TrainingDevice, act: TrainingAct) => void
}

/** The training home: makes a simulated person fall, get up, or a device misbehave, on the real wire. */
export const TrainingPanel = memo(function TrainingPanel({ client, onAct }: TrainingProps) {
  const { t } = useWords()
  const [devices, setDevices] = useState<readonly TrainingDevice[] | 'failed' | null>(null)
  const [attempt, setAttempt] = useState(1)
  useEffect(() => {
    let isCurrent = true
    client.trainingDevices().then(
      (found) => {
        if (isCurrent) setDevices(found)
      },
      () => {
        if (isCurrent) setDevices('failed')
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client, attempt])

  return (
    <details className="training" open>
      <summary>{t('training.title')}</summary>
      <p className="muted">{t('training.help')}</p>
      {devices === 'failed' && (
        <p>
          {t('training.failed')}{' '}
          <Button
            className="button"
            onPress={() => {
              setAttempt(attempt + 1)
            }}
          >
            {t('training.retry')}
          </Button>
        </p>
      )}
      {devices !== 'failed' && devices?.length === 0 && <p>{t('training.none')}</p>}
      {devices !== 'failed' &&
        devices?.map((device) => (
          <div
            key={device.deviceId}
            className="training-device"
            role="group"
            aria-label={device.residentName}
          >
            <p>
              <strong>{device.residentName}</strong> <span>{placementWords(device.placement, t)}</span>
            </p>
            {ACTS.map((act) => (
              <Button
                key={act}
                className="button"
                onPress={({ target }) => {
                  // The next key is for the alarm: on a button that keeps the focus Enter would press it again.
                  if (target instanceof HTMLElement) target.blur()
                  onAct(device, act)
                }}
              >
                {t(`training.act.${act}`)}
              </Button>
            ))}
          </div>
        ))}
    </details>
  )
})
