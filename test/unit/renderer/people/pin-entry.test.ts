import { describe, expect, test } from 'vitest'
import { emptyEntry, keyed, refusedEntry, type PinEntry } from '../../../../renderer/people/pin-entry.ts'

/** Keys in text after text; what is sent, or what stands there. */
function keyIn(entry: PinEntry, ...texts: readonly string[]) {
  let next = keyed(entry, '')
  for (const text of texts) next = keyed(next.kind === 'waits' ? next.entry : entry, text)
  return next
}

describe('the code of today', () => {
  test('is sent with its sixth digit and not before', () => {
    expect(keyIn(emptyEntry(), '4', '48291')).toMatchObject({ kind: 'waits', entry: { digits: '48291' } })
    expect(keyIn(emptyEntry(), '482915')).toMatchObject({ kind: 'send', pin: '482915', newPin: null })
  })

  test('takes digits alone and no seventh one', () => {
    expect(keyIn(emptyEntry(), '48a2 9')).toMatchObject({ kind: 'waits', entry: { digits: '4829' } })
    expect(keyIn(emptyEntry(), '4829157')).toMatchObject({ kind: 'send', pin: '482915' })
  })

  test('that was wrong is keyed in anew, and says so until the next digit', () => {
    const entry = refusedEntry({ ...emptyEntry(), digits: '111111' }, 'wrong-pin', 4)
    expect(entry).toMatchObject({ step: 'code', digits: '', problem: { code: 'wrong-pin', figure: 4 } })
    expect(keyed(entry, '4').entry.problem).toBeNull()
  })
})

describe('a code of one’s own', () => {
  const afterFirstUse = refusedEntry({ ...emptyEntry(), digits: '730264' }, 'pin-change-required', null)

  test('is chosen after a first-use code, twice, and both go together', () => {
    expect(afterFirstUse).toMatchObject({ step: 'new', pin: '730264', problem: null })
    expect(keyIn(afterFirstUse, '918273')).toMatchObject({
      kind: 'waits',
      entry: { step: 'again', digits: '' },
    })
    expect(keyIn(afterFirstUse, '918273', '918273')).toMatchObject({
      kind: 'send',
      pin: '730264',
      newPin: '918273',
    })
  })

  test('keyed in differently the second time is chosen anew', () => {
    expect(keyIn(afterFirstUse, '918273', '918274')).toMatchObject({
      kind: 'waits',
      entry: { step: 'new', pin: '730264', newPin: '', problem: { code: 'not-the-same' } },
    })
  })

  test('that is too easy to guess is chosen anew, without the old one again', () => {
    const sent = keyIn(afterFirstUse, '123456', '123456')
    expect(refusedEntry(sent.entry, 'pin-too-simple', null)).toMatchObject({ step: 'new', pin: '730264' })
  })

  test('may be changed by whoever knows the one of today', () => {
    expect(keyed(emptyEntry(), '482915', true)).toMatchObject({
      kind: 'waits',
      entry: { step: 'new', pin: '482915' },
    })
  })

  test('of the first administrator follows no other, also after a failure', () => {
    const sent = keyIn(emptyEntry('new'), '918273', '918273')
    expect(sent).toMatchObject({ kind: 'send', pin: '', newPin: '918273' })
    expect(refusedEntry(sent.entry, 'no-contact', null)).toMatchObject({ step: 'new', newPin: '' })
  })
})
