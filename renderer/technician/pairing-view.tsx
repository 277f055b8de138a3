import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { useDesk } from './desk.ts'
import type { Candidate } from './discoveries.ts'
import { DiscoveryList } from './discovery-list.tsx'
import { GuidedTest } from './guided-test.tsx'
import { PairForm } from './pair-form.tsx'
import type { ChangedDevice } from './technician-client.ts'
import type { TechnicianState } from './technician-feed.ts'
import { useEscape } from './use-escape.ts'

type Step =
  | { readonly kind: 'find' }
  | { readonly kind: 'set-up'; readonly candidate: Candidate }
  | { readonly kind: 'test'; readonly changed: ChangedDevice }

const STEPS = ['find', 'set-up', 'test'] as const

interface PairingProps {
  readonly state: TechnicianState
  readonly onDevice: (deviceId: string) => void
}

/** From a new device to one that guards somebody: find it, say whose it is, prove it. */
export function PairingView({ state, onDevice }: PairingProps) {
  const { t } = useWords()
  const { protocols } = useDesk()
  const [step, setStep] = useState<Step>({ kind: 'find' })
  const toFind = () => {
    setStep({ kind: 'find' })
  }
  useEscape(1, step.kind === 'set-up' ? toFind : null)
  const paired = step.kind === 'test' ? step.changed : undefined
  const device =
    paired === undefined ? undefined : state.devices.find((it) => it.deviceId === paired.device.deviceId)
  const protocol =
    step.kind === 'set-up' ? protocols.find(({ id }) => id === step.candidate.protocol) : undefined
  return (
    <>
      <ol className="pair-steps" aria-label={t('technician.pairing.steps')}>
        {STEPS.map((name, index) => (
          <li key={name} aria-current={name === step.kind ? 'step' : undefined}>
            <span className="figures">{index + 1}</span> {t(`technician.pairing.step.${name}`)}
          </li>
        ))}
      </ol>
      {step.kind === 'find' && (
        <DiscoveryList
          state={state}
          onChoose={(candidate) => {
            setStep({ kind: 'set-up', candidate })
          }}
        />
      )}
      {step.kind === 'set-up' && protocol === undefined && <p>{t('technician.loading')}</p>}
      {step.kind === 'set-up' && protocol !== undefined && (
        <PairForm
          candidate={step.candidate}
          protocol={protocol}
          devices={state.devices}
          onBack={toFind}
          onPaired={(changed) => {
            setStep({ kind: 'test', changed })
          }}
        />
      )}
      {device !== undefined && (
        <>
          {paired?.warnings.map((warning) => (
            <p key={warning} className="warning" role="status">
              {t(`technician.pair.warning.${warning}`)}
            </p>
          ))}
          <GuidedTest device={device} />
          <div className="panel-buttons">
            <Button
              className="button"
              onPress={() => {
                onDevice(device.deviceId)
              }}
            >
              {t('technician.pairing.toDevice')}
            </Button>
            <Button className="button" onPress={toFind}>
              {t('technician.pairing.another')}
            </Button>
          </div>
        </>
      )}
      {step.kind === 'test' && device === undefined && <p>{t('technician.loading')}</p>}
    </>
  )
}
