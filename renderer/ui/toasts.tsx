import { memo, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { SecondsLeft } from './seconds-left.tsx'
import { useWords, type Words } from '../i18n/use-words.ts'

/** Words that follow the language while they are shown. */
export type SpokenWords = (t: Words) => string

export interface Toast {
  readonly id: number
  readonly words: SpokenWords
  readonly action?: ToastAction
}

export interface ToastAction {
  readonly label: SpokenWords
  readonly run: () => void
  /** The key that does the same. */
  readonly key?: string
  /** Until then it may be done, and the toast is shown; by the steady clock. */
  readonly until?: number
}

interface ToastsProps {
  readonly toasts: readonly Toast[]
  readonly onClose: (id: number) => void
  /** What stays above them until it is seen. */
  readonly children?: ReactNode
}

/** What happened and what to do, over the lower edge; moves nothing and is read out politely. */
export const Toasts = memo(function Toasts({ toasts, onClose, children }: ToastsProps) {
  const { t } = useWords()
  return (
    <div className="toasts">
      {children}
      <section className="toasts-said" role="status" aria-live="polite" aria-label={t('toast.label')}>
        {toasts.map((toast) => (
          <ToastLine key={toast.id} toast={toast} onClose={onClose} />
        ))}
      </section>
    </div>
  )
})

interface ToastLineProps extends Pick<ToastsProps, 'onClose'> {
  readonly toast: Toast
}

/** Its buttons cost more than its words: one that stands is not drawn again with what happens beside it. */
const ToastLine = memo(function ToastLine({ toast, onClose }: ToastLineProps) {
  const { t } = useWords()
  const { id, words, action } = toast
  return (
    <div className="toast">
      <p>{words(t)}</p>
      {action !== undefined && (
        <Button
          className="button"
          onPress={() => {
            action.run()
            onClose(id)
          }}
        >
          {action.label(t)}
          {action.key !== undefined && <kbd aria-hidden="true">{action.key}</kbd>}
          {action.until !== undefined && <SecondsLeft until={action.until} />}
        </Button>
      )}
      <Button
        className="button"
        onPress={() => {
          onClose(id)
        }}
      >
        {t('toast.close')}
      </Button>
    </div>
  )
})
