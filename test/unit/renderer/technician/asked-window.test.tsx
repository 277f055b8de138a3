/** A window that asks the station first: what it shows while it waits, when it is refused, and how one leaves it. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { StationCallError } from '../../../../renderer/station-client.ts'
import { AskedWindow } from '../../../../renderer/technician/asked-window.tsx'
import nb from '../../../../resources/locales/nb.json' with { type: 'json' }

beforeAll(() => {
  setUpLanguages('nb')
})
beforeEach(() => {
  // Not there in jsdom.
  vi.stubGlobal('CSS', { escape: (text: string) => text })
})
afterEach(cleanup)

interface Answer {
  readonly path: string
}

/** A question that is answered, or not, by hand. */
function asked() {
  let answers: (answer: Answer) => void = () => undefined
  let fails: (error: unknown) => void = () => undefined
  const ask = vi.fn(
    () =>
      new Promise<Answer>((resolve, reject) => {
        answers = resolve
        fails = reject
      }),
  )
  const onClose = vi.fn()
  const window = (
    <AskedWindow title="Flytt porten" ask={ask} onClose={onClose}>
      {({ path }) => <p>Flytt {path}</p>}
    </AskedWindow>
  )
  const shown = render(window)
  return {
    ask,
    onClose,
    again: () => {
      shown.rerender(window)
    },
    close: () => {
      shown.unmount()
    },
    answers: (answer: Answer) =>
      act(async () => {
        answers(answer)
        await Promise.resolve()
      }),
    fails: (error: unknown) =>
      act(async () => {
        fails(error)
        await Promise.resolve()
      }),
  }
}

const leave = () => screen.getByRole('button', { name: nb.resolve.cancel })

it('says that it fetches until the station has answered, and asks once; it can be left meanwhile', async () => {
  const { ask, again, answers, onClose } = asked()
  expect(screen.getByRole('status').textContent).toBe(nb.technician.loading)
  again()
  fireEvent.click(leave())
  expect(onClose).toHaveBeenCalledOnce()
  await answers({ path: '/dev/ttyUSB0' })
  expect(screen.getByText('Flytt /dev/ttyUSB0')).toBeDefined()
  expect(screen.queryByText(nb.technician.loading)).toBeNull()
  expect(screen.queryByRole('button', { name: nb.resolve.cancel })).toBeNull()
  expect(ask).toHaveBeenCalledOnce()
})

it.each([
  ['no contact', new StationCallError('no-contact', null), nb.technician.error['no-contact']],
  ['a refusal', new StationCallError('unknown-receiver', null), nb.error['unknown-receiver']],
  ['what nobody foresaw', new Error('a bug'), nb.technician.error.internal],
])('%s is said in it, in words, and it can be left', async (_, error, words) => {
  const { fails, onClose } = asked()
  await fails(error)
  expect(screen.getByRole('status').textContent).toBe(words)
  fireEvent.click(leave())
  expect(onClose).toHaveBeenCalledOnce()
})

it('an answer that comes when it is closed is nobody’s', async () => {
  const complaints = vi.spyOn(console, 'error')
  const { close, answers } = asked()
  close()
  await answers({ path: '/dev/ttyUSB0' })
  expect(screen.queryByText('Flytt /dev/ttyUSB0')).toBeNull()
  expect(complaints).not.toHaveBeenCalled()
})
