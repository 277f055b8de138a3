import { useState } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { protocolWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { useDesk } from './desk.ts'
import type { Candidate } from './discoveries.ts'
import {
  asksUse,
  draftProblem,
  needsProfile,
  needsVariant,
  pairWarnings,
  pairWish,
  presetProfile,
  selectProfiles,
  SUPERVISIONS,
  takesKey,
  USES,
  type PairDraft,
} from './pair-rules.ts'
import { candidateName, technicianErrorWords } from './technician-words.ts'
import { PlaceFields } from './place-fields.tsx'

/** Variants of radars, as their documents call them (mr60fda.md). */
const RADAR_VARIANTS = ['r60-fda1', 'r60-c1001', 'tf-fda2'] as const

interface PairFormProps {
  readonly candidate: Candidate
  readonly devices: readonly DeviceLine[]
  readonly onBack: () => void
  readonly onPaired: (deviceId: string) => void
}

/** Whose device it is, where it stands, what it is, and how long it may be silent. */
export function PairForm({ candidate, devices, onBack, onPaired }: PairFormProps) {
  const { t } = useWords()
  const desk = useDesk()
  const [problem, setProblem] = useState<string | null>(null)
  const [draft, setDraft] = useState<PairDraft>(() => ({
    residentId: null,
    placement: null,
    profile: presetProfile(candidate),
    use: 'help-call',
    key: '',
    variant: null,
    supervision: 'default',
  }))
  const change = (part: Partial<PairDraft>) => {
    setDraft((before) => ({ ...before, ...part }))
    setProblem(null)
  }
  const send = () => {
    const missing = draftProblem(candidate, draft)
    if (missing !== null) {
      setProblem(t(`technician.pair.problem.${missing}`))
      return
    }
    desk.act(
      (by) => desk.client.pair(pairWish(candidate, draft, by)),
      ({ deviceId }) => {
        onPaired(deviceId)
      },
      (code) => {
        setProblem(technicianErrorWords(code, t))
      },
    )
  }
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
      {needsProfile(candidate) && (
        <ChoiceField
          label={t('technician.pair.profile')}
          placeholder={t('technician.choose')}
          choices={selectProfiles(candidate).map((id) => ({
            id,
            words: `${id} · ${t(`technician.profile.${id}`)}`,
          }))}
          value={draft.profile}
          onChange={(profile) => {
            change({ profile })
          }}
        />
      )}
      {needsProfile(candidate) && asksUse(draft.profile) && (
        <ChoiceField
          label={t('technician.pair.use')}
          choices={USES.map((id) => ({ id, words: t(`technician.use.${id}`) }))}
          value={draft.use}
          onChange={(use) => {
            change({ use })
          }}
        />
      )}
      {needsVariant(candidate) && (
        <ChoiceField
          label={t('technician.pair.variant')}
          placeholder={t('technician.choose')}
          choices={RADAR_VARIANTS.map((id) => ({ id, words: t(`technician.variant.${id}`) }))}
          value={RADAR_VARIANTS.find((id) => id === draft.variant) ?? null}
          onChange={(variant) => {
            change({ variant })
          }}
        />
      )}
      {takesKey(candidate) && (
        <TextField
          className="field"
          value={draft.key}
          maxLength={64}
          onChange={(key) => {
            change({ key })
          }}
        >
          <Label>{t('technician.pair.key')}</Label>
          <Input className="input figures" autoComplete="off" spellCheck="false" />
        </TextField>
      )}
      <ChoiceField
        label={t('technician.pair.supervision')}
        choices={SUPERVISIONS.map((id) => ({ id, words: t(`technician.supervision.${id}`) }))}
        value={draft.supervision}
        onChange={(supervision) => {
          change({ supervision })
        }}
      />
      {pairWarnings(candidate, draft, devices).map((warning) => (
        <p key={warning} className="warning">
          {t(`technician.pair.warning.${warning}`)}
        </p>
      ))}
      <p className="hint" role="status">
        {problem}
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
