import type { ReactNode } from 'react'
import { Button, Form } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'

interface PartProps {
  readonly title: string
  /** Null for whoever may only look. */
  readonly save: { readonly isReady: boolean; readonly onSave: () => void } | null
  readonly isChanged: boolean
  /** What was written is as it was before. */
  readonly onUndo: () => void
  readonly children: ReactNode
}

/** One thing that is set by itself: its fields, saved or put back as they were. */
export function Part({ title, save, isChanged, onUndo, children }: PartProps) {
  const { t } = useWords()
  return (
    <section className="house-part" aria-label={title}>
      <h3>{title}</h3>
      <Form
        className="house-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (save?.isReady === true && isChanged) save.onSave()
        }}
      >
        {children}
        {save !== null && (
          <div className="panel-buttons">
            <Button type="submit" className="button" isDisabled={!isChanged || !save.isReady}>
              {t('people.save')}
            </Button>
            <Button className="button" isDisabled={!isChanged} onPress={onUndo}>
              {t('house.undo')}
            </Button>
          </div>
        )}
      </Form>
    </section>
  )
}
