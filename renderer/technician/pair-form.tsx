import { useState } from 'react'
import { Button, Form } from 'react-aria-components'
import type { ProtocolInfo } from '../../shared/api/receiver-setup.ts'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { protocolWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { useDesk } from './desk.ts'
import { isPairedMeanwhile, type Candidate } from './discoveries.ts'
import { KindFields } from './kind-fields.tsx'
import {
  candidateWarnings,
  checkableWish,
  draftProblem,
  freshDraft,
  pairWish,
  selectFields,
  SUPERVISIONS,
  type PairDraft,
} from './pair-rules.ts'
import { PlaceFields } from './place-fields.tsx'
import { SetupFields } from './setup-fields.tsx'
import { setupAnswer } from './setup-values.ts'
import type { ChangedDevice } from './technician-client.ts'
import { candidateName, technicianErrorWords } from './technician-words.ts'
import { usePairingCheck } from './use-pairing-check.ts'

interface PairFormProps {
  readonly candidate: Candidate
  readonly protocol: ProtocolInfo
  readonly devices: readonly DeviceLine[]
  readonly onBack: () => void
  readonly onPaired: (changed: ChangedDevice) => void
}

/** Whose device it is, where it stands, what it is, and how long it may be silent. */
export function PairForm({ candidate, protocol, devices, onBack, onPaired }: PairFormProps) {
  const { t } = useWords()
  const desk = useDesk()
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const [draft, setDraft] = useState<PairDraft>(() => freshDraft(candidate, protocol))
  const fields = selectFields(protocol, draft)
  const isTaken = !isSending && isPairedMeanwhile(candidate, devices)
  const check = usePairingCheck(
    desk.client,
    isTaken || isSending ? null : checkableWish(candidate, protocol, draft),
    String(devices.length),
  )
  const refused = check?.refused ?? null
  const wrong = [...setupAnswer(fields, draft.written).wrong, ...(refused?.fields ?? [])]
  const change = (part: Partial<PairDraft>) => {
    setDraft((before) => ({ ...before, ...part }))
    setProblem(null)
  }
  const send = () => {
    const missing = draftProblem(protocol, draft)
    if (missing !== null) {
      setProblem(t(`technician.pair.problem.${missing}`))
      return
    }
    desk.act(
      (by) => {
        setSending(true)
        return desk.client.pair({ by, ...pairWish(candidate, protocol, draft) })
      },
      onPaired,
      (code) => {
        setSending(false)
        setProblem(technicianErrorWords(code, t))
      },
    )
  }
  const warnings = [
    ...(check?.warnings ?? []),
    ...candidateWarnings(candidate, protocol.keyDigits === null ? '' : draft.key),
  ]
  return (
    <Form
      className="pair-form"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <p className="pair-what">
        <strong className="figures">{candidateName(candidate)}</strong> {protocolWords(candidate.protocol, t)}
      </p>
      <PlaceFields
        residentId={draft.residentId}
        onResident={(residentId) => {
          change({ residentId })
        }}
        onPlacement={(placement) => {
          change({ placement })
        }}
      />
      <KindFields candidate={candidate} protocol={protocol} kind={draft} onKind={change} asksVariant />
      <SetupFields
        fields={fields}
        written={draft.written}
        onWritten={(written) => {
          change({ written })
        }}
        wrong={wrong}
      />
      <ChoiceField
        label={t('technician.pair.supervision')}
        choices={SUPERVISIONS.map((id) => ({ id, words: t(`technician.supervision.${id}`) }))}
        value={draft.supervision}
        onChange={(supervision) => {
          change({ supervision })
        }}
      />
      {warnings.map((warning) => (
        <p key={warning} className="warning">
          {t(`technician.pair.warning.${warning}`)}
        </p>
      ))}
      <p className="hint" role="status">
        {problem ??
          (isTaken
            ? t('technician.pair.takenMeanwhile')
            : refused === null
              ? null
              : technicianErrorWords(refused.code, t))}
      </p>
      <div className="panel-buttons">
        <Button type="submit" className="button step step-next">
          {t('technician.pair.confirm')}
        </Button>
        <Button className="button step" onPress={onBack}>
          {t('technician.pair.back')}
        </Button>
      </div>
    </Form>
  )
}
