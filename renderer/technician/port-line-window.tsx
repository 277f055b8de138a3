import { useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import type { SerialLine } from '../../shared/api/serial-line.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { CallForm } from './call-form.tsx'
import { useDesk } from './desk.ts'
import { formsBeside, isBaudRate, lineWords } from './line-choice.ts'

interface PortLineWindowProps {
  readonly path: string
  readonly protocols: readonly string[]
  /** As it runs now. */
  readonly line: SerialLine
  readonly onClose: () => void
}

/** Speed and form of the signs of a port that is set up already; who is paired behind it stays. */
export function PortLineWindow({ path, protocols, line, onClose }: PortLineWindowProps) {
  const { t } = useWords()
  const desk = useDesk()
  const [written, setWritten] = useState(String(line.baudRate))
  const [form, setForm] = useState(lineWords(line))
  const forms = formsBeside(line)
  const chosen = forms.find(({ id }) => id === form)?.form ?? line
  const baudRate = Number(written.trim())
  const usual = desk.protocols.find(({ id }) => protocols.includes(id))?.line ?? null
  const { dataBits, parity, stopBits } = chosen
  return (
    <CallForm
      title={t('technician.line.title', { path })}
      confirm={t('technician.line.confirm')}
      missing={isBaudRate(baudRate) ? null : t('technician.addPort.baudNeeded')}
      callOf={(by) => ({
        act: 'set-port-line',
        input: { by, path, line: { baudRate, dataBits, parity, stopBits } },
      })}
      done={(words) => words('technician.line.done', { path, rate: baudRate, form })}
      onClose={onClose}
      onChanged={() => undefined}
    >
      <p>{t('technician.line.words')}</p>
      <TextField className="field" value={written} onChange={setWritten} inputMode="numeric" maxLength={7}>
        <Label>
          {usual === null
            ? t('technician.line.baud')
            : t('technician.line.baudUsual', { rate: usual.baudRate, form: lineWords(usual) })}
        </Label>
        <Input className="input" />
      </TextField>
      <ChoiceField
        label={t('technician.addPort.line')}
        choices={forms.map(({ id }) => ({ id, words: id }))}
        value={form}
        onChange={setForm}
      />
    </CallForm>
  )
}
