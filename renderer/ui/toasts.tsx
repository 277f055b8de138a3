import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'

export interface Toast {
  readonly id: number
  readonly words: string
  readonly action?: { readonly label: string; readonly run: () => void }
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
          <p>{toast.words}</p>
          {toast.action !== undefined && (
            <Button
              className="button"
              onPress={() => {
                toast.action?.run()
                onClose(toast.id)
              }}
            >
              {toast.action.label}
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
