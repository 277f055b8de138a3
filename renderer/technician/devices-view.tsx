import { useState } from 'react'
import { Button, Input, Label, SearchField } from 'react-aria-components'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { useNow } from '../ui/now.tsx'
import { useDesk } from './desk.ts'
import { selectDevices, selectNeed, type DeviceFilter } from './device-order.ts'
import { DevicePage } from './device-page.tsx'
import { useHeldOrder } from './held-order.ts'
import { foundWords } from './found-words.ts'
import { readLabel, selectSought } from './label-text.ts'
import type { TechnicianState } from './technician-feed.ts'
import { batteryWords, deviceWhat, deviceWhere, heardWords, needWords } from './technician-words.ts'
import { useEscape } from './use-escape.ts'
import { useFormerDevice } from './use-former-device.ts'

const FILTERS = ['all', 'attention', 'test-due'] as const

interface DevicesProps {
  readonly state: TechnicianState
  readonly deviceId: string | null
  readonly onDevice: (deviceId: string | null) => void
}

/** Every device of the station, or the page of one. */
export function DevicesView({ state, deviceId, onDevice }: DevicesProps) {
  const device = state.devices.find((it) => it.deviceId === deviceId)
  const back = () => {
    onDevice(null)
  }
  useEscape(1, device === undefined ? null : back)
  if (device !== undefined) {
    return <DevicePage key={device.deviceId} device={device} state={state} onBack={back} />
  }
  return <DeviceList devices={state.devices} onDevice={onDevice} />
}

interface DeviceListProps {
  readonly devices: readonly DeviceLine[]
  readonly onDevice: (deviceId: string) => void
}

/** What needs somebody comes first. A label that is scanned into the field opens its device. */
function DeviceList({ devices, onDevice }: DeviceListProps) {
  const { t } = useWords()
  const { station } = useDesk()
  const [words, setWords] = useState('')
  const [filter, setFilter] = useState<DeviceFilter>('all')
  const label = readLabel(words, station.id, devices)
  const shown = selectDevices(devices, words, filter, (device) => deviceWhere(device, t))
  const former = useFormerDevice(selectSought(label, words, shown.length))
  const { order, holding } = useHeldOrder(shown.map(({ deviceId }) => deviceId))
  return (
    <>
      <div className="device-search">
        <SearchField
          className="field"
          value={words}
          onChange={setWords}
          onSubmit={() => {
            if (label.kind === 'device') onDevice(label.deviceId)
            else if (shown[0] !== undefined && shown.length === 1) onDevice(shown[0].deviceId)
          }}
        >
          <Label>{t('technician.devices.search')}</Label>
          <Input className="input" />
        </SearchField>
        <ChoiceField
          label={t('technician.devices.filter')}
          choices={FILTERS.map((id) => ({ id, words: t(`technician.devices.filters.${id}`) }))}
          value={filter}
          onChange={setFilter}
        />
      </div>
      <p className="hint" role="status">
        {foundWords(label, words, shown.length, former !== null, t)}
      </p>
      {filter === 'test-due' && <p>{t('technician.devices.monthly')}</p>}
      <ul className="devices" aria-label={t('technician.page.devices')} {...holding}>
        {order.map((id) => {
          const device = devices.find(({ deviceId }) => deviceId === id)
          return device === undefined ? null : <DeviceRow key={id} device={device} onDevice={onDevice} />
        })}
      </ul>
    </>
  )
}

interface DeviceRowProps {
  readonly device: DeviceLine
  readonly onDevice: (deviceId: string) => void
}

function DeviceRow({ device, onDevice }: DeviceRowProps) {
  const { t } = useWords()
  const now = useNow()
  const need = selectNeed(device)
  const battery = batteryWords(device, t)
  return (
    <li>
      <Button
        className="button line device-line"
        data-need={need}
        onPress={() => {
          onDevice(device.deviceId)
        }}
      >
        <strong>{deviceWhere(device, t)}</strong>
        <span className="need">{needWords(need, device, now, t)}</span>
        <span className="muted">{deviceWhat(device, t)}</span>
        <span className="muted figures">
          {t('technician.device.heard')} {heardWords(device.lastHeardAt, now, t)}
        </span>
        <span className="figures">
          {battery === null ? null : `${t('technician.chart.battery')} ${battery}`}
        </span>
      </Button>
    </li>
  )
}
