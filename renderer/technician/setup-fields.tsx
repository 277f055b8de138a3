import { useState } from 'react'
import { Input, Label, Text, TextField } from 'react-aria-components'
import type { SetupField } from '../../shared/api/receiver-setup.ts'
import { setupChoiceWords, setupWords } from '../i18n/code-words.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { TableField } from './table-field.tsx'
import { askedFields, shownValue, type Written } from './setup-values.ts'

/** So many stand open; a driver with more has its usual answers folded away. */
const MOST_OPEN = 4
/** The list needs a name for "not set" that no choice can have. */
const UNSET = ':unset'

interface SetupFieldsProps {
  readonly fields: readonly SetupField[]
  readonly written: Written
  readonly onWritten: (written: Written) => void
  /** Names of the fields at fault; `''`: they contradict each other. */
  readonly wrong: readonly string[]
}

/** What a driver asks, field by field: nothing here knows any protocol. */
export function SetupFields({ fields, written, onWritten, wrong }: SetupFieldsProps) {
  const { t } = useWords()
  const [isUnfolded, setUnfolded] = useState(false)
  const asked = askedFields(fields, written)
  const lines = asked.map((field) => (
    <OneField
      key={field.name}
      field={field}
      value={shownValue(field, written)}
      isWrong={wrong.includes(field.name)}
      onValue={(value) => {
        onWritten({ ...written, [field.name]: value })
      }}
    />
  ))
  const clash = wrong.includes('') && <p className="field-problem">{t('technician.setup.clash')}</p>
  // What an answer adds does not count: choosing "each key for itself" must not fold the choice away.
  const isLong = fields.filter(({ when }) => Object.keys(when).length === 0).length > MOST_OPEN
  if (!isLong) {
    return (
      <>
        {lines}
        {clash}
      </>
    )
  }
  return (
    <details
      className="more-fields"
      open={isUnfolded || wrong.length > 0}
      // What a mistake has opened stays open when the mistake is mended: somebody is writing in there.
      onToggle={(event) => {
        setUnfolded(event.currentTarget.open)
      }}
    >
      <summary>{t('technician.setup.more')}</summary>
      <p className="muted">{t('technician.setup.moreHelp')}</p>
      {lines}
      {clash}
    </details>
  )
}

interface OneFieldProps {
  readonly field: SetupField
  readonly value: string
  readonly isWrong: boolean
  readonly onValue: (value: string) => void
}

function OneField({ field, value, isWrong, onValue }: OneFieldProps) {
  const { t } = useWords()
  const problem = isWrong ? problemWords(field, t) : null
  if (field.kind === 'table') {
    return (
      <>
        <TableField field={field} value={value} onValue={onValue} />
        {problem !== null && <p className="field-problem">{problem}</p>}
      </>
    )
  }
  if (field.kind === 'choice' || field.kind === 'switch') {
    const ids = field.kind === 'switch' ? ['true', 'false'] : field.choices
    const named = ids.map((id) => ({ id, words: setupChoiceWords(id, t) }))
    const unset = { id: UNSET, words: t('technician.setup.asUsual') }
    return (
      <>
        <ChoiceField
          label={setupWords(field.name, t)}
          choices={field.usual === null ? [unset, ...named] : named}
          value={value === '' ? UNSET : value}
          onChange={(id) => {
            onValue(id === UNSET ? '' : id)
          }}
        />
        {problem !== null && <p className="field-problem">{problem}</p>}
      </>
    )
  }
  return (
    <TextField
      className="field"
      value={value}
      maxLength={128}
      isInvalid={isWrong}
      // Else the browser holds the form back without the words that say why.
      validationBehavior="aria"
      {...(field.kind === 'number' ? { inputMode: 'decimal' as const } : {})}
      onChange={onValue}
    >
      <Label>{labelWords(field, t)}</Label>
      <Input className="input" autoComplete="off" spellCheck="false" />
      {problem !== null && (
        <Text slot="description" className="field-problem">
          {problem}
        </Text>
      )}
    </TextField>
  )
}

/** "Poll interval (ms; empty: 1000; 0: never)" */
function labelWords({ name, unit, usual, canBeNever }: SetupField, t: Words): string {
  const hints = [
    unit,
    usual === null
      ? t('technician.setup.emptyUnset')
      : t('technician.setup.emptyUsual', { usual: String(usual) }),
    canBeNever ? t('technician.setup.zeroNever') : null,
  ].filter((hint) => hint !== null)
  return `${setupWords(name, t)} (${hints.join('; ')})`
}

function problemWords({ kind, min, max, unit }: SetupField, t: Words): string {
  if (kind !== 'number') return t(`technician.setup.wrong.${kind}`)
  return t('technician.settings.range', { min: min ?? '−', max: max ?? '+', unit: unit ?? '' })
}
