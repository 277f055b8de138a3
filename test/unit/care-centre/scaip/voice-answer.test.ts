import { expect, test } from 'vitest'
import { voiceAnswer } from '../../../../care-centre/scaip/voice-answer.ts'
import type { ScaipRequest } from '../../../../shared/scaip/document.ts'

const NOW = Date.UTC(2026, 10, 21, 3, 40)
const CALL: ScaipRequest = { ref: 'A1', mty: 'ME', cid: '1', dty: 3, stc: 10 }
const TO_NUMBER = { media: 1, number: 'sip:svar12@sentral.example' } as const

test('a call is answered with the number to call, or with the one the device has', () => {
  expect(voiceAnswer(CALL, TO_NUMBER, undefined, NOW)).toEqual({
    mre: 1,
    cre: 62,
    tnu: 'sip:svar12@sentral.example',
  })
  expect(voiceAnswer(CALL, { media: 2 }, undefined, NOW)).toEqual({ mre: 2, cre: 61 })
})

test.each([
  ['no voice is configured', CALL, undefined, undefined],
  ['the device cannot speak', { ...CALL, crd: ['no-voice:'] }, TO_NUMBER, undefined],
  ['the device wants no media', { ...CALL, mreq: 4 }, TO_NUMBER, undefined],
  ['the device wants to be called', { ...CALL, cha: 1 }, TO_NUMBER, undefined],
  ['it is a heartbeat', { ...CALL, mty: 'PI' }, TO_NUMBER, undefined],
  ['it is a test', { ...CALL, stc: 102 }, TO_NUMBER, undefined],
  ['it is over', { ...CALL, mty: 'RE', stc: 92 }, TO_NUMBER, undefined],
  ['its battery is low', { ...CALL, stc: 16 }, TO_NUMBER, undefined],
  ['a call may be under way', CALL, TO_NUMBER, NOW - 59_000],
] as const)('nobody is asked to call when %s', (_why, request, settings, lastAskedAt) => {
  expect(voiceAnswer(request, settings, lastAskedAt, NOW)).toEqual({ mre: 0 })
})

test('a minute later it is asked again', () => {
  expect(voiceAnswer(CALL, TO_NUMBER, NOW - 60_000, NOW)).toMatchObject({ mre: 1 })
})

test('a call that was asked for in the future was asked for before the clock was set back: it is under way no more', () => {
  expect(voiceAnswer(CALL, TO_NUMBER, NOW + 24 * 3_600_000, NOW)).toMatchObject({ mre: 1 })
})
