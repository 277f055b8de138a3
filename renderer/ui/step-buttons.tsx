import { memo, type ReactNode } from 'react'
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
  // One list: the button of a step that becomes the next one stays the same, with the keyboard that may be on it.
  return (
    <div className="steps" role="group" aria-label={t('detail.actions')}>
      {(next === null ? others : [next, ...others]).map((step) => (
        <StepButton
          key={step}
          step={step}
          isNext={step === next}
          words={words(step)}
          letter={step === next ? '⏎' : keyOf(step)}
          onStep={onStep}
        />
      ))}
    </div>
  )
}

interface StepButtonProps<Step extends string> extends Pick<StepButtonsProps<Step>, 'onStep'> {
  readonly step: Step
  readonly isNext: boolean
  readonly words: string
  readonly letter: string | undefined
}

/** A button costs more than all the words around it: only those that are another are drawn again. */
export const StepButton = memo(function StepButton<Step extends string>(props: StepButtonProps<Step>) {
  const { step, isNext, words, letter, onStep } = props
  return (
    <Button
      className={isNext ? 'button step step-next' : 'button step'}
      onPress={() => {
        onStep(step)
      }}
    >
      {words} {letter !== undefined && <kbd aria-hidden="true">{letter}</kbd>}
    </Button>
  )
}) as <Step extends string>(props: StepButtonProps<Step>) => ReactNode

/** Drawn again only when there are other steps: a card that rings again has the same ones. */
export const StepButtons = memo(
  Buttons,
  (before, after) =>
    before.next === after.next &&
    before.words === after.words &&
    before.onStep === after.onStep &&
    before.all.join() === after.all.join(),
) as typeof Buttons
