import { Check, Circle, CircleDashed, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { DeviceLine, TestRun } from '../../shared/api/technician.ts'
import { provokeWords } from '../i18n/code-words.ts'
import { formatAge, formatTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { useNow } from '../ui/now.tsx'
import { useDesk } from './desk.ts'
import { DeviceLabel } from './device-label.tsx'
import { deviceWhat, deviceWhere, technicianErrorWords } from './technician-words.ts'
import { selectTestSteps, type TestStep } from './test-steps.ts'
import { useTestRun } from './use-test-run.ts'

const ICONS = { seen: Check, waiting: LoaderCircle, later: Circle, skipped: CircleDashed } as const

/** The whole chain seen with one's own eyes: device → station → board → centre; only then may it guard somebody. */
export function GuidedTest({ device }: { readonly device: DeviceLine }) {
  const { t } = useWords()
  const desk = useDesk()
  const { test, start, stop } = useTestRun(device.deviceId)
  const [problem, setProblem] = useState<string | null>(null)
  const isProven = test?.state === 'proven'
  const isCommissioned = device.lifecycle === 'commissioned'
  const failed = (code: Parameters<typeof technicianErrorWords>[0]) => {
    setProblem(technicianErrorWords(code, t))
  }
  const commission = (proven: TestRun) => {
    setProblem(null)
    desk.act(
      (by) =>
        desk.client.take({
          act: 'commission',
          input: { by, deviceId: device.deviceId, testId: proven.testId },
        }),
      () => {
        desk.show((words) => words('technician.test.commissioned', { where: deviceWhere(device, words) }))
      },
      failed,
    )
  }
  return (
    <section className="guided-test" aria-label={t('technician.test.title')}>
      <h3>{t('technician.test.title')}</h3>
      <p>
        <strong>{deviceWhere(device, t)}</strong> <span className="muted">{deviceWhat(device, t)}</span>
      </p>
      {test === null && (
        <>
          <p>{t('technician.test.intro')}</p>
          <p className="warning">{t('technician.test.real')}</p>
        </>
      )}
      {test !== null && <Steps test={test} protocol={device.protocol} />}
      <p className="hint" role="status">
        {problem}
      </p>
      <div className="panel-buttons">
        {(test === null || test.state === 'expired' || test.state === 'stopped') && (
          <Button
            className="button step step-next"
            onPress={() => {
              setProblem(null)
              start(failed)
            }}
          >
            {test === null ? t('technician.test.start') : t('technician.test.again')}
          </Button>
        )}
        {test?.state === 'running' && (
          <Button className="button step" onPress={stop}>
            {t('technician.test.stop')}
          </Button>
        )}
        {isProven && !isCommissioned && (
          <Button
            className="button step step-next"
            autoFocus
            onPress={() => {
              commission(test)
            }}
          >
            {t('technician.test.commission')}
          </Button>
        )}
      </div>
      {isProven && isCommissioned && (
        <>
          <p className="well">
            <Check className="icon" aria-hidden="true" /> {t('technician.test.inUse')}
          </p>
          <DeviceLabel device={device} />
        </>
      )}
    </section>
  )
}

function Steps({ test, protocol }: { readonly test: TestRun; readonly protocol: string }) {
  const { t } = useWords()
  const now = useNow()
  const steps = selectTestSteps(test)
  return (
    <>
      <p role="status">
        {t(`technician.test.state.${test.state}`)}{' '}
        {test.state === 'running' && test.heardAt === null && <strong>{provokeWords(protocol, t)}</strong>}
      </p>
      <ol className="test-steps">
        {steps.map((step) => (
          <StepLine key={step.name} step={step} test={test} />
        ))}
      </ol>
      {test.state === 'running' && (
        <p className="muted figures">{t('technician.test.left', { age: formatAge(test.endsAt - now) })}</p>
      )}
    </>
  )
}

function StepLine({ step, test }: { readonly step: TestStep; readonly test: TestRun }) {
  const { t, language } = useWords()
  const Icon = ICONS[step.state]
  return (
    <li data-state={step.state}>
      <Icon className="icon" aria-hidden="true" />
      <span>
        <strong>{t(`technician.test.step.${step.name}`)}</strong>{' '}
        {step.state !== 'seen' && t(`technician.test.stepState.${step.state}`)}
        {step.name === 'device' && test.eventKind !== null && t(`event.${test.eventKind}`)}
      </span>
      {step.at !== null && <time className="figures">{formatTime(step.at, language)}</time>}
    </li>
  )
}
