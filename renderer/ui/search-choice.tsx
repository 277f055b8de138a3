import { ChevronDown } from 'lucide-react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import type { Choice } from './choice-field.tsx'

interface SearchChoiceProps {
  readonly label: string
  readonly openLabel: string
  readonly choices: readonly Choice<string>[]
  readonly value: string | null
  readonly onChange: (id: string | null) => void
}

/** One of many: type some letters of it, then choose. */
export function SearchChoice({ label, openLabel, choices, value, onChange }: SearchChoiceProps) {
  return (
    <ComboBox
      className="field"
      menuTrigger="focus"
      value={value}
      defaultItems={choices}
      onChange={(key) => {
        onChange(choices.find(({ id }) => id === key)?.id ?? null)
      }}
    >
      <Label>{label}</Label>
      <span className="search-choice">
        <Input className="input" />
        <Button className="button" aria-label={openLabel}>
          <ChevronDown className="icon" aria-hidden="true" />
        </Button>
      </span>
      <Popover className="popover">
        <ListBox className="menu">
          {({ id, words }: Choice<string>) => (
            <ListBoxItem id={id} textValue={words} className="menu-item">
              {words}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
