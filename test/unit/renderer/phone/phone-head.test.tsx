import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { PhoneHead } from '../../../../renderer/phone/phone-head.tsx'

const kari = {
  personId: 'kari',
  name: 'Kari Nordmann',
  role: 'caregiver',
  isGuarded: false,
  isVeiled: false,
} as const

const never = () => undefined
const onShelved = vi.fn()
const head = (shelved: number) => (
  <PhoneHead
    stationName="Solbakken"
    isTraining={false}
    open={1}
    shelved={shelved}
    who={kari}
    output="ready"
    muteLeftMs={null}
    onMute={never}
    onUnlockSound={never}
    onWho={never}
    onShelved={onShelved}
  />
)

beforeAll(() => {
  setUpLanguages('nb')
})
afterEach(cleanup)

it('says how much is set aside and shows it with one tap; where nothing is, nothing stands in the way', () => {
  const { rerender } = render(head(0))
  expect(screen.queryByText(/lagt til side/)).toBeNull()
  rerender(head(2))
  fireEvent.click(screen.getByRole('button', { name: '2 lagt til side' }))
  expect(onShelved).toHaveBeenCalledOnce()
})
