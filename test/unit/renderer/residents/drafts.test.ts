import { describe, expect, it } from 'vitest'
import { callList } from '../../../../renderer/residents/call-list.ts'
import { draftOf, movedContact, readDraft } from '../../../../renderer/residents/details-draft.ts'
import { readMoment, writeMoment } from '../../../../renderer/residents/moment.ts'
import { readProfiles, writeProfiles } from '../../../../renderer/residents/rule-draft.ts'
import { readHours, readLimit, writeHours, writeLimit } from '../../../../renderer/residents/rule-text.ts'
import { selectResidents } from '../../../../renderer/residents/select-residents.ts'
import type { ResidentLine } from '../../../../shared/api/residents.ts'
import { INGRIDS_DETAILS } from '../../../fakes/fake-residents-client.ts'

describe('a record that is written', () => {
  it('reads as it was, and an empty one lacks its name alone', () => {
    expect(readDraft(draftOf(INGRIDS_DETAILS))).toEqual({ ok: true, details: INGRIDS_DETAILS })
    expect(readDraft(draftOf(null))).toEqual({ ok: false, wrong: ['name'] })
  })

  it('names each field that is wrong, also in the second contact', () => {
    const draft = draftOf(INGRIDS_DETAILS)
    const [mona] = draft.contacts
    if (mona === undefined) throw new Error('no contact')
    const wrong = readDraft({
      ...draft,
      texts: { ...draft.texts, birthYear: '42', phone: 'hjemme', cid: 'abc' },
      contacts: [mona, { key: 7, name: 'Per', relation: '', phone: 'hjemme' }],
      consentOn: '',
    })
    expect(wrong).toEqual({ ok: false, wrong: ['birthYear', 'phone', 'cid', 'contacts.1.phone', 'consent'] })
  })

  it('leaves out a contact that nobody has filled in, and keeps the order that was chosen', () => {
    const draft = draftOf(INGRIDS_DETAILS)
    const contacts = movedContact(
      [...draft.contacts, { key: 9, name: ' ', relation: 'nabo', phone: '' }],
      1,
      -1,
    )
    const read = readDraft({ ...draft, contacts })
    expect(read.ok && read.details.contacts.map(({ name }) => name)).toEqual(['Per Solberg', 'Mona Solberg'])
    expect(movedContact(contacts, 1, -1)).toBe(contacts)
  })
})

describe('whom to call', () => {
  it('is the resident first, where the number is known', () => {
    const called = (phone: string | null) => callList({ ...INGRIDS_DETAILS, phone }).map(({ name }) => name)
    expect(called('900 00 204')).toEqual(['Ingrid Solberg', 'Mona Solberg', 'Per Solberg'])
    expect(called(null)).toEqual(['Mona Solberg', 'Per Solberg'])
  })
})

describe('a moment', () => {
  it('is that of the clock in Norway, summer and winter', () => {
    const winter = Date.parse('2026-11-24T13:00:00Z')
    expect(writeMoment(winter)).toBe('24.11.2026 14:00')
    expect(readMoment('24.11.2026 14:00')).toBe(winter)
    expect(readMoment('1/7/2026, 14.00')).toBe(Date.parse('2026-07-01T12:00:00Z'))
    for (const wrong of ['', '31.2.2026 14:00', '24.11.2026 24:00']) expect(readMoment(wrong)).toBeNull()
  })
})

describe('the numbers of a rule', () => {
  it('are times of the day or numbers, as people write them', () => {
    expect(writeLimit('byMinute', 600)).toBe('10:00')
    expect(readLimit('byMinute', '9.30')).toBe(570)
    expect(readLimit('byMinute', '24:00')).toBeNull()
    expect(readLimit('lowestCelsius', '-5')).toBe(-5)
    expect(readLimit('lastsMinutes', 'ti')).toBeNull()
    const hours = { night: { from: 1320, to: 420 }, holidayNight: { from: 1320, to: 540 } }
    expect(readHours(writeHours(hours))).toEqual(hours)
    expect(readHours({ ...writeHours(hours), nightTo: '7' })).toBeNull()
  })

  it('are kept for each profile, and read as they were written, or not at all', () => {
    const profiles = [
      { profile: 'workday' as const, isWatched: true, limits: { fromMinute: 300, byMinute: 600 } },
      { profile: 'holiday' as const, isWatched: false, limits: { fromMinute: 360, byMinute: 720 } },
    ]
    const drafts = writeProfiles(profiles)
    expect(drafts[1]?.texts).toEqual([
      { name: 'fromMinute', text: '06:00' },
      { name: 'byMinute', text: '12:00' },
    ])
    expect(readProfiles(drafts)).toEqual(profiles)
    const unfinished = drafts.map((draft) => ({
      ...draft,
      texts: [{ name: 'byMinute' as const, text: '1' }],
    }))
    expect(readProfiles(unfinished)).toBeNull()
  })
})

describe('the search', () => {
  const line = (name: string, unit: string, leftAt: number | null = null): ResidentLine => ({
    id: name,
    name,
    unit,
    floor: null,
    away: null,
    leftAt,
    leftWhy: null,
    lacks: [],
  })

  it('takes words in any order, and shows who has left last', () => {
    const all = [line('Anna Berg', '101', 5), line('Olav Berg', '112'), line('Ingrid Solberg', '204')]
    expect(selectResidents(all, 'berg').map(({ name }) => name)).toEqual([
      'Olav Berg',
      'Ingrid Solberg',
      'Anna Berg',
    ])
    expect(selectResidents(all, '112 olav').map(({ name }) => name)).toEqual(['Olav Berg'])
  })
})
