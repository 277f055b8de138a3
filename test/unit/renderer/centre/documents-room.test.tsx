/** What devices said over SCAIP, as an administrator reads it: newest first, page by page, by controller. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { DocumentsRoom } from '../../../../renderer/centre/documents-room.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import nb from '../../../../resources/locales/nb.json' with { type: 'json' }
import { FakeCentreClient, stationLine } from '../../../fakes/fake-centre-client.ts'

const NOW = Date.parse('2026-11-22T02:40:18.000Z')
const words = nb.centre.documents

beforeAll(() => {
  setUpLanguages('nb')
})
afterEach(cleanup)

function open(role: 'operator' | 'lead' | 'administrator'): FakeCentreClient {
  const client = new FakeCentreClient([], [stationLine(NOW)])
  client.kept = Array.from({ length: 70 }, (_, index) => ({
    at: new Date(NOW - index * 60_000).toISOString(),
    station: 's-1',
    cid: index === 65 ? '4711' : '4790000204',
    direction: index % 2 === 0 ? 'out' : 'in',
    peer: 'tls:192.0.2.7:49152',
    fate: index === 0 ? '486' : index % 2 === 0 ? 'sent' : 'taken',
    body: `<mrq><ref>R${String(index)}</ref></mrq>`,
  }))
  render(<DocumentsRoom client={client} stations={new Map([['s-1', stationLine(NOW)]])} role={role} />)
  return client
}

it('the newest are there first, with what became of each, and the rest by a press', async () => {
  open('administrator')
  await screen.findByText(`${words.count_other.replace('{{count}}', '50')} ${nb.centre.history.cut}`)
  expect(screen.getByText('<mrq><ref>R0</ref></mrq>')).toBeDefined()
  expect(screen.getByText(words.notTaken.replace('{{code}}', '486'), { exact: false })).toBeDefined()
  expect(screen.queryByText('<mrq><ref>R65</ref></mrq>')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: nb.centre.history.more }))
  await screen.findByText('<mrq><ref>R65</ref></mrq>')
  expect(screen.getByText(words.count_other.replace('{{count}}', '70'))).toBeDefined()
  expect(screen.queryByRole('button', { name: nb.centre.history.more })).toBeNull()
})

it('one controller is looked for by its number, and what is no number is said', async () => {
  open('administrator')
  const field = screen.getByRole('textbox', { name: words.cid })
  fireEvent.change(field, { target: { value: 'K17' } })
  fireEvent.click(screen.getByRole('button', { name: nb.centre.history.search }))
  await screen.findByText(words.badCid)
  fireEvent.change(field, { target: { value: ' 4711 ' } })
  fireEvent.click(screen.getByRole('button', { name: nb.centre.history.search }))
  await screen.findByText(words.count_one.replace('{{count}}', '1'))
  expect(screen.getByText('<mrq><ref>R65</ref></mrq>')).toBeDefined()
  expect(screen.queryByText(words.badCid)).toBeNull()
})

it.each(['operator', 'lead'] as const)('a %s is told who reads them, and nothing is asked for', (role) => {
  open(role)
  expect(screen.getByText(words.notAllowed)).toBeDefined()
  expect(screen.queryByText(/<mrq>/)).toBeNull()
})
