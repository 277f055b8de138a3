import { describe, expect, it } from 'vitest'
import type { Candidate } from '../../../../renderer/technician/discoveries.ts'
import {
  candidateWarnings,
  checkableWish,
  draftProblem,
  freshDraft,
  NOBODY,
  pairWish,
  selectFields,
  selectProfiles,
  SUPERVISIONS,
  type PairDraft,
} from '../../../../renderer/technician/pair-rules.ts'
import { SAMPLE_PROTOCOLS } from '../../../fakes/sample-protocols.ts'

const protocolOf = (id: string) => {
  const protocol = SAMPLE_PROTOCOLS.find((it) => it.id === id)
  if (protocol === undefined) throw new Error(`no protocol ${id}`)
  return protocol
}
const enocean = protocolOf('enocean-esp3')
const bthome = protocolOf('bthome-v2')
const radar = protocolOf('mr60fda')

const cord: Candidate = {
  key: 'k',
  protocol: 'enocean-esp3',
  receiver: '/dev/ttyUSB2',
  address: '01825dab',
  signal: -54,
  lastHeardAt: 0,
  lastActedAt: null,
  about: {},
  profiles: { fitting: ['F6-01-01', 'F6-02-01'], likely: 'F6-02-01' },
  variant: null,
}
const nothing = { fitting: [], likely: null }
const button: Candidate = { ...cord, protocol: 'bthome-v2', receiver: 'hci0', profiles: nothing }
const port: Candidate = {
  ...cord,
  protocol: 'mr60fda',
  receiver: '/dev/ttyUSB0',
  address: null,
  profiles: nothing,
}
const chosen = { residentId: 'r-204', placement: 'bathroom' }
const draftOf = (
  candidate: Candidate,
  protocol: typeof enocean,
  change: Partial<PairDraft> = {},
): PairDraft => ({
  ...freshDraft(candidate, protocol),
  ...chosen,
  ...change,
})

it('offers the longest silence of the example in the contract: three minutes', () => {
  expect(SUPERVISIONS).toContain('180')
  expect(pairWish(cord, enocean, draftOf(cord, enocean, { supervision: '180' })).supervisionSeconds).toBe(180)
})

describe('the form begins with', () => {
  it('the profile that is likeliest, as the station says', () => {
    expect(freshDraft(cord, enocean).profile).toBe('F6-02-01')
    expect(selectProfiles(cord, enocean)).toEqual(['F6-01-01', 'F6-02-01'])
    expect(selectProfiles({ ...cord, profiles: nothing }, enocean)).toEqual(enocean.profiles)
  })
  it('the model that the port is read as, else the usual one', () => {
    expect(freshDraft({ ...port, variant: 'tf-fda2' }, radar).variant).toBe('tf-fda2')
    expect(freshDraft(port, radar).variant).toBe('r60-fda1')
  })
})

it('what is asked follows from the profile or the model', () => {
  const names = (profile: string | null, variant: string | null, of: typeof enocean) =>
    selectFields(of, { profile, variant }).map(({ name }) => name)
  expect(names('F6-02-01', null, enocean)).toEqual(['use'])
  expect(names('D5-00-01', null, enocean)).toEqual([])
  expect(names(null, 'tf-fda2', radar)).toEqual(['install-height'])
  expect(names(null, null, bthome)).toEqual(['use', 'key-1', 'key-2', 'key-3', 'key-4', 'gesture'])
})

it.each([
  ['resident', cord, enocean, { residentId: null }],
  ['placement', cord, enocean, { placement: '  ' }],
  ['profile', cord, enocean, { profile: null }],
  ['key', button, bthome, { key: '12ab' }],
  ['key', button, bthome, { key: 'g'.repeat(32) }],
  ['key', button, bthome, { key: 'a'.repeat(33) }],
  ['variant', port, radar, { variant: null }],
  ['settings', port, radar, { variant: 'tf-fda2', written: { 'install-height': '31' } }],
  [null, cord, enocean, {}],
  [null, cord, enocean, { residentId: NOBODY }],
  [null, button, bthome, { key: '23:1d:39:c1:d7:cc:1a:b1:ae:e2:24:cd:09:6d:b9:32' }],
  [null, port, radar, { variant: 'tf-fda2', written: { 'install-height': '2,6' } }],
] as const)('what is missing or wrong: %s', (problem, candidate, protocol, change) => {
  expect(draftProblem(protocol, draftOf(candidate, protocol, change))).toBe(problem)
})

it('an address that anybody can send, a missing key and a weak radio are warned of', () => {
  expect(candidateWarnings({ ...cord, about: { programmable: 'true' } }, '')).toEqual(['programmable'])
  const encrypted = { ...button, about: { keyNeeded: 'true' } }
  expect(candidateWarnings(encrypted, '')).toEqual(['key-missing'])
  expect(candidateWarnings(encrypted, '12')).toEqual([])
  expect(candidateWarnings({ ...cord, signal: -85 }, '')).toEqual([])
  expect(candidateWarnings({ ...cord, signal: -86 }, '')).toEqual(['weak-radio'])
  expect(candidateWarnings({ ...cord, about: { repeats: '2' } }, '')).toEqual(['weak-radio'])
})

it('the wish has what its protocol needs and nothing else', () => {
  expect(pairWish(cord, enocean, draftOf(cord, enocean, { key: 'x', supervision: '7200' }))).toEqual({
    protocol: 'enocean-esp3',
    receiver: '/dev/ttyUSB2',
    address: '01825dab',
    variant: null,
    eep: 'F6-02-01',
    key: null,
    settings: { use: 'help-call' },
    residentId: 'r-204',
    placement: 'bathroom',
    supervisionSeconds: 7200,
  })
  const key = '231D39C1D7CC1AB1AEE224CD096DB932'
  const written = { use: 'by-key', 'key-2': 'help-cancelled', gesture: 'long' }
  expect(
    pairWish(button, bthome, draftOf(button, bthome, { key, residentId: NOBODY, written })),
  ).toMatchObject({
    eep: null,
    key: key.toLowerCase(),
    settings: { use: 'by-key', 'key-2': 'help-cancelled', gesture: 'long' },
    residentId: null,
    supervisionSeconds: null,
  })
})

it('the station is asked before anybody says whose it is, but not before it is said what it is', () => {
  const open = { residentId: null, placement: null }
  expect(checkableWish(cord, enocean, draftOf(cord, enocean, open))).toMatchObject({
    eep: 'F6-02-01',
    residentId: null,
  })
  expect(checkableWish(cord, enocean, draftOf(cord, enocean, { ...open, profile: null }))).toBeNull()
  expect(checkableWish(button, bthome, draftOf(button, bthome, { key: '12ab' }))).toBeNull()
})
