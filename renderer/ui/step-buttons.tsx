import { memo } from 'react'
import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'

interface StepButtonsProps<Step extends string> {
  /** What Enter does; null for nothing. */
  readonly next: Step | null
  readonly all: readonly Step[]
  readonly words: (step: Step) => string
  /** The letter of a step, where it has one. */
  readonly keyOf: (step: Step) => string | undefined
  readonly onStep: (step: Step) => void
}

/** What may be done with the chosen alarm, the next step first and largest. */
function Buttons<Step extends string>({ next, all, words, keyOf, onStep }: StepButtonsProps<Step>) {
  const { t } = useWords()
  const others = all.filter((step) => step !== next)
  return (
    <div className="steps" role="group" aria-label={t('detail.actions')}>
      {next !== null && (
        <Button
          key={next}
          className="button step step-next"
          onPress={() => {
            onStep(next)
          }}
        >
          {words(next)} <kbd aria-hidden="true">⏎</kbd>
        </Button>
      )}
      {others.map((step) => (
        <Button
          key={step}
          className="button step"
          onPress={() => {
            onStep(step)
          }}
        >
          {words(step)} {keyOf(step) !== undefined && <kbd aria-hidden="true">{keyOf(step)}</kbd>}
        </Button>
      ))}
    </div>
  )
}

/** Drawn again only when there are other steps: a card that rings again has the same ones. */
export const StepButtons = memo(
  Buttons,
  (before, after) =>
    before.next === after.next &&
    before.words === after.words &&
    before.onStep === after.onStep &&
    before.all.join() === after.all.join(),
) as typeof Buttons
