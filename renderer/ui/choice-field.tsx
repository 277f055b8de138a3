import { ChevronDown } from 'lucide-react'
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'

export interface Choice<Id extends string> {
  readonly id: Id
  readonly words: string
}

interface ChoiceFieldProps<Id extends string> {
  readonly label: string
  readonly choices: readonly Choice<Id>[]
  readonly value: Id | null
  readonly placeholder?: string
  readonly onChange: (id: Id) => void
}

/** One of a few: a button with the chosen words, and a list that opens under it. */
export function ChoiceField<Id extends string>({
  label,
  choices,
  value,
  placeholder = '',
  onChange,
}: ChoiceFieldProps<Id>) {
  return (
    <Select
      className="field"
      placeholder={placeholder}
      value={value}
      onChange={(key) => {
        const chosen = choices.find(({ id }) => id === key)
        if (chosen !== undefined) onChange(chosen.id)
      }}
    >
      <Label>{label}</Label>
      <Button className="button choice-button">
        <SelectValue />
        <ChevronDown className="icon" aria-hidden="true" />
      </Button>
      <Popover className="popover">
        <ListBox className="menu" items={choices}>
          {({ id, words }) => (
            <ListBoxItem id={id} textValue={words} className="menu-item">
              {words}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
