/** What people and their screens do wrong: each has its sentence in both languages and its entry in the audit log. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ResidentDetails } from '../../../../shared/api/residents.ts'
import en from '../../../../resources/locales/en.json'
import nb from '../../../../resources/locales/nb.json'
import { ResidentsHouse } from '../residents/residents-house.ts'
import { codeOf } from '../technician/technician-house.ts'
import { PATIENTLY } from '../../../support/wait-until.ts'

const WRONG = '482916'
const RIGHT = '482915'
const NOBODY_TO_CALL: ResidentDetails = {
  name: 'Astrid Haugen',
  birthYear: null,
  address: null,
  unit: '301',
  floor: null,
  phone: null,
  cid: null,
  language: null,
  hearing: null,
  aids: null,
  dog: false,
  oxygen: false,
  notes: null,
  contacts: [],
  consent: null,
}

interface Case {
  readonly what: string
  /** Does it, and answers with the keys of the sentences that the screen shows of what came back. */
  readonly happens: () => Promise<readonly string[]>
  readonly says: readonly string[]
  /** Who, what, of what, and a part of what the entry holds. */
  readonly noted: readonly [who: string, action: string, subject: string, data: object]
}

let house: ResidentsHouse

beforeAll(async () => {
  house = await ResidentsHouse.open()
})
afterAll(() => house.end())

const refused = async (call: Promise<unknown>) => [`error.${await codeOf(call)}`]

const CASES: readonly Case[] = [
  {
    what: 'a wrong PIN',
    happens: () => refused(house.locked().session.signIn({ personId: 'tuva', pin: WRONG })),
    says: ['error.wrong-pin'],
    noted: ['tuva', 'person.sign-in-failed', 'tuva', { failures: 1 }],
  },
  {
    what: 'a locked account, for the right PIN as well',
    happens: async () => {
      const signIn = (pin: string) => refused(house.locked().session.signIn({ personId: 'anne', pin }))
      for (let attempt = 0; attempt < 5; attempt += 1) await signIn(WRONG)
      return signIn(RIGHT)
    },
    says: ['error.locked-out'],
    noted: ['anne', 'person.locked-out', 'anne', { failures: 5, waitSeconds: 30 }],
  },
  {
    what: 'a procedure that isn’t yours',
    happens: async () => refused((await house.as('tuva')).residents.list()),
    says: ['error.not-allowed'],
    noted: ['tuva', 'call.refused', 'residents.list', { code: 'not-allowed' }],
  },
  {
    what: 'a deadline in the past',
    happens: async () => {
      const kari = await house.as('kari')
      const until = house.clock.wall() - 1
      const where = { by: 'kari', residentId: 'r-204', reason: 'hospital' } as const
      return refused(kari.residents.setAway({ ...where, until, silences: [] }))
    },
    says: ['error.deadline-past'],
    noted: ['kari', 'call.refused', 'residents.setAway', { code: 'deadline-past' }],
  },
  {
    what: 'a rule that contradicts itself',
    happens: async () => {
      const profiles = [{ profile: 'workday' as const, isWatched: true, limits: { fromMinute: 660 } }]
      const wish = { by: 'mona', residentId: 'r-204', ruleId: 'no-sign-of-life', isOn: true, profiles }
      return refused((await house.as('mona')).rules.switch(wish))
    },
    says: ['error.rule-contradicts-itself'],
    noted: ['mona', 'call.refused', 'rules.switch', { code: 'rule-contradicts-itself' }],
  },
  {
    what: 'a resident without contacts or devices',
    happens: async () => {
      const mona = await house.as('mona')
      const { residentId } = await mona.residents.add({ by: 'mona', details: NOBODY_TO_CALL })
      const line = (await mona.residents.list()).residents.find(({ id }) => id === residentId)
      return (line?.lacks ?? []).map((lack) => `residents.lacks.${lack}`)
    },
    says: ['residents.lacks.contacts', 'residents.lacks.devices', 'residents.lacks.consent'],
    noted: ['mona', 'resident.added', '', { lacks: 'devices contacts consent' }],
  },
  {
    what: 'a sound device that vanishes',
    happens: async () => {
      const heard = await house.locked().client.attend({ sound: 'fallback' })
      const said = heard[Symbol.asyncIterator]()
      await said.next()
      // The screen sees itself that its output is gone (renderer/sound/use-vanished-words.ts).
      return ['sound.vanished']
    },
    says: ['sound.vanished'],
    noted: ['desk', 'client.sound', 'desk', { sound: 'fallback' }],
  },
  {
    what: 'a client with an old version',
    happens: () => refused(house.locked('127.0.0.1', { otherVersion: '0' }).station.diagnostics()),
    says: ['error.other-version'],
    noted: ['signed-out', 'call.refused', 'station.diagnostics', { code: 'other-version' }],
  },
]

test.each(CASES)('$what: its sentence, and its entry', async ({ happens, says, noted }) => {
  expect(await happens()).toEqual(says)
  for (const key of says) for (const words of [nb, en]) expect(sentences(words, key), key).not.toEqual([])
  const [who, action, subject, data] = noted
  await vi.waitFor(async () => {
    const entries = await house.rows<{ who: string; subject: string; data: string }>(
      `SELECT actor_id AS who, subject, data FROM audit_entries WHERE action = '${action}' ORDER BY position`,
    )
    const last = entries.at(-1)
    expect(last).toMatchObject(subject === '' ? { who } : { who, subject })
    expect(JSON.parse(last?.data ?? '')).toMatchObject(data)
  }, PATIENTLY)
})

/** What stands at this key, in each of its plural forms. */
function sentences(words: object, key: string): string[] {
  const [name = '', ...groups] = key.split('.').reverse()
  const group = groups.reduceRight<unknown>(
    (part, one) => new Map(Object.entries(part ?? {})).get(one),
    words,
  )
  return Object.entries(group ?? {}).flatMap(([found, value]) =>
    found.replace(/_(one|other)$/, '') === name && typeof value === 'string' ? [value] : [],
  )
}
