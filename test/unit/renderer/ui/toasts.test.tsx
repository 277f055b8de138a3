import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { Toasts } from '../../../../renderer/ui/toasts.tsx'

beforeAll(() => {
  setUpLanguages('nb')
})
afterEach(cleanup)

it('words that stand are not drawn again for others that come beside them', () => {
  const standing = { id: 1, words: vi.fn(() => 'Notatet er lagret') }
  const onClose = vi.fn()
  const { rerender } = render(<Toasts toasts={[standing]} onClose={onClose} />)
  rerender(<Toasts toasts={[standing, { id: 2, words: () => 'Alarmen er åpnet igjen' }]} onClose={onClose} />)
  expect(screen.getByRole('status').textContent).toContain('Notatet er lagret')
  expect(screen.getByRole('status').textContent).toContain('Alarmen er åpnet igjen')
  expect(standing.words).toHaveBeenCalledTimes(1)
})
