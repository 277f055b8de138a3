/** The buttons of what may be done: drawn again only when there is something else to press. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { StepButtons } from '../../../../renderer/ui/step-buttons.tsx'

type Step = 'acknowledge' | 'on-the-way' | 'resolve' | 'note'

beforeAll(() => {
  setUpLanguages('nb')
})
afterEach(cleanup)

const inNorwegian = vi.fn((step: Step) => `nb ${step}`)
const inEnglish = vi.fn((step: Step) => `en ${step}`)
const keyOf = (step: Step) => (step === 'note' ? 'N' : undefined)
const quiet = () => undefined

interface Drawn {
  readonly next?: Step | null
  readonly all?: readonly Step[]
  readonly words?: (step: Step) => string
  readonly onStep?: (step: Step) => void
}

const buttons = ({
  next = 'acknowledge',
  all = ['acknowledge', 'resolve', 'note'],
  words = inNorwegian,
  onStep = quiet,
}: Drawn = {}) => <StepButtons next={next} all={all} words={words} keyOf={keyOf} onStep={onStep} />

const shown = () => screen.getAllByRole('button').map(({ textContent }) => textContent)

it('the next step stands first and alone has the key; the others have their letters', () => {
  render(buttons({ next: 'resolve' }))
  expect(shown()).toEqual(['nb resolve ⏎', 'nb acknowledge ', 'nb note N'])
  expect(document.querySelectorAll('.step-next')).toHaveLength(1)
})

it('nothing is the next step: all stand in their order, none of them larger', () => {
  render(buttons({ next: null }))
  expect(shown()).toEqual(['nb acknowledge ', 'nb resolve ', 'nb note N'])
  expect(document.querySelector('.step-next')).toBeNull()
})

it('a card that rings again has the same steps, in a list of its own: nothing is drawn', () => {
  const { rerender } = render(buttons())
  inNorwegian.mockClear()
  rerender(buttons({ all: ['acknowledge', 'resolve', 'note'] }))
  expect(inNorwegian).not.toHaveBeenCalled()
})

it.each<[string, Drawn, readonly string[]]>([
  ['another next step', { next: 'note' }, ['nb note ⏎', 'nb acknowledge ', 'nb resolve ']],
  ['a step less', { all: ['acknowledge', 'resolve'] }, ['nb acknowledge ⏎', 'nb resolve ']],
  [
    'as many, others',
    { next: 'on-the-way', all: ['on-the-way', 'resolve', 'note'] },
    ['nb on-the-way ⏎', 'nb resolve ', 'nb note N'],
  ],
  ['another language', { words: inEnglish }, ['en acknowledge ⏎', 'en resolve ', 'en note N']],
])('%s is drawn', (_what, after, expected) => {
  const { rerender } = render(buttons())
  rerender(buttons(after))
  expect(shown()).toEqual(expected)
})

it('a press is for whoever is asked now, also where nothing else changed', () => {
  const [before, after] = [vi.fn(), vi.fn()]
  const { rerender } = render(buttons({ onStep: before }))
  rerender(buttons({ onStep: after }))
  fireEvent.click(screen.getByRole('button', { name: /acknowledge/ }))
  expect([before.mock.calls, after.mock.calls]).toEqual([[], [['acknowledge']]])
})

it('the button with the keyboard stays the same when its step becomes the next one', () => {
  const { rerender } = render(buttons())
  const resolve = screen.getByRole('button', { name: /resolve/ })
  resolve.focus()
  rerender(buttons({ next: 'resolve', all: ['resolve', 'note'] }))
  expect(document.activeElement).toBe(resolve)
  expect(resolve.className).toContain('step-next')
})
