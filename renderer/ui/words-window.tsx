import { useState, type ReactNode } from 'react'
import { Form, Label, TextArea, TextField } from 'react-aria-components'
import { Window } from './window.tsx'
import { SubmitRow } from './window-rows.tsx'

interface WordsWindowProps {
  readonly title: string
  /** What the words are about. */
  readonly line: ReactNode
  readonly label: string
  readonly save: string
  readonly onClose: () => void
  /** Never called with nothing. */
  readonly onSave: (words: string) => void
}

/** A question that is answered in one's own words. */
export function WordsWindow({ title, line, label, save, onClose, onSave }: WordsWindowProps) {
  const [words, setWords] = useState('')
  return (
    <Window title={title} onClose={onClose}>
      {line}
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          if (words.trim() !== '') onSave(words.trim())
        }}
      >
        <TextField className="field" value={words} onChange={setWords} maxLength={2000} autoFocus isRequired>
          <Label>{label}</Label>
          <TextArea className="input" rows={4} />
        </TextField>
        <SubmitRow words={save} isDisabled={words.trim() === ''} onClose={onClose} />
      </Form>
    </Window>
  )
}
