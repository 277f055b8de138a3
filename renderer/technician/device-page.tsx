import { ArrowLeft } from 'lucide-react'
import { Button } from 'react-aria-components'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { faultWords } from '../i18n/code-words.ts'
import { DOT, dotted } from '../i18n/dotted.ts'
import { durationWords } from '../i18n/duration-words.ts'
import { formatDateTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { useNow } from '../ui/now.tsx'
import { DeviceActs } from './device-acts.tsx'
import { DeviceEventList } from './device-events.tsx'
import { selectNeed } from './device-order.ts'
import { DeviceSettings } from './device-settings.tsx'
import { CurveChart } from './curve-chart.tsx'
import { Fact } from '../ui/fact.tsx'
import type { TechnicianState } from './technician-feed.ts'
import {
  batteryWords,
  deviceWhat,
  deviceWhere,
  heardWords,
  needWords,
  signalWords,
  technicianErrorWords,
} from './technician-words.ts'
import { useDevicePage } from './use-device-page.ts'

interface DevicePageProps {
  readonly device: DeviceLine
  readonly state: TechnicianState
  readonly onBack: () => void
}

/** One device: how it is, what can be done with it, what it has said. */
export function DevicePage({ device, state, onBack }: DevicePageProps) {
  const { t, language } = useWords()
  const { page, problem, refresh, older } = useDevicePage(device)
  return (
    <article className="device-page" aria-label={deviceWhere(device, t)}>
      <div className="panel-head">
        <Button className="button" autoFocus onPress={onBack}>
          <ArrowLeft className="icon" aria-hidden="true" /> {t('technician.device.back')}
        </Button>
        <h3>{deviceWhere(device, t)}</h3>
      </div>
      <DeviceFacts device={device} />
      {device.faults.map((code) => (
        <p key={code} className="receiver-fault">
          {faultWords(code, t)}
        </p>
      ))}
      <DeviceActs device={device} state={state} canBeFound={page?.canBeFound ?? false} onChanged={refresh} />
      {problem !== null && <p role="status">{technicianErrorWords(problem, t)}</p>}
      {page !== null && (
        <>
          <div className="charts">
            <CurveChart title={t('technician.chart.battery')} unit="%" points={page.battery} />
            <CurveChart title={t('technician.chart.signal')} unit="dBm" points={page.signal} />
          </div>
          {page.settings.length > 0 && <DeviceSettings device={device} settings={page.settings} />}
          <DeviceEventList
            device={device}
            events={page.events}
            hasOlder={page.nextEvents !== null}
            onOlder={older}
          />
          <section>
            <h4>{t('technician.device.assignments')}</h4>
            <ul className="assignments figures">
              {page.assignments.map(({ residentName, from, until }) => (
                <li key={String(from)}>
                  {residentName + DOT + formatDateTime(from, language)} –{' '}
                  {until === null ? t('technician.device.still') : formatDateTime(until, language)}
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </article>
  )
}

function DeviceFacts({ device }: { readonly device: DeviceLine }) {
  const { t, language } = useWords()
  const now = useNow()
  const battery = batteryWords(device, t)
  const need = selectNeed(device)
  return (
    <dl className="facts">
      <Fact label={t('technician.device.state')}>
        <strong className="need" data-need={need}>
          {needWords(need, device, now, t)}
        </strong>
      </Fact>
      <Fact label={t('technician.device.what')}>
        {dotted([deviceWhat(device, t), device.address === null ? null : device.receiver])}
      </Fact>
      <Fact label={t('technician.device.heard')}>
        <span className="figures">{heardWords(device.lastHeardAt, now, t)}</span>
      </Fact>
      <Fact label={t('technician.device.supervision')}>
        {device.supervisionSeconds === null
          ? t('technician.device.monthlyOnly')
          : t('technician.device.silence', { age: durationWords(device.supervisionSeconds * 1000, t) })}
      </Fact>
      <Fact label={t('technician.device.tested')}>
        <span className="figures">
          {device.lastTestAt === null ? t('technician.never') : formatDateTime(device.lastTestAt, language)}
        </span>
      </Fact>
      {battery !== null && (
        <Fact label={t('technician.chart.battery')}>
          <span className="figures">{battery}</span>
        </Fact>
      )}
      {device.signal !== null && (
        <Fact label={t('technician.chart.signal')}>
          <span className="figures">{signalWords(device.signal.dbm, t)}</span>
        </Fact>
      )}
      {device.did !== undefined && <Fact label={t('technician.number.label')}>{device.did}</Fact>}
      <Fact label={t('technician.device.id')}>{device.deviceId}</Fact>
    </dl>
  )
}
