import { describe, expect, it } from 'vitest'
import type { Candidate } from '../../../../renderer/technician/discoveries.ts'
import {
  draftProblem,
  NOBODY,
  pairWarnings,
  pairWish,
  presetProfile,
  selectProfiles,
  type PairDraft,
} from '../../../../renderer/technician/pair-rules.ts'
import { sampleDevices } from '../../../fakes/sample-devices.ts'

const cord: Candidate = {
  key: 'k',
  protocol: 'enocean-esp3',
  receiver: '/dev/ttyUSB2',
  address: '01825dab',
  signal: -54,
  lastHeardAt: 0,
  lastActedAt: null,
  about: { rorg: 'f6' },
}
const button: Candidate = { ...cord, protocol: 'bthome-v2', receiver: 'hci0', about: {} }
const draft: PairDraft = {
  residentId: 'r-204',
  placement: 'bathroom',
  profile: 'F6-02-01',
  use: 'help-call',
  key: '',
  variant: null,
  supervision: 'default',
}

describe('the profile', () => {
  it('is offered by the kind of telegram, a cord as the rocker it is', () => {
    expect(selectProfiles(cord).every((profile) => profile.startsWith('F6'))).toBe(true)
    expect(presetProfile(cord)).toBe('F6-02-01')
    expect(presetProfile({ ...cord, about: { rorg: 'd5' } })).toBe('D5-00-01')
  })
  it('is what the device said in its teach-in', () => {
    expect(presetProfile({ ...cord, about: { rorg: 'a5', eep: 'a5-02-05' } })).toBe('A5-02-05')
  })
  it('is not guessed where nothing is known', () => {
    expect(presetProfile({ ...cord, about: {} })).toBeNull()
    expect(presetProfile({ ...cord, about: { rorg: 'a5' } })).toBeNull()
  })
})

it.each([
  ['resident', cord, { residentId: null }],
  ['placement', cord, { placement: '  ' }],
  ['profile', cord, { profile: null }],
  ['key', button, { key: '12ab' }],
  ['key', button, { key: 'g'.repeat(32) }],
  ['variant', { ...cord, protocol: 'mr60fda', address: null }, {}],
  [null, cord, {}],
  [null, cord, { residentId: NOBODY }],
  [null, button, { key: '23:1d:39:c1:d7:cc:1a:b1:ae:e2:24:cd:09:6d:b9:32' }],
] as const)('what is missing or wrong: %s', (problem, candidate, change) => {
  expect(draftProblem(candidate, { ...draft, ...change })).toBe(problem)
})

describe('a warning', () => {
  const devices = sampleDevices(0)
  it('is given where a button is all that a resident has', () => {
    const alone = devices.filter(({ deviceId }) => deviceId === 'cord-204')
    expect(pairWarnings(button, draft, alone)).toEqual(['only-unsupervised'])
    expect(pairWarnings(cord, draft, alone)).toEqual(['only-unsupervised'])
  })
  it('is not given beside a supervised alarm, nor in a shared space', () => {
    expect(pairWarnings(button, draft, devices)).toEqual([])
    expect(pairWarnings(button, { ...draft, residentId: NOBODY }, [])).toEqual([])
  })
  it('is given of addresses that anybody can send, and of a missing key', () => {
    expect(pairWarnings({ ...cord, about: { programmable: 'true' } }, draft, devices)).toEqual([
      'programmable',
    ])
    expect(pairWarnings({ ...button, about: { keyNeeded: 'true' } }, draft, devices)).toEqual(['key-missing'])
  })
})

it('the wish has what its protocol needs and nothing else', () => {
  expect(pairWish(cord, { ...draft, key: 'x', supervision: '7200' }, 'tuva')).toEqual({
    by: 'tuva',
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
  expect(pairWish(button, { ...draft, key, residentId: NOBODY }, 'tuva')).toMatchObject({
    eep: null,
    key: key.toLowerCase(),
    settings: {},
    residentId: null,
    supervisionSeconds: null,
  })
})
