import { describe, expect, it } from 'vitest'
import { paperOf, type PaperContent } from '../../../../station/residents/paper.ts'
import { lastEvening } from '../../../../station/residents/paper-keeper.ts'
import en from '../../../../resources/locales/paper.en.json' with { type: 'json' }
import nb from '../../../../resources/locales/paper.nb.json' with { type: 'json' }
import { INGRIDS_DETAILS } from '../../../fakes/fake-residents-client.ts'

const INGRID = {
  residentId: 'r-204',
  revision: 1,
  details: INGRIDS_DETAILS,
  hasDoorCode: true,
  hasKeyBox: false,
  leftAt: null,
  leftWhy: null,
}
const CONTENT: PaperContent = {
  stationName: 'Solbakken',
  locale: 'nb',
  writtenAt: Date.parse('2026-11-22T19:00:00Z'),
  residents: [INGRID],
  awayUntil: () => null,
  calls: { centre: null, onCall: [], others: [] },
  keys: null,
}

describe('the list on paper', () => {
  it('holds what is written as text: nothing in it runs, nothing is fetched', () => {
    const evil = { ...INGRIDS_DETAILS, name: '<script>alert(1)</script>', notes: '"><img src=x>' }
    const page = paperOf({ ...CONTENT, residents: [{ ...INGRID, details: evil }] })
    expect(page).not.toMatch(/<script|<img/)
    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toMatch(/(?:src|href)="(?!tel:)/)
  })

  it('says that the number is that of a flat', () => {
    expect(paperOf(CONTENT)).toContain('Leilighet 204 · 2. etg.')
  })

  it('goes through the house unit by unit, and says that somebody is away', () => {
    const at = (unit: string, name: string) => ({ ...INGRID, details: { ...INGRIDS_DETAILS, unit, name } })
    const residents = [at('112', 'Olav'), at('21', 'Anna'), at('101', 'Per')]
    const page = paperOf({ ...CONTENT, residents, awayUntil: () => Date.parse('2026-11-24T13:00:00Z') })
    const order = ['Anna', 'Per', 'Olav'].map((name) => page.indexOf(`<h2>${name}`))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(page).toContain('Borte til 24. november 2026')
  })

  it('says in a sentence that there are no contacts, no keys, nobody', () => {
    const alone = { ...INGRID, details: { ...INGRIDS_DETAILS, contacts: [] } }
    expect(paperOf({ ...CONTENT, residents: [alone] })).toContain(nb.noContacts)
    expect(paperOf(CONTENT)).toContain(nb.noKeys)
    expect(paperOf({ ...CONTENT, keys: new Map() })).toContain(nb.keysNotGiven)
    expect(paperOf({ ...CONTENT, locale: 'en', residents: [] })).toContain(en.none)
  })

  it('has the resident’s own number before those of the contacts', () => {
    const page = paperOf(CONTENT)
    const calls = ['tel:90000204', 'tel:+4790000001', 'tel:90000002'].map((it) =>
      page.indexOf(`href="${it}"`),
    )
    expect(calls).not.toContain(-1)
    expect(calls).toEqual([...calls].sort((a, b) => a - b))
  })

  it('says first whom to call: who is on call in order, when and by which number, then the others', () => {
    const hours = { from: 22 * 60, to: 7 * 60 }
    const calls = {
      centre: '+47 22 00 00 00',
      onCall: [
        { name: 'Mona Lie', phone: 'sip:mona@tlf.example', days: [5, 6], hours },
        { name: 'Kari <Nordmann>', phone: null, days: [1, 2, 3, 4, 5, 6, 7], hours: { from: 0, to: 0 } },
      ],
      others: [{ name: 'Ola Hansen', phone: '90 00 00 03' }],
    }
    const page = paperOf({ ...CONTENT, calls })
    const order = ['tel:113', 'tel:+4722000000', 'sip:mona@tlf.example', 'tel:90000003', '<h2>Ingrid'].map(
      (it) => page.indexOf(it),
    )
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(page).toContain('fre., lør. kl. 22:00–07:00')
    expect(page).toContain(`Kari &lt;Nordmann&gt; (${nb.noNumber})<br>${nb.everyDay} ${nb.allDay}`)
    expect(paperOf({ ...CONTENT, calls, locale: 'en' })).toContain('Fri, Sat 22:00–07:00')
    expect(paperOf(CONTENT)).toContain(nb.nobodyOnCall)
  })

  it('has the same words in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(nb))
  })
})

it('the evening is that of the clock in Norway, today’s from eight o’clock on', () => {
  expect(lastEvening(Date.parse('2026-11-22T18:59:00Z'))).toBe(Date.parse('2026-11-21T19:00:00Z'))
  expect(lastEvening(Date.parse('2026-11-22T19:00:00Z'))).toBe(Date.parse('2026-11-22T19:00:00Z'))
  expect(lastEvening(Date.parse('2026-07-01T18:00:00Z'))).toBe(Date.parse('2026-07-01T18:00:00Z'))
})
