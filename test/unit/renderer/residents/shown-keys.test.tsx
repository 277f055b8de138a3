/** Codes of a door that are shown stay so for half a minute: whatever leads the card, of one resident, for one person. */
import { act, cleanup, fireEvent, render } from '@testing-library/react'
import fc from 'fast-check'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { KEYS_SHOWN_MS, type Keys, type ResponderCard } from '../../../../shared/api/residents.ts'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import type { KeysReason } from '../../../../renderer/residents/residents-client.ts'
import { ResponderOf } from '../../../../renderer/residents/responder-of.tsx'
import { FakeResidentsClient } from '../../../fakes/fake-residents-client.ts'
import { fallCard, INGRID } from '../../../fakes/sample-board.ts'

const SETTLED_MS = 500

/** Whose alarm it is stands before the hyphen; each has a code of their own. */
class House extends FakeResidentsClient {
  override async card(asked: { by: string; alarmId: string }): Promise<ResponderCard | null> {
    const card = await super.card(asked)
    return card === null ? null : { ...card, residentId: ownerOf(asked.alarmId) }
  }

  override async keys(input: KeysReason): Promise<Keys> {
    return { ...(await super.keys(input)), doorCode: codeOf(input.residentId) }
  }
}

const ownerOf = (alarmId: string) => alarmId.split('-')[0] ?? ''
const codeOf = (residentId: string) => `code of ${residentId}`

beforeAll(() => setUpLanguages('nb'))
beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

type Deed =
  | { readonly leads: string }
  | { readonly looks: string }
  | { readonly locked: boolean }
  | { readonly pressed: true }
  | { readonly passMs: number }

const deeds = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ leads: fc.constantFrom('ingrid-1', 'ingrid-2', 'olav-1') }) },
    { weight: 1, arbitrary: fc.record({ looks: fc.constantFrom('kari', 'ola') }) },
    { weight: 1, arbitrary: fc.record({ locked: fc.boolean() }) },
    { weight: 4, arbitrary: fc.constant<Deed>({ pressed: true }) },
    { weight: 3, arbitrary: fc.record({ passMs: fc.constantFrom(100, 5_000, 14_000) }) },
  ),
  { maxLength: 20 },
)

it('whatever leads the card, whoever looks, and however long', async () => {
  await fc.assert(
    fc.asyncProperty(deeds, async (all) => {
      const client = new House(Date.now)
      let now = { leads: 'ingrid-1', looks: 'kari', locked: false }
      let shown: { readonly who: string; readonly until: number } | null = null
      const asked: KeysReason[] = []
      const page = render(<div />)
      const draw = async (ms: number) => {
        const { leads, looks, locked } = now
        const resident = { ...INGRID, id: ownerOf(leads) }
        const who = { personId: looks, role: 'caregiver', isVeiled: locked } as const
        page.rerender(<ResponderOf card={fallCard({ alarmId: leads, resident })} client={client} who={who} />)
        await act(() => vi.advanceTimersByTimeAsync(ms))
      }
      await draw(SETTLED_MS)
      for (const deed of all) {
        let passed = 0
        if ('pressed' in deed) {
          const { leads, looks } = now
          const button = document.querySelector('.keys-line button')
          expect(button === null).toBe(now.locked)
          if (button !== null) {
            fireEvent.click(button)
            if (shown === null) {
              asked.push({ why: 'alarm', by: looks, residentId: ownerOf(leads), alarmId: leads })
              shown = { who: `${looks} ${ownerOf(leads)}`, until: Date.now() + KEYS_SHOWN_MS }
            } else shown = null
          }
        } else if ('passMs' in deed) passed = deed.passMs
        else {
          now = { ...now, ...deed }
          passed = SETTLED_MS
          const who = now.locked ? null : `${now.looks} ${ownerOf(now.leads)}`
          if (shown?.who !== who) shown = null
        }
        await draw(passed)
        if (shown !== null && shown.until <= Date.now()) shown = null
        const seen = ['ingrid', 'olav'].filter((id) => document.body.textContent.includes(codeOf(id)))
        expect(seen).toEqual(shown === null ? [] : [ownerOf(now.leads)])
      }
      expect(client.keysSeen).toEqual(asked)
      cleanup()
    }),
    { numRuns: 25 },
  )
})

it('what a responder reads stays while the station does not answer for another alarm, and goes where it refuses', async () => {
  const client = new FakeResidentsClient(Date.now)
  const who = { personId: 'kari', role: 'caregiver', isVeiled: false } as const
  const leads = (alarmId: string) => <ResponderOf card={fallCard({ alarmId })} client={client} who={who} />
  const page = render(leads('ingrid-1'))
  await act(() => vi.advanceTimersByTimeAsync(SETTLED_MS))
  expect(document.body.textContent).toContain('Mona Solberg')
  client.refuseNext = 'no-contact'
  page.rerender(leads('ingrid-2'))
  await act(() => vi.advanceTimersByTimeAsync(SETTLED_MS))
  expect(document.body.textContent).toContain('Mona Solberg')
  client.refuseNext = 'no-reason-for-card'
  page.rerender(leads('ingrid-3'))
  await act(() => vi.advanceTimersByTimeAsync(SETTLED_MS))
  expect(document.body.textContent).not.toContain('Mona Solberg')
})
