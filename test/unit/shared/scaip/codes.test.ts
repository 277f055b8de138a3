import { expect, test } from 'vitest'
import { codeText, nameOfCode } from '../../../../shared/scaip/codes.ts'

test.each([
  ['dty', 5, 'fall detector'],
  ['dty', 26, 'carbon monoxide detector'],
  ['dty', 41, 'power supply'],
  ['dty', 43, 'access controller'],
  ['dty', 51, 'tracking device'],
  ['dco', 2, 'button 1'],
  ['dco', 11, 'switch 5'],
  ['dco', 22, 'network circuit'],
  ['dco', 29, 'module 5'],
  ['stc', 9, 'alarm, automatic'],
  ['stc', 16, 'battery low'],
  ['stc', 22, 'closed too long'],
  ['stc', 30, 'disarmed'],
  ['stc', 40, 'error code 9'],
  ['stc', 47, 'in progress'],
  ['stc', 48, 'in service'],
  ['stc', 53, 'level 1'],
  ['stc', 61, 'level 9'],
  ['stc', 62, 'log'],
  ['stc', 71, 'occupied'],
  ['stc', 72, 'off'],
  ['stc', 75, 'online'],
  ['stc', 79, 'overflow'],
  ['stc', 81, 'pill not taken'],
  ['stc', 86, 'mains back'],
  ['stc', 88, 'presence after alarm'],
  ['stc', 93, 'reset, manual'],
  ['stc', 102, 'test over primary channel'],
  ['stc', 108, 'bypass removed'],
  ['stc', 110, 'assistance'],
  ['stc', 111, 'intervention complete'],
  ['stc', 116, 'secondary link up'],
  ['stc', 118, 'locked'],
  ['stc', 123, 'radio test missing'],
  ['stc', 127, 'unlocked'],
  ['lco', 11, 'bathroom'],
  ['lco', 21, 'kitchen'],
  ['lco', 43, 'living room'],
  ['lco', 52, 'wing'],
  ['snu', 7, 'required element missing'],
  ['snu', 99, 'undefined error'],
] as const)('%s %i is %s, as the tables of scaip.md §6 have it', (table, code, name) => {
  expect(nameOfCode(table, code)).toBe(name)
})

test('what the tables do not have is no name, and is shown by its number', () => {
  expect(nameOfCode('dty', 42)).toBeUndefined()
  expect(nameOfCode('stc', 128)).toBeUndefined()
  expect([codeText('dty', 42), codeText('stc', 128), codeText('lco', 7), codeText('snu', 99)]).toEqual([
    '0042',
    '0128',
    '007',
    '99',
  ])
})
