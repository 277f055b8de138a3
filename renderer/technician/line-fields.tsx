import { Input, Label, TextField } from 'react-aria-components'
import type { SerialLine } from '../../shared/api/serial-line.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import {
  DATA_BITS,
  LINES,
  lineWords,
  PARITIES,
  STOP_BITS,
  type LineDraft,
  type SignForm,
} from './line-choice.ts'

interface LineFieldsProps {
  readonly usual: SerialLine | null
  readonly draft: LineDraft
  readonly onDraft: (draft: LineDraft) => void
}

/** Speed and form of the signs, where the line is not as usual. */
export function LineFields({ usual, draft, onDraft }: LineFieldsProps) {
  const { t } = useWords()
  const usualWords = usual === null ? '' : lineWords(usual)
  return (
    <>
      <TextField
        className="field"
        value={draft.baud}
        onChange={(baud) => {
          onDraft({ ...draft, baud })
        }}
        inputMode="numeric"
        maxLength={7}
      >
        <Label>
          {usual === null
            ? t('technician.addPort.baud')
            : t('technician.addPort.baudUsual', { rate: String(usual.baudRate) })}
        </Label>
        <Input className="input" />
      </TextField>
      <ChoiceField
        label={t('technician.addPort.line')}
        choices={[
          { id: 'usual', words: t('technician.addPort.lineUsual', { line: usualWords }) },
          ...LINES.filter((id) => id !== usualWords || id === draft.choice).map((id) => ({ id, words: id })),
          { id: 'other', words: t('technician.line.other') },
        ]}
        value={draft.choice}
        onChange={(choice) => {
          onDraft({ ...draft, choice })
        }}
      />
      {draft.choice === 'other' && (
        <OtherForm
          form={draft.other}
          onForm={(other) => {
            onDraft({ ...draft, other })
          }}
        />
      )}
    </>
  )
}

function OtherForm({ form, onForm }: { readonly form: SignForm; readonly onForm: (form: SignForm) => void }) {
  const { t } = useWords()
  const numbers = (values: readonly number[]) =>
    values.map((value) => ({ id: String(value), words: String(value) }))
  return (
    <>
      <ChoiceField
        label={t('technician.line.dataBits')}
        choices={numbers(DATA_BITS)}
        value={String(form.dataBits)}
        onChange={(id) => {
          onForm({ ...form, dataBits: DATA_BITS.find((bits) => String(bits) === id) ?? form.dataBits })
        }}
      />
      <ChoiceField
        label={t('technician.line.parity')}
        choices={PARITIES.map((id) => ({ id, words: t(`technician.line.parities.${id}`) }))}
        value={form.parity}
        onChange={(parity) => {
          onForm({ ...form, parity })
        }}
      />
      <ChoiceField
        label={t('technician.line.stopBits')}
        choices={numbers(STOP_BITS)}
        value={String(form.stopBits)}
        onChange={(id) => {
          onForm({ ...form, stopBits: STOP_BITS.find((bits) => String(bits) === id) ?? form.stopBits })
        }}
      />
    </>
  )
}
