import { useState, type ReactNode } from 'react'
import { Button, Form, Label, TextArea, TextField } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { Window } from './window.tsx'

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
  const { t } = useWords()
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
        <div className="window-buttons">
          <Button type="submit" className="button step step-next" isDisabled={words.trim() === ''}>
            {save}
          </Button>
          <Button className="button step" onPress={onClose}>
            {t('resolve.cancel')}
          </Button>
        </div>
      </Form>
    </Window>
  )
}
