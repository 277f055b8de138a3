import { describe, expect, it } from 'vitest'
import {
  centreChange,
  draftCentre,
  movedPath,
  withField,
  withoutPath,
  withPath,
} from '../../../../renderer/house/path-draft.ts'
import { readHold, writeHold } from '../../../../renderer/house/hold-text.ts'
import {
  choicesOf,
  draftRungs,
  readRungs,
  withCalls,
  withRung,
} from '../../../../renderer/house/ladder-draft.ts'
import { draftTurns, movedTurn, readTurns, withTurn } from '../../../../renderer/house/on-call-draft.ts'
import { SAMPLE_HOUSE } from '../../../fakes/fake-house-client.ts'

describe('how long a level holds', () => {
  it('is written in the largest unit that it is whole in, and read back', () => {
    expect(writeHold(90)).toEqual({ text: '90', unit: 'seconds' })
    expect(writeHold(900)).toEqual({ text: '15', unit: 'minutes' })
    expect(writeHold(28_800)).toEqual({ text: '8', unit: 'hours' })
    for (const seconds of [1, 60, 90, 3_600, 86_400]) expect(readHold(writeHold(seconds))).toBe(seconds)
  })

  it('is no time when it is nothing, no number, or longer than a day', () => {
    for (const text of ['', '0', '1,5', '-3', 'ti', '25'])
      expect(readHold({ text, unit: 'hours' })).toBeNull()
  })
})

describe('a ladder', () => {
  const low = [
    { calls: 'on-duty', holdsSeconds: 28_800 },
    { calls: 'handover', holdsSeconds: null },
  ] as const

  it('is read back as it was', () => {
    expect(readRungs(draftRungs(low))).toEqual(low)
  })

  it('waits for somebody at what was its last level once there is one after it', () => {
    expect(readRungs(withRung(draftRungs(low)))).toEqual([
      low[0],
      { calls: 'handover', holdsSeconds: 28_800 },
      { calls: 'everyone', holdsSeconds: 300 },
    ])
  })

  it('calls nobody after the hand-over list, and somebody after anything else', () => {
    const toEveryone = withCalls(draftRungs(low), 1, 'everyone')
    expect(readRungs(toEveryone)?.[1]).toEqual({ calls: 'everyone', holdsSeconds: 300 })
    expect(readRungs(withCalls(toEveryone, 1, 'handover'))?.[1]).toEqual(low[1])
  })

  it('begins with those on duty; the hand-over list is the last of what can wait', () => {
    expect(choicesOf('low', 0, 2)).toEqual(['on-duty'])
    expect(choicesOf('low', 1, 2)).toContain('handover')
    expect(choicesOf('low', 1, 3)).not.toContain('handover')
    expect(choicesOf('critical', 1, 2)).not.toContain('handover')
  })
})

describe('the plan of who is on call', () => {
  const drafts = draftTurns(SAMPLE_HOUSE.onCall)

  it('is read back as it was, in its order', () => {
    expect(readTurns(drafts)).toEqual(SAMPLE_HOUSE.onCall)
    expect(readTurns(movedTurn(drafts, 1, -1))?.map(({ personId }) => personId)).toEqual(['kari', 'ola'])
    expect(movedTurn(drafts, 0, -1)).toEqual(drafts)
  })

  it('is not saved while a time is no time', () => {
    expect(readTurns(drafts.map((draft) => ({ ...draft, to: '25:00' })))).toBeNull()
    expect(readTurns(withTurn(drafts, 'tuva'))).toHaveLength(3)
  })
})

describe('the ways to the centre', () => {
  const draft = draftCentre(SAMPLE_HOUSE.centre)

  it('are read back as they were, without a secret in them', () => {
    expect(centreChange(draft)).toEqual({
      heartbeatSeconds: 60,
      phone: '+47 90 00 00 10',
      paths: [
        {
          key: 'first',
          kind: 'https',
          words: { url: 'https://centre.example.no' },
          files: { ca: '/etc/tryggvakt/centre.pem' },
          secrets: {},
        },
        {
          key: 'second',
          kind: 'scaip',
          words: { uri: 'sip:sentral@192.0.2.10:5061;transport=tls', cid: '4790000017' },
          files: {},
          secrets: {},
        },
      ],
    })
  })

  it('are added, written, moved and taken away; an emptied field is none', () => {
    const added = withField(withPath(draft, 'mqtt'), 2, 'words', 'url', 'mqtts://broker.example')
    const secret = withField(added, 2, 'secrets', 'password', 'word')
    const emptied = withField(secret, 0, 'files', 'ca', '')
    const first = movedPath(movedPath(emptied, 2, -1), 2, -1)
    expect(centreChange(withoutPath(first, 1))?.paths).toEqual([
      {
        key: null,
        kind: 'mqtt',
        words: { url: 'mqtts://broker.example' },
        files: {},
        secrets: { password: 'word' },
      },
      { key: 'first', kind: 'https', words: { url: 'https://centre.example.no' }, files: {}, secrets: {} },
    ])
    expect(movedPath(draft, 0, -1)).toEqual(draft)
  })

  it('are not saved while the seconds are none', () => {
    for (const heartbeat of ['', '0', '1.5', '86401'])
      expect(centreChange({ ...draft, heartbeat })).toBeNull()
  })

  it('are not saved with a number that nobody could call; an emptied one is none', () => {
    for (const phone of ['ring oss', '12', 'tel:90000010'])
      expect(centreChange({ ...draft, phone })).toBeNull()
    expect(centreChange({ ...draft, phone: ' ' })?.phone).toBeNull()
  })
})
