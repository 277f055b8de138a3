import {
  BellRing,
  FlaskConical,
  Hash,
  HeartPulse,
  Pause,
  Play,
  Printer,
  Replace,
  Route,
  Trash2,
} from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { useWords } from '../i18n/use-words.ts'
import { ConfirmWindow } from './confirm-window.tsx'
import { useDesk } from './desk.ts'
import { LabelWindow, TestWindow } from './device-windows.tsx'
import { MoveWindow } from './move-window.tsx'
import { NumberWindow } from './number-window.tsx'
import { ReplaceWindow } from './replace-window.tsx'
import { SupervisionWindow } from './supervision-window.tsx'
import { SuspendWindow } from './suspend-window.tsx'
import type { TechnicianCall } from './technician-client.ts'
import type { TechnicianState } from './technician-feed.ts'
import { deviceWhere } from './technician-words.ts'

type OpenWindow = 'test' | 'label' | 'move' | 'suspend' | 'supervision' | 'number' | 'replace' | 'retire'

interface DeviceActsProps {
  readonly device: DeviceLine
  readonly state: TechnicianState
  readonly canBeFound: boolean
  readonly onChanged: () => void
}

/** What a technician can do with one device. */
export function DeviceActs({ device, state, canBeFound, onChanged }: DeviceActsProps) {
  const { t } = useWords()
  const desk = useDesk()
  const [open, setOpen] = useState<OpenWindow | null>(null)
  const { deviceId, lifecycle } = device
  const take = (call: (by: string) => TechnicianCall, done: 'found' | 'resumed' | 'retired') => {
    desk.act(
      (by) => desk.client.take(call(by)),
      () => {
        desk.show((t) => t(`technician.done.${done}`, { where: deviceWhere(device, t) }))
        onChanged()
      },
    )
  }
  const opens = (kind: OpenWindow, icon: ReactNode) => (
    <Button
      className="button"
      onPress={() => {
        setOpen(kind)
      }}
    >
      {icon} {t(`technician.act.${kind}`)}
    </Button>
  )
  if (lifecycle === 'retired') return <p>{t('technician.device.retired')}</p>
  return (
    <div className="panel-buttons" role="group" aria-label={t('technician.act.group')}>
      {opens('test', <FlaskConical className="icon" aria-hidden="true" />)}
      {canBeFound && (
        <Button
          className="button"
          onPress={() => {
            take((by) => ({ act: 'find', input: { by, deviceId } }), 'found')
          }}
        >
          <BellRing className="icon" aria-hidden="true" /> {t('technician.act.find')}
        </Button>
      )}
      {opens('move', <Route className="icon" aria-hidden="true" />)}
      {opens('replace', <Replace className="icon" aria-hidden="true" />)}
      {opens('supervision', <HeartPulse className="icon" aria-hidden="true" />)}
      {opens('number', <Hash className="icon" aria-hidden="true" />)}
      {lifecycle === 'suspended' ? (
        <Button
          className="button"
          onPress={() => {
            take((by) => ({ act: 'resume', input: { by, deviceId } }), 'resumed')
          }}
        >
          <Play className="icon" aria-hidden="true" /> {t('technician.act.resume')}
        </Button>
      ) : (
        opens('suspend', <Pause className="icon" aria-hidden="true" />)
      )}
      {opens('label', <Printer className="icon" aria-hidden="true" />)}
      {opens('retire', <Trash2 className="icon" aria-hidden="true" />)}
      {open !== null && (
        <ActWindow
          open={open}
          device={device}
          state={state}
          onClose={() => {
            setOpen(null)
          }}
          onChanged={onChanged}
          onRetire={() => {
            setOpen(null)
            take((by) => ({ act: 'retire', input: { by, deviceId } }), 'retired')
          }}
        />
      )}
    </div>
  )
}

interface ActWindowProps {
  readonly open: OpenWindow
  readonly device: DeviceLine
  readonly state: TechnicianState
  readonly onClose: () => void
  readonly onChanged: () => void
  readonly onRetire: () => void
}

function ActWindow({ open, device, state, onClose, onChanged, onRetire }: ActWindowProps) {
  const { t } = useWords()
  switch (open) {
    case 'test':
      return <TestWindow device={device} onClose={onClose} />
    case 'label':
      return <LabelWindow device={device} onClose={onClose} />
    case 'move':
      return <MoveWindow device={device} onClose={onClose} onChanged={onChanged} />
    case 'suspend':
      return <SuspendWindow device={device} onClose={onClose} onChanged={onChanged} />
    case 'supervision':
      return <SupervisionWindow device={device} onClose={onClose} onChanged={onChanged} />
    case 'number':
      return <NumberWindow device={device} onClose={onClose} onChanged={onChanged} />
    case 'replace':
      return <ReplaceWindow device={device} state={state} onClose={onClose} onChanged={onChanged} />
    case 'retire':
      return (
        <ConfirmWindow
          title={t('technician.retire.title', { where: deviceWhere(device, t) })}
          words={t('technician.retire.words')}
          confirm={t('technician.retire.confirm')}
          onClose={onClose}
          onConfirm={onRetire}
        />
      )
    default:
      return assertNever(open)
  }
}
