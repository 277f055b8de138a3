import { Plus, Trash2 } from 'lucide-react'
import { Button, Input, Label, TextField } from 'react-aria-components'
import type { SetupField } from '../../shared/api/receiver-setup.ts'
import { setupWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { tableLines } from './setup-values.ts'

interface TableFieldProps {
  readonly field: SetupField
  readonly value: string
  readonly onValue: (value: string) => void
}

/** Lines of several texts each, such as who calls: lines can be added and removed, the first that fits counts. */
export function TableField({ field, value, onValue }: TableFieldProps) {
  const { t } = useWords()
  const lines = tableLines(value)
  const name = setupWords(field.name, t)
  return (
    <div className="table-field" role="group" aria-label={name}>
      <p>{name}</p>
      {lines.map((line, index) => (
        // Lines have no names of their own, and none is moved.
        <div
          key={index}
          className="table-line"
          role="group"
          aria-label={t('technician.setup.line', { place: index + 1 })}
        >
          {field.columns.map((column) => (
            <TextField
              key={column}
              className="field"
              value={line[column] ?? ''}
              maxLength={512}
              onChange={(text) => {
                onValue(JSON.stringify(lines.with(index, { ...line, [column]: text })))
              }}
            >
              <Label>{setupWords(column, t)}</Label>
              <Input className="input" autoComplete="off" spellCheck="false" />
            </TextField>
          ))}
          <Button
            className="button"
            aria-label={t('technician.setup.removeLine', { place: index + 1 })}
            onPress={() => {
              onValue(JSON.stringify(lines.toSpliced(index, 1)))
            }}
          >
            <Trash2 className="icon" aria-hidden="true" /> {t('order.remove')}
          </Button>
        </div>
      ))}
      <Button
        className="button"
        onPress={() => {
          onValue(JSON.stringify([...lines, {}]))
        }}
      >
        <Plus className="icon" aria-hidden="true" /> {t('technician.setup.addLine')}
      </Button>
    </div>
  )
}
