import { Button } from 'react-aria-components'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'
import { DeviceLabel } from './device-label.tsx'
import { GuidedTest } from './guided-test.tsx'

interface DeviceWindowProps {
  readonly device: DeviceLine
  readonly onClose: () => void
}

/** The guided test of a device that is paired already: the monthly one, or after a repair. */
export function TestWindow({ device, onClose }: DeviceWindowProps) {
  const { t } = useWords()
  return (
    <Window title={t('technician.act.test')} onClose={onClose}>
      <GuidedTest device={device} />
      <Close onClose={onClose} />
    </Window>
  )
}

export function LabelWindow({ device, onClose }: DeviceWindowProps) {
  const { t } = useWords()
  return (
    <Window title={t('technician.act.label')} onClose={onClose}>
      <DeviceLabel device={device} />
      <Close onClose={onClose} />
    </Window>
  )
}

function Close({ onClose }: Pick<DeviceWindowProps, 'onClose'>) {
  const { t } = useWords()
  return (
    <div className="window-buttons">
      <Button className="button step" onPress={onClose}>
        {t('technician.close')}
      </Button>
    </div>
  )
}
