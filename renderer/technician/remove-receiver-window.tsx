import { useCallback } from 'react'
import { Button } from 'react-aria-components'
import type { Receiver } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { AskedWindow } from './asked-window.tsx'
import { useDesk } from './desk.ts'
import { deviceWhat, deviceWhere } from './technician-words.ts'

interface RemoveReceiverWindowProps {
  readonly receiver: Receiver
  /** Sends what hangs on a port to another one instead. */
  readonly onMove: () => void
  readonly onClose: () => void
}

/** Asks before a port or an adapter goes, with what hangs on it; the keyboard stands on the way back. */
export function RemoveReceiverWindow({ receiver, onMove, onClose }: RemoveReceiverWindowProps) {
  const { t } = useWords()
  const desk = useDesk()
  const { client } = desk
  const { name, kind } = receiver
  const isPort = kind === 'port'
  const ask = useCallback(() => client.receiverSetup(name), [client, name])
  const remove = (retires: readonly string[]) => {
    const taken = retires.length === 0 ? {} : { retires: [...retires] }
    desk.act(
      (by) =>
        client.take(
          isPort
            ? { act: 'remove-port', input: { by, path: name, ...taken } }
            : { act: 'remove-adapter', input: { by, adapter: name, ...taken } },
        ),
      () => {
        desk.show((words) => words('technician.removePort.done', { name }))
      },
    )
    onClose()
  }
  return (
    <AskedWindow title={t('technician.removePort.title', { name })} ask={ask} onClose={onClose}>
      {({ onlyHere }) => {
        const confirm = isPort ? t('technician.removePort.confirm') : t('technician.adapter.removeConfirm')
        return (
          <>
            <p>{t(isPort ? 'technician.removePort.words' : 'technician.adapter.removeWords')}</p>
            {onlyHere.length > 0 && (
              <>
                <p className="warning">{t('technician.removePort.behind', { count: onlyHere.length })}</p>
                <ul className="behind">
                  {onlyHere.map((id) => {
                    const device = desk.devices.find(({ deviceId }) => deviceId === id)
                    // Paired a moment ago: the list of devices does not have it yet.
                    if (device === undefined) return <li key={id}>{id}</li>
                    return (
                      <li key={id}>
                        {deviceWhere(device, t)}
                        <span className="muted"> {deviceWhat(device, t)}</span>
                      </li>
                    )
                  })}
                </ul>
                <p>{t(isPort ? 'technician.removePort.moveHelp' : 'technician.adapter.moveHelp')}</p>
              </>
            )}
            <div className="window-buttons">
              {onlyHere.length > 0 && isPort && (
                <Button className="button step step-next" onPress={onMove}>
                  {t('technician.movePort.open')}
                </Button>
              )}
              <Button
                className="button step"
                onPress={() => {
                  remove(onlyHere)
                }}
              >
                {onlyHere.length === 0
                  ? confirm
                  : t('technician.removePort.withDevices', { count: onlyHere.length })}
              </Button>
              <Button className="button step" autoFocus onPress={onClose}>
                {t('technician.cancel')}
              </Button>
            </div>
          </>
        )
      }}
    </AskedWindow>
  )
}
