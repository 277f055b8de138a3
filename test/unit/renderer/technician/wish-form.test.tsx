/** A form in the technician's room: what it says of a wish that is not whole, refused, changed or taken. */
import i18next from 'i18next'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { StationCallError } from '../../../../renderer/station-client.ts'
import { DeskContext, type TechnicianDesk } from '../../../../renderer/technician/desk.ts'
import type { PairWarning } from '../../../../renderer/technician/technician-client.ts'
import { useDeskActs } from '../../../../renderer/technician/use-desk-acts.tsx'
import { WishForm } from '../../../../renderer/technician/wish-form.tsx'
import type { SpokenWords } from '../../../../renderer/ui/toasts.tsx'
import nb from '../../../../resources/locales/nb.json' with { type: 'json' }
import { FakeTechnicianClient } from '../../../fakes/fake-technician-client.ts'

const PORT = '/dev/ttyUSB1'
const MISSING = nb.technician.movePort.needed
const show = vi.fn<(words: SpokenWords) => void>()
const onClose = vi.fn()
const take = vi.fn<(by: string, wish: { readonly port: string }) => Promise<readonly PairWarning[]>>()

beforeAll(() => {
  setUpLanguages('nb')
})
beforeEach(() => {
  show.mockReset()
  onClose.mockReset()
  take.mockReset().mockResolvedValue([])
})
afterEach(cleanup)

const tuva = { id: 'tuva', name: 'Tuva Teknes', role: 'technician' }

function Desk({ port }: { readonly port: string | null }) {
  const { act: run } = useDeskActs([tuva], 'tuva', vi.fn(), show)
  const desk: TechnicianDesk = {
    client: new FakeTechnicianClient(),
    station: { id: 's-1', name: 'Solbakken' },
    residents: [],
    devices: [],
    protocols: [],
    show,
    act: run,
  }
  return (
    <DeskContext value={desk}>
      <WishForm
        confirm="Flytt"
        wish={port === null ? MISSING : { port }}
        written={port}
        take={take}
        done={(_, wish) => wish.port}
        onClose={onClose}
      >
        <p>Hvor står den nå?</p>
      </WishForm>
    </DeskContext>
  )
}

/** The form as it is while `port` is what is written. */
function asked(port: string | null) {
  const shown = render(<Desk port={port} />)
  return {
    writes: (other: string | null) => {
      shown.rerender(<Desk port={other} />)
    },
  }
}

const said = () => screen.getByRole('status').textContent
const send = () =>
  act(async () => {
    fireEvent.submit(document.querySelector('form') ?? document.body)
    await Promise.resolve()
  })

it('says what is missing and asks the station nothing; once something is written it says so no longer', async () => {
  const { writes } = asked(null)
  expect(said()).toBe('')
  await send()
  expect([said(), take.mock.calls]).toEqual([MISSING, []])
  writes(PORT)
  expect(said()).toBe('')
})

it('sends the wish in the technician’s name, says what was done, and closes', async () => {
  asked(PORT)
  await send()
  expect(take).toHaveBeenCalledExactlyOnceWith('tuva', { port: PORT })
  expect(show.mock.calls.map(([words]) => words(i18next.t))).toEqual([PORT])
  expect(onClose).toHaveBeenCalledOnce()
})

it('a refusal is said in words, and it stays until the wish is another', async () => {
  take.mockRejectedValueOnce(new StationCallError('unknown-receiver', null))
  const { writes } = asked(PORT)
  await send()
  expect([said(), onClose.mock.calls]).toEqual([nb.error['unknown-receiver'], []])
  writes('/dev/ttyUSB2')
  expect(said()).toBe('')
  await send()
  expect(onClose).toHaveBeenCalledOnce()
})
