import { Button } from 'react-aria-components'
import { useWords, type Words } from '../i18n/use-words.ts'

/** Words that follow the language while they are shown. */
export type SpokenWords = (t: Words) => string

export interface Toast {
  readonly id: number
  readonly words: SpokenWords
  readonly action?: { readonly label: SpokenWords; readonly run: () => void }
}

interface ToastsProps {
  readonly toasts: readonly Toast[]
  readonly onClose: (id: number) => void
}

/** What happened and what to do, over the lower edge; moves nothing and is read out politely. */
export function Toasts({ toasts, onClose }: ToastsProps) {
  const { t } = useWords()
  return (
    <section className="toasts" role="status" aria-live="polite" aria-label={t('toast.label')}>
      {toasts.map((toast) => (
        <div key={toast.id} className="toast">
          <p>{toast.words(t)}</p>
          {toast.action !== undefined && (
            <Button
              className="button"
              onPress={() => {
                toast.action?.run()
                onClose(toast.id)
              }}
            >
              {toast.action.label(t)}
            </Button>
          )}
          <Button
            className="button"
            onPress={() => {
              onClose(toast.id)
            }}
          >
            {t('toast.close')}
          </Button>
        </div>
      ))}
    </section>
  )
}
